"""One's own page for the languages one reads: a choice of one's own, that colleagues are helped by."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kanalkoll.language.names import NAMES, SWEDISH
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality import languages
from kanalkoll.municipality.pages.asking import person
from kanalkoll.ui.feedback import say


class LanguagesForm(forms.Form):
    """Every language that a message can be found to be in, but Swedish."""

    languages = forms.MultipleChoiceField(
        label="Jag läser",
        required=False,
        choices=[(code, name.capitalize()) for code, name in NAMES.items() if code != SWEDISH],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Välj bland språken i listan."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_languages(request: HttpRequest) -> HttpResponse:
    """The page "Språk du läser"."""
    user = person(request)
    # Where nothing is ticked nothing is sent: an empty answer is an answer.
    given = request.POST if request.method == "POST" else None
    form = LanguagesForm(given, initial={"languages": languages.languages_of(user)})
    if given is not None and form.is_valid():
        languages.choose(user, languages=form.cleaned_data["languages"], now=the_time())
        say(request, "Dina språk är sparade.")
        return redirect("own_languages")
    return render(
        request, "municipality/own_languages.html", {"form": form}, status=422 if form.errors else 200
    )
