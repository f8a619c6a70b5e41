"""Was our reply written after all? The rules for finding it again among what stands at the platform."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.values import Incoming, Receipt


def ours(thread: Iterable[Incoming], *, text: str, since: datetime, known: frozenset[str]) -> list[Incoming]:
    """Our own items with this text from `since` on. Platforms keep whole seconds, so `since` is rounded
    down.
    """
    wanted = _as_compared(text)
    start = since.replace(microsecond=0)
    return [
        item
        for item in thread
        if item.from_us
        and item.platform_id not in known
        and item.created_at is not None
        and item.created_at >= start
        and _as_compared(item.text) == wanted
    ]


def under(candidates: Iterable[Incoming], parent: str | None) -> list[Incoming]:
    return [item for item in candidates if item.parent_id == parent]


def receipt(item: Incoming) -> Receipt:
    return Receipt(item.platform_id, item.created_at, item.raw)


def the_only_one(candidates: list[Incoming]) -> Receipt | None:
    """Raises "outcome_unknown" when several could be it."""
    if len(candidates) > 1:
        raise PlatformError(
            "outcome_unknown", "Flera likadana svar finns i tråden. Läs efter på plattformen."
        )
    return receipt(candidates[0]) if candidates else None


def _as_compared(text: str) -> str:
    """Platforms compose accents, trim ends and change line ends; nothing else may differ."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
