"""One decision for many messages: those chosen, or all that fit the filters."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kanalkoll.inbox import handling, registering
from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.finding import person
from kanalkoll.inbox.forms import BulkForm
from kanalkoll.inbox.models import REGISTRATIONS, Message
from kanalkoll.inbox.queue import Filters, count, matching, read_filters
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import Refused, require
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import answering
from kanalkoll.policy.workdays import local_day
from kanalkoll.ui.feedback import say
from kanalkoll.ui.given import number

# How many one press of the button may touch: each is a transaction of its own, and nobody waits for minutes.
MOST_AT_ONCE = 500


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask first how many it concerns, then do it."""
    user, filters, now = person(request), read_filters(request.GET), the_time()
    sure = bool(request.POST.get("sure"))
    form = _form(request.POST if sure else None, now=now)
    if not sure:
        return _ask(request, user, filters, form, now)
    chosen = _chosen(request, user, filters)
    back = reverse("inbox:queue") + (f"?{filters.query()}" if filters.query() else "")
    if not chosen:
        say(request, "Välj först vilka det ska gälla.", tone="info")
        return redirect(back)
    if not form.is_valid():
        return _ask(request, user, filters, form, now, status=422)
    try:
        _require_all(user, form.cleaned_data["action"], chosen)
        done = _verb(form.cleaned_data, user, now)(chosen)
    except (Refused, NotNow) as error:
        form.add_error(None, str(error))
        return _ask(request, user, filters, form, now, status=422)
    say(request, _told(done, len(chosen)))
    return redirect(back)


def _form(typed: Any, *, now: datetime) -> BulkForm:
    outcomes = answering.outcomes(pack_of(in_force(now)), kind="comment", on=local_day(now))
    registrations = {code: words for code, words in REGISTRATIONS.items() if code != "undecided"}
    return BulkForm(typed, grounds=outcomes.grounds, registrations=registrations)


def _ask(
    request: HttpRequest, user: User, filters: Filters, form: BulkForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    every = bool(request.POST.get("all_matching"))
    chosen = _chosen(request, user, filters)
    context: dict[str, Any] = {
        "filters": filters,
        "query": filters.query(),
        "chosen": [] if every else chosen,
        "every": every,
        "total": len(chosen),
        "beyond": max(0, count(filters, user=user) - len(chosen)) if every else 0,
        "form": form,
        "now": now,
    }
    return render(request, "inbox/bulk.html", context, status=status)


def _chosen(request: HttpRequest, user: User, filters: Filters) -> list[int]:
    allowed = matching(filters, user=user).order_by("rank_at", "pk")
    if not request.POST.get("all_matching"):
        wanted = [number(pk) for pk in request.POST.getlist("chosen")[:MOST_AT_ONCE]]
        allowed = allowed.filter(pk__in=wanted)
    return list(allowed.values_list("pk", flat=True)[:MOST_AT_ONCE])


def _require_all(user: User, action: str, chosen: list[int]) -> None:
    """Raise Refused, before anything is decided, where one of the messages is on an account that is not theirs."""
    permission = Permission.REGISTER if action.startswith("register:") else Permission.HANDLE
    accounts = Message.objects.filter(pk__in=chosen).values_list("account", flat=True)
    for account_id in accounts.distinct():
        require(user, permission, account_id)


def _verb(given: Mapping[str, str], user: User, now: datetime) -> Callable[[Iterable[int]], int]:
    action, _, value = given["action"].partition(":")
    if action == "no_answer":
        return lambda ids: handling.close_many(ids, ground=value, reason=given["reason"], by=user, now=now)
    if action == "register":
        return lambda ids: registering.register_many(ids, decision=value, by=user, now=now)
    return lambda ids: handling.assign_many(ids, to=user, by=user, now=now)


def _told(done: int, asked: int) -> str:
    if done == asked:
        return "Klart: ett ärende." if done == 1 else f"Klart: {done} ärenden."
    rest = "Resten hade någon annan redan avgjort, eller så behöver de bedömas ett och ett."
    return f"Klart: {done} av {asked} ärenden. {rest}"
