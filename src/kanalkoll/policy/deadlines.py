"""Until when: the reply clock, the holding reply and its second clock, review, and an asked unit's answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from kanalkoll.policy import defaults
from kanalkoll.policy.clauses import Use
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.support import ids
from kanalkoll.policy.swedish import ending, moment, weekday
from kanalkoll.policy.vocabulary import clocks
from kanalkoll.policy.workdays import Calendar, after_hours, local_day, within_days

C = TypeVar("C", bound=clocks.Clock)

_MOMENT = timedelta(seconds=1)
_DAYS = {
    "non_holiday_days": ("en helgfri dag", "helgfria dagar"),
    "weekdays": ("en vardag", "vardagar"),
    "workdays": ("en arbetsdag", "arbetsdagar"),
    "every_day": ("en dag", "dagar"),
}
_STRENGTH = {
    "target": "Målet är svar",
    "benchmark": "Riktmärket är svar",
    "absolute": "Svaret ska absolut komma",
}


@dataclass(frozen=True, slots=True)
class Due:
    """Until when something must be done, and why. `at` is UTC; None means that no limit is set."""

    at: datetime | None
    clauses: tuple[str, ...]
    calendar: str | None
    strength: str | None
    explanation: str
    default: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """The rule on telling the sender that the question has been passed on. `text` names its template."""

    clauses: tuple[str, ...]
    required: bool
    text: str | None
    default: bool


def reply_due(pack: Pack, *, received: datetime, kind: str = "comment") -> Due:
    """Until when a message received at `received` must be answered. The strictest figure decides."""
    uses = [use for use in pack.uses(clocks.ReplyWithin, local_day(received)) if kind in use.params.kinds]
    if not uses:
        return _unset("Riktlinjen anger ingen svarstid, så bara meddelandets ålder visas", default=True)
    strictest = _strictest(uses, received)
    if strictest is None:
        return _unset("Riktlinjen vill ha svar fort men anger ingen svarstid", clauses=ids(uses))
    at, winners = strictest
    clock = winners[0].params
    return Due(
        at=at,
        clauses=_supporting(uses, winners),
        calendar=clock.calendar,
        strength=clock.strength,
        explanation=_explain(_STRENGTH[clock.strength], clock, received, at),
        default=False,
    )


def holding_reply(pack: Pack, *, on: date) -> Holding | None:
    """The rule on a holding reply, or None where passing a question on leaves the first clock running."""
    uses = pack.uses(clocks.HoldingReply, on)
    if not uses:
        return None
    text = next((use.params.text for use in uses if use.params.text), None)
    return Holding(clauses=ids(uses), required=True, text=text, default=False)


def holding_due(pack: Pack, *, received: datetime) -> Due:
    """Until when the holding reply must be sent if the real answer cannot be."""
    return _clocked(
        pack.uses(clocks.HoldingReply, local_day(received)),
        received,
        "Besked om att frågan har gått vidare ska lämnas",
        silent="Riktlinjen kräver inget besked när en fråga går vidare",
    )


def second_due(pack: Pack, *, passed_on_at: datetime) -> Due:
    """Until when the real answer must come after a holding reply sent at `passed_on_at`."""
    return _clocked(
        pack.uses(clocks.SecondClock, local_day(passed_on_at)),
        passed_on_at,
        "Den som har fått frågan ska svara",
        silent="Riktlinjen har ingen andra svarstid, så den första gäller",
        fallback=defaults.SECOND_CLOCK,
    )


def review_due(pack: Pack, *, received: datetime) -> Due:
    """Until when something received must have been looked at and been given a handling decision."""
    return _clocked(
        pack.uses(clocks.ReviewWithin, local_day(received)),
        received,
        "Någon ska ha tagit ställning",
        silent="",
        fallback=defaults.REVIEW,
        always=True,
    )


def handover_due(pack: Pack, *, asked_at: datetime) -> Due:
    """Until when a unit that was asked at `asked_at` must have contributed its answer."""
    return _clocked(
        pack.uses(clocks.AskedUnitAnswers, local_day(asked_at)),
        asked_at,
        "Den tillfrågade enheten ska svara",
        silent="Riktlinjen anger ingen tid för den tillfrågade enheten, så svarstiden mäts och visas",
    )


def limit(clock: clocks.Clock, start: datetime) -> datetime:
    """Where a clock that starts at `start` runs out. Raises ValueError for a clock without figure."""
    calendar = Calendar(
        every_day=clock.calendar == "every_day",
        saturdays=clock.saturdays,
        eves_are_days_off=clock.eves == "day_off",
        opens=clock.office_from,
        closes=clock.office_to,
    )
    if clock.hours is not None:
        return after_hours(start, clock.hours, calendar)
    if clock.workdays is not None:
        return within_days(start, clock.workdays, calendar)
    raise ValueError("a clock without figure never runs out")


def _clocked(
    uses: Sequence[Use[C]],
    start: datetime,
    opening: str,
    *,
    silent: str,
    fallback: clocks.Clock | None = None,
    always: bool = False,
) -> Due:
    """The limit that clauses set, or the fallback where they give no figure (`always`: or are absent)."""
    strictest = _strictest(uses, start)
    if strictest is not None:
        at, winners = strictest
        supporting = _supporting(uses, winners)
        clock = winners[0].params
        return Due(at, supporting, clock.calendar, None, _explain(opening, clock, start, at), default=False)
    if fallback is None or not (uses or always):
        return _unset(silent, clauses=ids(uses), default=not uses)
    default_at = limit(fallback, start)
    explanation = f"{_explain(opening, fallback, start, default_at)} Tiden är {defaults.NOTE}."
    return Due(default_at, ids(uses), fallback.calendar, None, explanation, default=True)


def _strictest(uses: Sequence[Use[C]], start: datetime) -> tuple[datetime, list[Use[C]]] | None:
    """The earliest limit and every use that sets it."""
    limits = [(limit(use.params, start), use) for use in uses if use.params.has_figure]
    if not limits:
        return None
    earliest = min(at for at, _ in limits)
    return earliest, [use for at, use in limits if at == earliest]


def _supporting(uses: Sequence[Use[C]], winners: Sequence[Use[C]]) -> tuple[str, ...]:
    """First the clauses whose figure decides, then those that only say that time matters."""
    return ids(winners, (use for use in uses if not use.params.has_figure))


def _unset(explanation: str, *, clauses: tuple[str, ...] = (), default: bool = False) -> Due:
    note = f" ({defaults.NOTE})" if default else ""
    return Due(None, clauses, None, None, f"{explanation}{note}.", default)


def _explain(opening: str, clock: clocks.Clock, start: datetime, at: datetime) -> str:
    """The whole count in Swedish: the figure, when the clock started, and where it runs out."""
    end = f"går ut {ending(at)}"
    if clock.workdays is not None and clock.office_to is None:
        end = f"går ut när {weekday(at - _MOMENT)} är slut"
    return f"{opening} inom {_figure(clock)}. Det kom {moment(start)}, och tiden {end}."


def _figure(clock: clocks.Clock) -> str:
    one, many = _DAYS[clock.calendar]
    if clock.hours is not None:
        return f"{clock.hours} timmar på {many}"
    return one if clock.workdays == 1 else f"{clock.workdays} {many}"
