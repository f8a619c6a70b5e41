"""Rows that tell of deeds, held against the events that tell of the same ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import Problem
from kanalkoll.records.verification.rows import chunks


@dataclass(frozen=True, slots=True)
class Deed:
    """What a row and its event both say of one deed. `at` is UTC; empty strings stand for nothing said."""

    verb: str
    at: datetime
    actor: str
    ground: str = ""
    clause: str = ""


def told(event: Event) -> Deed:
    """The deed as the log tells of it."""
    return Deed(event.verb, event.at, event.actor, event.ground or "", event.clause or "")


def first_of(clauses: Any) -> str:
    """The clause that the log names: the first in the row's list, or none."""
    return str(clauses[0]) if isinstance(clauses, list) and clauses else ""


def events_of(names: Iterable[str], *, verbs: Iterable[str]) -> dict[str, list[Event]]:
    """What has happened to these objects, oldest first, in one statement."""
    found: dict[str, list[Event]] = {}
    for event in Event.objects.filter(object__in=list(names), verb__in=list(verbs)).order_by("seq"):
        found.setdefault(event.object, []).append(event)
    return found


def without_rows(verb: str, model: type[Model], *, kind: str, label: str) -> Iterator[Problem]:
    """Objects that the log saw begin with `verb` and whose row is gone."""
    for chunk in chunks(Event.objects.filter(verb=verb)):
        # An object that is no row's name is an altered event, which the log's own check names.
        numbers = ((event.object.partition(":")[2], event) for event in chunk)
        named = {int(number): event for number, event in numbers if number.isdecimal()}
        there = set(model._default_manager.filter(pk__in=list(named)).values_list("pk", flat=True))
        for pk, event in named.items():
            if pk not in there:
                yield Problem(f"{kind}_dropped", event.object, f"{label} {pk} är borttagen.")


def compared(
    rows: Sequence[tuple[int, Deed]],
    events: Sequence[tuple[Event, Deed]],
    *,
    kind: str,
    label: str,
    ordered: bool = True,
) -> Iterator[Problem]:
    """Rows changed, added, dropped or, where both are `ordered` in time, swapped."""
    wanted, kept = Counter(deed for _, deed in events), Counter(deed for _, deed in rows)
    odd_rows = [pk for pk, deed in rows if _beyond(deed, kept, wanted)]
    odd_events = [event for event, deed in events if _beyond(deed, wanted, kept)]
    # Side by side they are the same deed told in two ways; what is then left over has no counterpart.
    both = min(len(odd_rows), len(odd_events))
    for pk in odd_rows[:both]:
        yield Problem(
            f"{kind}_changed", f"{kind}:{pk}", f"{label} {pk} stämmer inte med sin händelse i loggen."
        )
    for pk in odd_rows[both:]:
        yield Problem(f"{kind}_added", f"{kind}:{pk}", f"{label} {pk} finns inte i händelseloggen.")
    for event in odd_events[both:]:
        yield Problem(
            f"{kind}_dropped", event.object, f"{label}: raden för händelse {event.seq} är borttagen."
        )
    if ordered and not odd_rows and not odd_events:
        for (pk, kept_deed), (_, wanted_deed) in zip(rows, events, strict=True):
            if kept_deed != wanted_deed:
                yield Problem(f"{kind}_swapped", f"{kind}:{pk}", f"{label} {pk} ligger i fel ordning.")


def _beyond(deed: Deed, these: Counter[Deed], those: Counter[Deed]) -> bool:
    """Whether there are more of it here than there; each that is said to be is counted off."""
    if these[deed] <= those[deed]:
        return False
    these[deed] -= 1
    return True
