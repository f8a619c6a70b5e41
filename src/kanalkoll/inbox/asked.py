"""How long those who are asked take to answer, unit by unit, for the manager who answers for it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from kanalkoll.inbox.models import HandOver
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Unit, User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import stewardship
from kanalkoll.policy.workdays import local_day


@dataclass(frozen=True, slots=True)
class ResponseTime:
    """One unit's answers to what it was asked. Times run from the question; `late` were or are past their time."""

    unit: Unit
    asked: int
    waiting: int
    late: int
    median: timedelta | None
    slowest: timedelta | None


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """The units that this person answers for and that were asked, and the clauses that want it measured.

    `answers_for_any`: whether there is any unit at all whose times this person may see.
    """

    units: tuple[ResponseTime, ...]
    answers_for_any: bool
    clauses: tuple[str, ...]
    default: bool


def response_times(user: User, *, since: datetime, now: datetime) -> ResponseTimes:
    """Response times of the units in this manager's branches, or of all for who reads everything.

    A question to a person counts for that person's unit. What is asked since `since` is counted.
    """
    rule = stewardship.asked_unit_rule(pack_of(in_force(now)), on=local_day(now))
    asked: dict[int, list[HandOver]] = defaultdict(list)
    for hand_over in HandOver.objects.filter(at__gte=since).select_related("to_user"):
        unit_id = hand_over.to_unit_id or (hand_over.to_user.unit_id if hand_over.to_user else None)
        if unit_id is not None:
            asked[unit_id].append(hand_over)
    allowed = _answers_for(user)
    units = Unit.objects.filter(pk__in=asked.keys() & allowed).order_by("name")
    return ResponseTimes(
        tuple(_measured(unit, asked[unit.pk], now) for unit in units),
        bool(allowed),
        rule.clauses,
        rule.default,
    )


def _answers_for(user: User) -> set[int]:
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    if may(user, Permission.READ):
        return set(parents)
    managed = set(Unit.objects.filter(manager=user).values_list("pk", flat=True))
    return {unit_id for unit_id in parents if managed.intersection(_upwards(unit_id, parents))}


def _upwards(unit_id: int, parents: Mapping[int, int | None]) -> list[int]:
    line = [unit_id]
    while (above := parents.get(line[-1])) is not None:
        line.append(above)
    return line


def _measured(unit: Unit, questions: list[HandOver], now: datetime) -> ResponseTime:
    answered = [each.ended_at - each.at for each in questions if each.ended_at is not None]
    late = [each for each in questions if each.due_at is not None and each.due_at < (each.ended_at or now)]
    return ResponseTime(
        unit=unit,
        asked=len(questions),
        waiting=len(questions) - len(answered),
        late=len(late),
        median=_middle(answered),
        slowest=max(answered, default=None),
    )


def _middle(times: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(each.total_seconds() for each in times)) if times else None
