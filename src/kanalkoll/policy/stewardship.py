"""Who takes care of what comes in, and what is reported about it."""

from dataclasses import dataclass
from datetime import date

from kanalkoll.policy.pack import Pack
from kanalkoll.policy.support import ids, joined
from kanalkoll.policy.vocabulary import answers, clocks, removals, stewardship


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


@dataclass(frozen=True, slots=True)
class PassingOn:
    """To whom a question may go, and whether the reply clock runs on after that."""

    to: tuple[str, ...]
    keeps_clock: bool
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class RemovalReporting:
    """What is reported about removals: how many per account, and who hears of those without a copy.

    `notice_above` is the number per account and month that calls for a notice.
    """

    counted: bool
    notice_above: int | None
    uncaptured_to: str | None
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


def passing_on(pack: Pack, *, on: date, ordinary_channel: bool = False) -> PassingOn:
    """To whom a question may be passed on; `ordinary_channel`: it leaves social media for its usual way.

    A silent guideline allows a colleague, with the clock running.
    """
    uses = pack.uses(answers.PassOn, on)
    moving = pack.uses(answers.OrdinaryChannel, on) if ordinary_channel else ()
    return PassingOn(
        to=joined(*(use.params.to for use in uses)) if uses else ("colleague",),
        keeps_clock=all(use.params.keeps_clock for use in uses),
        clauses=ids(uses, moving),
        default=not (uses or moving),
    )


def removal_reporting(pack: Pack, *, on: date) -> RemovalReporting:
    """What is reported about removals. Counting is always on; a guideline can say why and to whom."""
    exceptional = pack.uses(removals.ModerationException, on)
    reported = pack.uses(removals.RemovalReported, on)
    notices = [use.params.notice_above for use in exceptional if use.params.notice_above is not None]
    return RemovalReporting(
        counted=True,
        notice_above=min(notices, default=None),
        uncaptured_to=reported[0].params.to if reported else None,
        clauses=ids(exceptional, reported),
        default=not (exceptional or reported),
    )
