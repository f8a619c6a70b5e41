"""The views of "fel, och därför": one press says it, one takes it back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kanalkoll.inbox import disputing
from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.finding import message_for, person
from kanalkoll.inbox.queue import read_filters
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.screening.hits import Place
from kanalkoll.screening.models import WHYS
from kanalkoll.screening.verdicts import NoSuchHit
from kanalkoll.ui.feedback import say


class WrongForm(forms.Form):
    """Which hit, and why it is wrong."""

    rule = forms.CharField(max_length=80)
    category = forms.CharField(max_length=40)
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=0)
    why = forms.ChoiceField(choices=list(WHYS.items()))
    words = forms.CharField(max_length=500, required=False)

    @property
    def place(self) -> Place:
        """The hit that it is about."""
        given = self.cleaned_data
        return Place(given["rule"], given["category"], given["start"], given["end"])


@require_POST
def wrong(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a hit is wrong, in one press."""
    user = person(request)
    found = message_for(user, pk)
    require(user, Permission.HANDLE, found.account_id)
    form = WrongForm(request.POST)
    if not form.is_valid():
        say(request, "Det gick inte att förstå vilken markering det gällde. Försök igen.", tone="soon")
        return _back(request, pk)
    given = form.cleaned_data
    try:
        verdict = disputing.say_wrong(
            pk, place=form.place, why=given["why"], words=given["words"], by=user, now=the_time()
        )
        undo = reverse("inbox:right_after_all", args=[pk, verdict.pk])
        say(request, f"Tack. Markeringen är bedömd som fel: {WHYS[verdict.why].lower()}.", undo=undo)
    except (NoSuchHit, NotNow) as error:
        say(request, str(error), tone="soon")
    return _back(request, pk)


@require_POST
def right_after_all(request: HttpRequest, pk: int, verdict: int) -> HttpResponse:
    """Take back that a hit was wrong."""
    user = person(request)
    found = message_for(user, pk)
    require(user, Permission.HANDLE, found.account_id)
    try:
        disputing.take_back(pk, verdict_id=verdict, by=user, now=the_time())
        say(request, "Bedömningen är återtagen. Markeringen gäller igen.")
    except (NoSuchHit, NotNow) as error:
        say(request, str(error), tone="soon")
    return _back(request, pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    query = read_filters(request.GET).query()
    return redirect(f"{reverse('inbox:message', args=[pk])}{'?' if query else ''}{query}#markeringar")
