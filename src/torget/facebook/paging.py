"""Lists a piece at a time: opaque cursors, and the whole address of the next piece."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from torget.facebook.errors import bad_parameter
from torget.store import Selection, Store
from torget.values import Item

_MOST = 100
_USUAL = 25


def piece(
    store: Store,
    selection: Selection,
    params: Mapping[str, str],
    *,
    address: str,
    shown: Callable[[Item], object],
) -> dict[str, object]:
    """`{"data": [...], "paging": {...}}`. `address` is the list's own, for the next piece."""
    limit = _limit(params.get("limit"))
    wanted = replace(
        selection,
        limit=limit + 1,
        since=moment(params.get("since"), "since"),
        until=moment(params.get("until"), "until"),
        after=_place(params.get("after")),
        before=_place(params.get("before")),
    )
    found = store.items(wanted)
    backwards = wanted.before is not None
    more, items = len(found) > limit, found[max(0, len(found) - limit) :] if backwards else found[:limit]
    listed: dict[str, object] = {"data": [shown(item) for item in items]}
    if items:
        ahead, behind = (True, more) if backwards else (more, wanted.after is not None)
        listed["paging"] = _paging(items, params, address, ahead=ahead, behind=behind)
    return listed


def moment(text: str | None, name: str) -> datetime | None:
    """A time as Unix seconds or ISO 8601; a time without zone is UTC."""
    if not text:
        return None
    try:
        at = datetime.fromtimestamp(int(text), UTC) if text.isdecimal() else datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        raise bad_parameter(f"Param {name} must be a valid timestamp or strtotime string") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _limit(text: str | None) -> int:
    if text is None:
        return _USUAL
    if not text.isdecimal() or len(text) > 9:
        raise bad_parameter("Param limit must be a non-negative integer")
    return min(int(text), _MOST)


def _paging(
    items: Sequence[Item], params: Mapping[str, str], address: str, *, ahead: bool, behind: bool
) -> dict[str, object]:
    before, after = _cursor(items[0]), _cursor(items[-1])
    asked = {key: value for key, value in params.items() if key not in ("after", "before")}
    paging: dict[str, object] = {"cursors": {"before": before, "after": after}}
    # The address carries the access token, as Meta's does: a caller that logs addresses has leaked it.
    if ahead:
        paging["next"] = f"{address}?{urlencode({**asked, 'after': after})}"
    if behind:
        paging["previous"] = f"{address}?{urlencode({**asked, 'before': before})}"
    return paging


def _cursor(item: Item) -> str:
    return base64.urlsafe_b64encode(f"{item.created_at.timestamp()!r}:{item.seq}".encode()).decode()


def _place(cursor: str | None) -> tuple[float, int] | None:
    if not cursor:
        return None
    try:
        at, _, seq = base64.urlsafe_b64decode(cursor).decode("ascii").partition(":")
        return float(at), int(seq)
    except (ValueError, binascii.Error):
        raise bad_parameter("Invalid cursors values") from None
