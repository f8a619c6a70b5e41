"""Working time in Sweden: which days and hours a clock runs, and where a limit falls.

Local time is Europe/Stockholm; instants in and out are aware UTC datetimes. A running hour is a real hour,
also on the nights when the clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_DAY = timedelta(days=1)
_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days, and the hours of them, on which a clock runs."""

    every_day: bool = False
    saturdays: bool = False
    eves_are_days_off: bool = True
    opens: time | None = None
    closes: time | None = None

    def runs_on(self, day: date) -> bool:
        """Whether the clock runs at all on that local day."""
        if self.every_day:
            return True
        weekday = day.weekday()
        if weekday == _SUNDAY or (weekday == _SATURDAY and not self.saturdays):
            return False
        return day not in days_off(day.year, self.eves_are_days_off)


def local_day(moment: datetime) -> date:
    """The day it is in Sweden at an instant: the one by which clauses that hold from a day are judged."""
    return moment.astimezone(STOCKHOLM).date()


def after_hours(start: datetime, hours: int, calendar: Calendar) -> datetime:
    """The instant when the clock has run `hours` real hours since `start`.

    A limit that falls exactly at midnight is written as 00:00 of the next day on which the clock runs.
    """
    left = timedelta(hours=hours)
    day = local_day(start)
    while True:
        if calendar.runs_on(day):
            opens, closes = _open_hours(day, calendar)
            begins = max(start, opens)
            if begins < closes:
                if left < closes - begins or (calendar.closes and left == closes - begins):
                    return begins + left
                left -= closes - begins
        day += _DAY


def within_days(start: datetime, days: int, calendar: Calendar) -> datetime:
    """The end of the last of `days` days on which the clock runs, counted from the day after receipt.

    What is received on a day off, or after closing time, counts as received on the next such day. The end
    of a day is written as 00:00 of the calendar day after it, or as closing time where there is one.
    """
    day = _receipt_day(start, calendar)
    for _ in range(days):
        day = _next_running(day + _DAY, calendar)
    return _open_hours(day, calendar)[1]


@lru_cache(maxsize=512)
def days_off(year: int, with_eves: bool) -> frozenset[date]:
    """Public holidays in a year by the act of 1989:253, and the three eves where they count as holidays."""
    holidays = set(country_holidays("SE", years=year))
    if with_eves:
        holidays |= {_midsummer_eve(year), date(year, 12, 24), date(year, 12, 31)}
    return frozenset(holidays)


def _midsummer_eve(year: int) -> date:
    """The Friday between 19 and 25 June."""
    earliest = date(year, 6, 19)
    return earliest + (_FRIDAY - earliest.weekday()) % 7 * _DAY


def _receipt_day(start: datetime, calendar: Calendar) -> date:
    local = start.astimezone(STOCKHOLM)
    too_late = calendar.closes is not None and local.time() >= calendar.closes
    return _next_running(local.date() + _DAY if too_late else local.date(), calendar)


def _next_running(day: date, calendar: Calendar) -> date:
    while not calendar.runs_on(day):
        day += _DAY
    return day


@lru_cache(maxsize=8192)
def _open_hours(day: date, calendar: Calendar) -> tuple[datetime, datetime]:
    """When the clock starts and stops on a local day, as instants."""
    opens = _instant(day, calendar.opens or time.min)
    closes = _instant(day, calendar.closes) if calendar.closes else _instant(day + _DAY, time.min)
    return opens, closes


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=STOCKHOLM).astimezone(UTC)
