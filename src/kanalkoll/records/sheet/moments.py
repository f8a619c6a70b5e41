"""Times as a sheet shows them: Swedish local time with its zone, and UTC. Pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
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


def in_full(moment: datetime | None) -> str:
    """ "fredag 23 oktober 2026 kl. 12.00.00 svensk sommartid (10.00.00 UTC)"."""
    if moment is None:
        return "Plattformen uppger ingen tid"
    local = moment.astimezone(STOCKHOLM)
    zone = "svensk sommartid" if local.dst() else "svensk normaltid"
    there = moment.astimezone(UTC)
    utc = there.strftime("%H.%M.%S UTC" if there.date() == local.date() else "%Y-%m-%d %H.%M.%S UTC")
    return f"{_DAYS[local.weekday()]} {_date(local)} kl. {local.strftime('%H.%M.%S')} {zone} ({utc})"


def in_short(moment: datetime | None) -> str:
    """ "23 oktober 2026 kl. 12.00", local."""
    if moment is None:
        return "utan tid"
    local = moment.astimezone(STOCKHOLM)
    return f"{_date(local)} kl. {local.strftime('%H.%M')}"


def _date(local: datetime) -> str:
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
