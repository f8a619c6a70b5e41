"""Times as a sheet shows them: Swedish local time with its zone, and UTC. Pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kanalkoll.language.almanac import DAYS, MONTHS

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def in_full(moment: datetime | None) -> str:
    """ "fredag 23 oktober 2026 kl. 12.00.00 svensk sommartid (10.00.00 UTC)"."""
    if moment is None:
        return "Plattformen uppger ingen tid"
    local = moment.astimezone(STOCKHOLM)
    zone = "svensk sommartid" if local.dst() else "svensk normaltid"
    there = moment.astimezone(UTC)
    utc = there.strftime("%H.%M.%S UTC" if there.date() == local.date() else "%Y-%m-%d %H.%M.%S UTC")
    return f"{DAYS[local.weekday()]} {_date(local)} kl. {local.strftime('%H.%M.%S')} {zone} ({utc})"


def in_short(moment: datetime | None) -> str:
    """ "23 oktober 2026 kl. 12.00", local."""
    if moment is None:
        return "utan tid"
    local = moment.astimezone(STOCKHOLM)
    return f"{_date(local)} kl. {local.strftime('%H.%M')}"


def _date(local: datetime) -> str:
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"
