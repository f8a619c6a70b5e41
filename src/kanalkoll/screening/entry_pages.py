"""The pages of the municipality's own words: the list, a new one with its trial, and ending one."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kanalkoll.language.findings import PERSONAL_DATA
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may, require
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import moderation
from kanalkoll.policy.workdays import local_day
from kanalkoll.screening import asking, entries
from kanalkoll.screening.entries import EndedAlready, Wanted
from kanalkoll.screening.forms import EndForm, EntryForm
from kanalkoll.screening.models import Entry, Verdict
from kanalkoll.screening.trial import Outcome, Tried, try_out
from kanalkoll.screening.wording import label
from kanalkoll.ui.feedback import say
from kanalkoll.ui.given import number
from kanalkoll.ui.marking import Mark

KINDS = {"markera": True, "undantag": False}
TRIED = "screening.trial"
MOST_ENDED = 200
SHAPE_OF = {"TELEFON": "phone", "EPOST": "email", "ADRESS": "address", "NAMN": "person"}


@require_safe
def own_words(request: HttpRequest) -> HttpResponse:
    """What is in force, and what has been."""
    user, now = asking.reader(request), the_time()
    standing = entries.standing(now)
    over = Entry.objects.exclude(pk__in=standing.values("pk")).select_related("by", "end__by")
    context = {
        "now": now,
        "here": "words",
        "may_change": may(user, Permission.WORDS),
        # What is in force is always there in whole, for it can be ended from here alone.
        "marked": [row for row in standing if row.marks],
        "excused": [row for row in standing if not row.marks],
        "ended": over[:MOST_ENDED],
        "end_form": EndForm(),
    }
    return render(request, "screening/own_words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new word: the form, then its trial on what came in, then saved."""
    user, now = asking.reader(request), the_time()
    require(user, Permission.WORDS)
    if kind not in KINDS:
        raise Http404("kind")
    form = _form(request, marks=KINDS[kind])
    context: dict[str, Any] = {"now": now, "form": form, "kind": kind, "marks": KINDS[kind]}
    if request.method != "POST" or not form.is_valid() or request.POST.get("step") == "change":
        asked_again = request.method == "POST" and request.POST.get("step") != "change"
        return render(request, "screening/new_word.html", context, status=422 if asked_again else 200)
    numbers = _tried_before(request.POST.get("tried", ""), form.wanted)
    if request.POST.get("step") == "save" and numbers is not None:
        entry = entries.add(form.wanted, tried=numbers, by=user, now=now)
        say(request, f"”{entry.phrase}” gäller från och med nu, för det som kommer in.")
        return redirect("screening:own_words")
    outcome = try_out(form.wanted, by=user, now=now)
    context |= {
        "outcome": outcome,
        "shown": [(each, _places(each)) for each in outcome.shown],
        "tried": _signed(form.wanted, outcome),
        "label": label(form.wanted.category),
    }
    return render(request, "screening/trial.html", context)


@require_POST
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """End an entry before its day."""
    user = asking.reader(request)
    require(user, Permission.WORDS)
    entry = get_object_or_404(Entry, pk=pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        say(request, "Skriv varför det avslutas.", tone="soon")
        return redirect("screening:own_words")
    try:
        entries.end(entry, why=form.cleaned_data["why"], by=user, now=the_time())
        say(request, f"”{entry.phrase}” gäller inte längre.")
    except EndedAlready as error:
        say(request, str(error), tone="info")
    return redirect("screening:own_words")


def _form(request: HttpRequest, *, marks: bool) -> EntryForm:
    now = the_time()
    categories = moderation.categories(pack_of(in_force(now)), on=local_day(now))
    return EntryForm(
        request.POST or None,
        initial=_from_verdict(request.GET.get("bedomning", ""), asking.reader(request), categories),
        marks=marks,
        categories=categories,
        today=local_day(now),
    )


def _from_verdict(asked: str, user: User, categories: Sequence[str]) -> dict[str, object]:
    """A form filled in from a hit that was said to be wrong, for who may read that message.

    A question or a danger has no exception of its own: what was filled in from one would let something else be.
    """
    told = Verdict.objects.filter(pk=number(asked)).select_related("screening__version__record").first()
    if told is None or told.category not in {*categories, *PERSONAL_DATA}:
        return {}
    record = told.screening.version.record
    if record.sealed_at is not None or not may(user, Permission.READ, record.account_id):
        return {}
    phrase = told.screening.version.text[told.start : told.end]
    return {
        "phrase": " ".join(phrase.split())[:120].strip(" .,!?:;\"”'"),
        "shape": SHAPE_OF.get(told.category, "word"),
        "inflected": "name" if told.category == "NAMN" else "",
        "types": [told.category],
        "why": f"Sagt vara fel: {told.get_why_display().lower()}.",
    }


def _places(tried: Tried) -> list[Mark]:
    return [Mark(one.start, one.end, label(one.type), f"provad-{tried.record.pk}") for one in tried.places]


def _signed(wanted: Wanted, outcome: Outcome) -> str:
    """Proof that just this has been tried; it goes with the form and comes back with the save."""
    return signing.dumps([_key(wanted), outcome.numbers], salt=TRIED)


def _tried_before(signed: str, wanted: Wanted) -> dict[str, object] | None:
    try:
        key, numbers = signing.loads(signed, salt=TRIED, max_age=24 * 3600)
    except signing.BadSignature:
        return None
    return dict(numbers) if key == _key(wanted) else None


def _key(wanted: Wanted) -> list[str]:
    return [str(each) for each in astuple(wanted)]
