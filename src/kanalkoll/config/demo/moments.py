"""When things happen in the demonstration: always counted back from now, so fresh every day. Pure."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kanalkoll.language.almanac import DAYS, MONTHS
from kanalkoll.policy.workdays import local_day

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OPENS, CLOSES = time(7, 30), time(17, 0)

_SPAN = re.compile(r"(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?")


def span(text: str) -> timedelta:
    """A length of time as people jot it down: "1d 3h 20m". Raises ValueError for anything else."""
    found = _SPAN.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise ValueError(f"{text!r} is not a length of time such as 1d 3h 20m")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def workday_at(now: datetime, *, days: int, clock: time) -> datetime:
    """That many days before now, at a clock time in Sweden; a weekend becomes the Friday before it."""
    day = local_day(now) - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(day, clock, STOCKHOLM)


def at_work(at: datetime) -> datetime:
    """The moment itself in office hours, else the next workday's morning, as far in as past the hour."""
    local = at.astimezone(STOCKHOLM)
    if local.weekday() < 5 and OPENS <= local.time() <= CLOSES:
        return at
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, STOCKHOLM) + timedelta(minutes=5 + local.minute)


def weekday(at: datetime, *, later: int = 0) -> str:
    """The Swedish name of the weekday that many days later."""
    return DAYS[_day(at, later).weekday()]


def day_and_month(at: datetime, *, later: int = 0) -> str:
    """The date that many days later as people write it: 24 november."""
    day = _day(at, later)
    return f"{day.day} {MONTHS[day.month - 1]}"


def _day(at: datetime, later: int) -> date:
    return local_day(at) + timedelta(days=later)
