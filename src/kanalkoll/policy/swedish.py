"""Dates, times and lists as Swedish text."""

from collections.abc import Sequence
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
    local = at.astimezone(STOCKHOLM)
    day = f"{_WEEKDAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day} kl. {local:%H.%M}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: ``a, b och c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
