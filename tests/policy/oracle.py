"""Working time counted the slow and obvious way, quarter by quarter, with its own table of holidays.

Shares nothing with the program: Easter by the anonymous Gregorian rule, the rest by the act of 1989:253.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


def easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def is_day_off(day: date, *, saturdays: bool = False, eves: bool = True) -> bool:
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)} | ({(12, 24), (12, 31)} if eves else set())
    movable = {easter(day.year) + shift * DAY for shift in (-2, 0, 1, 39, 49)}
    midsummer = day.month == 6 and 20 <= day.day <= 26 and day.weekday() == 5
    midsummer_eve = eves and day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    all_saints = day.weekday() == 5 and date(day.year, 10, 31) <= day <= date(day.year, 11, 6)
    weekend = day.weekday() == 6 or (day.weekday() == 5 and not saturdays)
    return (
        weekend or (day.month, day.day) in fixed or day in movable or midsummer or midsummer_eve or all_saints
    )


def hours_later(
    start: datetime, hours: int, *, saturdays: bool, eves: bool, every_day: bool = False
) -> datetime:
    """Where `hours` running hours end, counted in quarters from a start at an even quarter."""

    def runs(moment: datetime) -> bool:
        day = moment.astimezone(ZONE).date()
        return every_day or not is_day_off(day, saturdays=saturdays, eves=eves)

    moment, left = start, hours * 4
    while left:
        left -= runs(moment)
        moment += QUARTER
    while moment.astimezone(ZONE).time() == time.min and not runs(moment):
        moment = midnight(moment.astimezone(ZONE).date() + DAY)
    return moment


def days_later(start: datetime, days: int, *, saturdays: bool, eves: bool) -> datetime:
    """The end of the last of `days` working days after the day of receipt."""
    day = start.astimezone(ZONE).date()
    while is_day_off(day, saturdays=saturdays, eves=eves):
        day += DAY
    while days:
        day += DAY
        days -= not is_day_off(day, saturdays=saturdays, eves=eves)
    return midnight(day + DAY)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZONE).astimezone(UTC)
