"""Dates and times as Swedish text."""

from datetime import datetime, timedelta

from kanalkoll.language.almanac import DAYS, MONTHS
from kanalkoll.policy.workdays import STOCKHOLM


def moment(at: datetime) -> str:
    """An instant in local time: ``fredag 23 oktober 2026 kl. 17.00``."""
    return f"{weekday(at)} kl. {at.astimezone(STOCKHOLM):%H.%M}"


def ending(at: datetime) -> str:
    """An instant at which something runs out: midnight belongs to the day that ends then, ``… kl. 24.00``."""
    local = at.astimezone(STOCKHOLM)
    if (local.hour, local.minute) != (0, 0):
        return moment(at)
    return f"{weekday(at - timedelta(seconds=1))} kl. 24.00"


def weekday(at: datetime) -> str:
    """The local day of an instant: ``fredag 23 oktober 2026``."""
    local = at.astimezone(STOCKHOLM)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}"
