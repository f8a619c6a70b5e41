"""Dates and times as Swedish text."""

from datetime import datetime

from kanalkoll.language.almanac import DAYS, MONTHS
from kanalkoll.policy.workdays import STOCKHOLM


def moment(at: datetime) -> str:
    """An instant in local time: ``fredag 23 oktober 2026 kl. 17.00``."""
    return f"{weekday(at)} kl. {at.astimezone(STOCKHOLM):%H.%M}"


def weekday(at: datetime) -> str:
    """The local day of an instant: ``fredag 23 oktober 2026``."""
    local = at.astimezone(STOCKHOLM)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}"
