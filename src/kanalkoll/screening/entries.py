"""The municipality's own words: adding one, ending one early, and what is in force at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from kanalkoll.language.findings import Allow, Excused, LocalWord
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.guidelines import in_force as guideline_in_force
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy.let_be import digits_of, email_of
from kanalkoll.policy.workdays import local_day
from kanalkoll.screening.models import Entry, EntryEnd
from kanalkoll.ui.times import short_day

# How the name of an own word's rule begins.
OWN = "local."
# What the trial calls a word that nobody has saved yet.
UNSAVED = f"{OWN}new"


class EndedAlready(Exception):
    """Somebody has ended it before; the sentence is for the person."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry as somebody wants it, before it is saved."""

    marks: bool
    phrase: str
    shape: str
    inflected: str
    category: str
    strength: float | None
    types: tuple[str, ...]
    why: str
    until: date | None


def add(wanted: Wanted, *, tried: dict[str, object], by: User, now: datetime) -> Entry:
    """Save an entry that has been tried; it holds from now. One just like it changes nothing. Raises Refused."""
    require(by, Permission.WORDS)
    with writing():
        there = next((row for row in standing(now) if _wanted(row) == wanted), None)
        if there is not None:
            return there
        entry = Entry.objects.create(
            marks=wanted.marks,
            phrase=wanted.phrase,
            shape=wanted.shape,
            inflected=wanted.inflected,
            category=wanted.category,
            strength=wanted.strength,
            types=list(wanted.types),
            why=wanted.why,
            until=wanted.until,
            by=by,
            at=now,
            tried=tried,
        )
        _happened("screening.word_added" if entry.marks else "screening.exception_added", entry, by, now)
    return entry


def end(entry: Entry, *, why: str, by: User, now: datetime) -> EntryEnd:
    """End an entry before its day. Raises EndedAlready and Refused."""
    require(by, Permission.WORDS)
    with writing():
        ended, new = EntryEnd.objects.get_or_create(entry=entry, defaults={"why": why, "by": by, "at": now})
        if not new:
            raise EndedAlready(f"{ended.by} avslutade det {short_day(ended.at, now=now)}.")
        _happened("screening.entry_ended", entry, by, now)
    return ended


def standing(at: datetime) -> QuerySet[Entry]:
    """The entries that are in force at a moment."""
    day = local_day(at)
    return Entry.objects.filter(
        Q(until=None) | Q(until__gte=day), Q(end=None) | Q(end__at__gt=at), at__lte=at
    ).select_related("by")


def in_force(at: datetime) -> Allow:
    """The entries in force at a moment, as `language` takes them: one statement, however many texts follow."""
    rows = standing(at).order_by("pk")
    return _compiled(tuple((f"{OWN}{row.pk}", _wanted(row), row.by.name, local_day(row.at)) for row in rows))


def with_wanted(allow: Allow, wanted: Wanted, *, by: User, now: datetime) -> Allow:
    """What would be in force if this were saved."""
    return joined(allow, _compiled(((UNSAVED, wanted, by.name, local_day(now)),)))


@lru_cache(maxsize=32)
def _compiled(rows: tuple[tuple[str, Wanted, str, date], ...]) -> Allow:
    wanted = [row for _, row, _, _ in rows if not row.marks]
    return Allow(
        phones=frozenset(
            digits for row in wanted if row.shape == "phone" for digits in digits_of(row.phrase)
        ),
        emails=frozenset(email_of(row.phrase) for row in wanted if row.shape == "email"),
        excused=tuple(_excused(row) for row in wanted if row.shape not in {"phone", "email"}),
        local=tuple(_local(*row) for row in rows if row[1].marks),
    )


def joined(one: Allow, other: Allow) -> Allow:
    """Both at once."""
    return Allow(
        words=one.words | other.words,
        phones=one.phones | other.phones,
        emails=one.emails | other.emails,
        streets=one.streets | other.streets,
        off=one.off | other.off,
        excused=(*one.excused, *other.excused),
        local=(*one.local, *other.local),
    )


def _excused(wanted: Wanted) -> Excused:
    return Excused(wanted.phrase, frozenset(wanted.types), wanted.inflected)


def _local(rule: str, wanted: Wanted, who: str, on: date) -> LocalWord:
    reason = f"Ordet lades till av {who} {on.isoformat()}: {wanted.why}"
    return LocalWord(wanted.phrase, wanted.category, wanted.strength or 0.0, rule, reason, wanted.inflected)


def _wanted(row: Entry) -> Wanted:
    types: Sequence[str] = row.types
    return Wanted(
        row.marks, row.phrase, row.shape, row.inflected, row.category, row.strength, tuple(types), row.why,
        row.until,
    )  # fmt: skip


def _happened(verb: str, entry: Entry, by: User, now: datetime) -> None:
    """The log gets who and which entry; the words themselves stand in the entry, which nobody can change."""
    append(
        [Happened(verb=verb, object=entry.name, actor=by.actor, guideline=guideline_in_force(now).digest)],
        at=now,
    )
