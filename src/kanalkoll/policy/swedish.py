"""Dates and times as Swedish text."""

from datetime import datetime

from kanalkoll.policy.workdays import STOCKHOLM

_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def moment(at: datetime) -> str:
    """An instant in local time: ``fredag 23 oktober 2026 kl. 17.00``."""
    return f"{weekday(at)} kl. {at.astimezone(STOCKHOLM):%H.%M}"


def weekday(at: datetime) -> str:
    """The local day of an instant: ``fredag 23 oktober 2026``."""
    local = at.astimezone(STOCKHOLM)
    return f"{_WEEKDAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
