"""Läget: what waits on each account, and how long those who are asked take. As a page, and as tables to keep."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kanalkoll.inbox import asked, waiting
from kanalkoll.inbox.finding import person
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import in_force
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import Refused, powers
from kanalkoll.municipality.roles import Permission
from kanalkoll.ui.page import Column
from kanalkoll.ui.times import STOCKHOLM, length_in_words

PERIODS = {7: "7 dagar", 30: "30 dagar", 90: "90 dagar", 365: "Ett år"}
USUAL = 30
EVERY = {"day": "varje dag", "week": "varje vecka", "month": "varje månad"}
WAITING_COLUMNS = (
    Column("Konto"),
    Column("Utan beslut", numeric=True),
    Column("Inte bedömda i tid", numeric=True),
    Column("Vidareskickade", numeric=True),
    Column("Äldsta", numeric=True),
)
ASKED_COLUMNS = (
    Column("Enhet"),
    Column("Frågor", numeric=True),
    Column("Väntar", numeric=True),
    Column("Sena", numeric=True),
    Column("Svarstid, median", numeric=True),
    Column("Längsta svarstid", numeric=True),
)


@dataclass(frozen=True, slots=True)
class Waits:
    """One account's line: what waits there, and how old the oldest is."""

    account_id: int
    name: str
    undecided: int
    unreviewed: int
    passed_on: int
    oldest: timedelta

    @property
    def oldest_words(self) -> str:
        """The age as people say it."""
        return _words(self.oldest)


@dataclass(frozen=True, slots=True)
class Answers:
    """One asked unit's line. Times run from question to answer, None where nothing has been answered."""

    name: str
    asked: int
    waiting: int
    late: int
    median: timedelta | None
    slowest: timedelta | None

    @property
    def median_words(self) -> str:
        """The middle time as people say it."""
        return _words(self.median)

    @property
    def slowest_words(self) -> str:
        """The longest time as people say it."""
        return _words(self.slowest)


@require_safe
def situation(request: HttpRequest) -> HttpResponse:
    """Everything on one page, for the accounts and units that this person answers for or reads."""
    user, days = _reader(request), _days(request)
    return render(request, "inbox/situation.html", _context(user, days, now=the_time()))


@require_safe
def situation_csv(request: HttpRequest, table: str) -> HttpResponse:
    """One of the two tables as CSV, as a spreadsheet in Swedish reads it. Times are in hours."""
    user, days, now = _reader(request), _days(request), the_time()
    if table == "vantar":
        found = _waits(waiting.unanswered(user, now=now), waiting.unreviewed(user, now=now))
        rows = _waiting_rows(found)
        name = f"vantar-{now.astimezone(STOCKHOLM):%Y-%m-%d}.csv"
    elif table == "svarstider":
        rows = _asked_rows(_answers(asked.response_times(user, since=_since(days, now), now=now)))
        name = f"svarstider-{now.astimezone(STOCKHOLM):%Y-%m-%d}-{days}-dagar.csv"
    else:
        raise Http404(table)
    answer = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
    csv.writer(answer, delimiter=";").writerows(rows)
    return answer


def _context(user: User, days: int, *, now: datetime) -> dict[str, Any]:
    guideline = in_force(now)
    unanswered, unreviewed = waiting.unanswered(user, now=now), waiting.unreviewed(user, now=now)
    times = asked.response_times(user, since=_since(days, now), now=now)
    waits = _waits(unanswered, unreviewed)
    return {
        "now": now,
        "waits": waits,
        "unanswered": unanswered,
        "unanswered_links": links(guideline, unanswered.clauses),
        "every": EVERY.get(unanswered.every or "", ""),
        "unreviewed": sum(each.unreviewed for each in waits),
        "unreviewed_links": links(guideline, unreviewed.clauses),
        "unreviewed_default": unreviewed.default,
        "waiting_columns": WAITING_COLUMNS,
        "answers": _answers(times),
        "answers_for_units": times.answers_for_any,
        "times_links": links(guideline, times.clauses),
        "times_default": times.default,
        "asked_columns": ASKED_COLUMNS,
        "days": days,
        "periods": [(number, words, number == days) for number, words in PERIODS.items()],
    }


def _reader(request: HttpRequest) -> User:
    user = person(request)
    if not powers(user).somewhere(Permission.READ):
        raise Refused("Din roll läser inte meddelanden. Gå till Konton eller Riktlinjen.")
    return user


def _days(request: HttpRequest) -> int:
    chosen = {str(number): number for number in PERIODS}
    return chosen.get(request.GET.get("dagar", ""), USUAL)


def _since(days: int, now: datetime) -> datetime:
    return now - timedelta(days=days)


def _waits(unanswered: waiting.Unanswered, unreviewed: waiting.Unreviewed) -> list[Waits]:
    counted = dict(unreviewed.messages.order_by().values_list("account").annotate(Count("pk")))
    return [
        Waits(
            each.account.pk,
            each.account.name,
            each.undecided,
            counted.get(each.account.pk, 0),
            each.passed_on,
            each.oldest,
        )
        for each in unanswered.accounts
    ]


def _answers(times: asked.ResponseTimes) -> list[Answers]:
    return [
        Answers(each.unit.name, each.asked, each.waiting, each.late, each.median, each.slowest)
        for each in times.units
    ]


def _waiting_rows(waits: Iterable[Waits]) -> Iterator[Sequence[object]]:
    yield ("Konto", "Utan beslut", "Inte bedömda i tid", "Vidareskickade", "Äldsta, i timmar")
    for each in waits:
        yield (_plain(each.name), each.undecided, each.unreviewed, each.passed_on, _hours(each.oldest))


def _asked_rows(answers: Iterable[Answers]) -> Iterator[Sequence[object]]:
    yield ("Enhet", "Frågor", "Väntar", "Sena", "Svarstid i timmar, median", "Längsta svarstid i timmar")
    for each in answers:
        yield (
            _plain(each.name),
            each.asked,
            each.waiting,
            each.late,
            _hours(each.median),
            _hours(each.slowest),
        )


def _plain(name: str) -> str:
    # A cell that begins like a formula would be run by the spreadsheet.
    return f"'{name}" if name[:1] in "=+-@\t\r" else name


def _hours(length: timedelta | None) -> str:
    """Hours with one decimal, written with a comma as Swedish spreadsheets read it."""
    return "" if length is None else f"{length / timedelta(hours=1):.1f}".replace(".", ",")


def _words(length: timedelta | None) -> str:
    return "–" if length is None else length_in_words(length)
