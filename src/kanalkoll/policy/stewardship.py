"""Who takes care of what comes in, and what is reported about it."""

from dataclasses import dataclass
from datetime import date

from kanalkoll.policy.pack import Pack
from kanalkoll.policy.support import ids
from kanalkoll.policy.vocabulary import answers, clocks, stewardship


@dataclass(frozen=True, slots=True)
class OwnerRule:
    """Whether every item needs a named owner among the account's mandate holders."""

    required: bool
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class ContactRule:
    """Which level must have contact persons for quick questions, and whether substitutes too."""

    required: bool
    per: str | None
    substitutes: bool
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class UnansweredReport:
    """The list of unanswered items: how many are tolerated (None: no figure) and how often it is read."""

    listed: bool
    allowed: int | None
    every: str | None
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class ThreadRule:
    """Whether the whole conversation is shown beside an item."""

    history: bool
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class AskedUnitRule:
    """Whether the response time of an asked unit is measured and shown to its manager."""

    measured: bool
    clauses: tuple[str, ...]
    default: bool


def owner_rule(pack: Pack, *, on: date) -> OwnerRule:
    """Whether every incoming item must have an owner."""
    uses = pack.uses(stewardship.ItemOwner, on)
    return OwnerRule(required=bool(uses), clauses=ids(uses), default=not uses)


def contact_persons(pack: Pack, *, on: date) -> ContactRule:
    """Where contact persons must be named."""
    uses = pack.uses(stewardship.ContactPersons, on)
    return ContactRule(
        required=bool(uses),
        per=uses[0].params.per if uses else None,
        substitutes=any(use.params.substitutes for use in uses),
        clauses=ids(uses),
        default=not uses,
    )


def unanswered_report(pack: Pack, *, on: date) -> UnansweredReport:
    """What is said about items that nobody has answered."""
    uses = pack.uses(stewardship.UnansweredList, on)
    figures = [use.params.allowed for use in uses if use.params.allowed is not None]
    return UnansweredReport(
        listed=bool(uses),
        allowed=min(figures, default=None),
        every=uses[0].params.every if uses else None,
        clauses=ids(uses),
        default=not uses,
    )


def thread_rule(pack: Pack, *, on: date) -> ThreadRule:
    """Whether messages are shown as conversations. The program always does; a guideline can demand it."""
    uses = pack.uses(answers.Dialogue, on)
    return ThreadRule(history=True, clauses=ids(uses), default=not uses)


def asked_unit_rule(pack: Pack, *, on: date) -> AskedUnitRule:
    """Whether the time that an asked unit takes is measured."""
    uses = pack.uses(clocks.AskedUnitAnswers, on)
    return AskedUnitRule(measured=bool(uses), clauses=ids(uses), default=not uses)
