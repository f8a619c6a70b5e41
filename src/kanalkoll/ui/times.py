"""How moments are written for people: "i dag 14.30", "tors 26 nov", "om 3 tim", "försenad 1 dag".

All functions take aware datetimes of any zone and write Swedish local time. Lengths of time are
real elapsed time, so an hour stays an hour when the clocks are moved.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from kanalkoll.language.almanac import DAYS, MONTHS

DueTone = Literal["late", "soon", "calm"]

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SOON = timedelta(hours=4)
COUNTED_IN_HOURS = timedelta(hours=12)

_DAYS_SHORT = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_MONTHS_SHORT = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_NEAR = {-1: "i går", 0: "i dag", 1: "i morgon"}


def short_time(moment: datetime, *, now: datetime) -> str:
    """Day and clock as said in conversation: "i går 11.20", "ons 18 nov 12.30", "26 nov 2025 09.10"."""
    return f"{short_day(moment, now=now)} {_clock(_local(moment))}"


def short_day(moment: datetime, *, now: datetime) -> str:
    """The day alone: "i dag", "tors 26 nov", and with the year when it is another year than now."""
    there, here = _local(moment), _local(now)
    near = _NEAR.get((there.date() - here.date()).days)
    if near:
        return near
    month = _MONTHS_SHORT[there.month - 1]
    if there.year != here.year:
        return f"{there.day} {month} {there.year}"
    return f"{_DAYS_SHORT[there.weekday()]} {there.day} {month}"


def full_time(moment: datetime) -> str:
    """Everything written out, for titles and receipts: "torsdag 26 november 2026 klockan 14.30.05"."""
    there = _local(moment)
    day = f"{DAYS[there.weekday()]} {there.day} {MONTHS[there.month - 1]} {there.year}"
    return f"{day} klockan {_clock(there)}.{there.second:02}"


def machine_time(moment: datetime) -> str:
    """The moment for `<time datetime>`: ISO 8601 with Swedish offset, whole seconds."""
    return _local(moment).isoformat(timespec="seconds")


def relative_due(at: datetime, *, now: datetime) -> str:
    """How long is left, or how late it is. Rounded down, so nobody believes there is more time than there is.

    Within twelve hours in hours and minutes; further off the day and clock say more than a number of hours.
    """
    left = _elapsed(now, at)
    if left < timedelta(0):
        return _lateness(-left)
    if left < timedelta(minutes=1):
        return "nu"
    if left < COUNTED_IN_HOURS:
        return f"om {length_in_words(left)}"
    return _at_the_latest(at, now=now)


def due_tone(at: datetime, *, now: datetime, soon: timedelta = SOON) -> DueTone:
    """Whether it is late, near (within `soon`) or neither."""
    left = _elapsed(now, at)
    if left < timedelta(0):
        return "late"
    return "soon" if left < soon else "calm"


def length_in_words(length: timedelta) -> str:
    """A length of time as people say it, rounded down: "3 dagar", "5 tim", "20 min"."""
    if length >= timedelta(days=1):
        return f"{length.days} dag" if length.days == 1 else f"{length.days} dagar"
    if length >= timedelta(hours=1):
        return f"{length // timedelta(hours=1)} tim"
    if length >= timedelta(minutes=1):
        return f"{length // timedelta(minutes=1)} min"
    return "mindre än 1 min"


def _at_the_latest(at: datetime, *, now: datetime) -> str:
    """A deadline at midnight belongs to the day that ends then: "mån 23 nov 24.00", never "tis 24 nov 00.00"."""
    if _local(at).time() == time.min:
        return f"{short_day(at - timedelta(seconds=1), now=now)} 24.00"
    return short_time(at, now=now)


def _lateness(late: timedelta) -> str:
    return f"försenad {length_in_words(late)}" if late >= timedelta(minutes=1) else "försenad nyss"


def _elapsed(start: datetime, end: datetime) -> timedelta:
    # Two datetimes that share a zone object are subtracted by wall clock; only UTC gives true length.
    return _aware(end).astimezone(UTC) - _aware(start).astimezone(UTC)


def _local(moment: datetime) -> datetime:
    return _aware(moment).astimezone(STOCKHOLM)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment


def _clock(local: datetime) -> str:
    return f"{local.hour:02}.{local.minute:02}"
