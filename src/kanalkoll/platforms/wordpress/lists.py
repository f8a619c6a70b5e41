"""How WordPress's lists are read page by page.

A list is asked for by offset. Someone may remove an item while we turn the page, which moves all the later
ones one step up, so each page begins a few items before the end of the last one.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kanalkoll.platforms.errors import PlatformError

OVERLAP = 5

# WordPress compares with the site's own wall clock, where the hour from two to three comes twice in October:
# an hour of margin, and what is too old is left out by its time in UTC.
_CLOCK_CHANGE = timedelta(hours=1, seconds=1)


@dataclass(frozen=True, slots=True)
class Part:
    """Where in a list we are: the list's name in addresses, the filter that `since` goes into, and the
    offset.
    """

    base: str
    filter: str
    offset: int = 0


def following(part: Part, *, listed: int, total: int | None, asked: int) -> Part | None:
    """The next page of the same list, or None after the last one. `total` None: not told, so a full page
    goes on.
    """
    reached = part.offset + listed
    if listed <= OVERLAP or (listed < asked if total is None else reached >= total):
        return None
    return Part(part.base, part.filter, reached - OVERLAP)


def cursor_of(parts: tuple[Part, ...]) -> str | None:
    return json.dumps([[part.base, part.filter, part.offset] for part in parts]) if parts else None


def parts_of(cursor: str) -> tuple[Part, ...]:
    """Raises "contract_violation" for a cursor that is not ours."""
    try:
        parts = tuple(
            Part(str(base), str(filter), int(offset)) for base, filter, offset in json.loads(cursor)
        )
        if parts and all(part.base.replace("-", "").replace("_", "").isalnum() for part in parts):
            return parts
    except (ValueError, TypeError, RecursionError):
        pass
    raise PlatformError("contract_violation", detail="not a cursor of ours")


def since_as_asked(since: datetime) -> str:
    return (since.astimezone(UTC) - _CLOCK_CHANGE).strftime("%Y-%m-%dT%H:%M:%SZ")
