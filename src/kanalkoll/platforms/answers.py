"""From a platform's answer to values: as JSON, as a page of items, and how long it asks us to wait."""

import re
from collections.abc import Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.outside import Answer, not_understood
from kanalkoll.platforms.pieces import Nonsense, Piece, read
from kanalkoll.platforms.untrusted import Unreadable, fields, optional_identifier
from kanalkoll.platforms.values import Fetched, Incoming, Page, Refused

LONGEST_WAIT = 48 * 3600.0


def as_json(answer: Answer) -> Piece:
    """Raises "contract_violation", or "outcome_unknown" after a write, when it is no JSON."""
    try:
        return read(answer.body)
    except Nonsense as fault:
        raise not_understood(answer, f"HTTP {answer.status}: {fault}") from fault


def page_of(pieces: Iterable[Piece], item: Callable[[Piece], Incoming], *, cursor: str | None) -> Page:
    """Each piece by itself: one that cannot be read is reported and does not take the others with it."""
    items: list[Incoming] = []
    refused: list[Refused] = []
    for piece in pieces:
        try:
            items.append(item(piece))
        except Unreadable as fault:
            refused.append(Refused(optional_identifier(fields(piece.value).get("id")), str(fault), piece.raw))
    return Page(tuple(items), cursor, tuple(refused))


def one_of(answer: Answer, piece: Piece, item: Callable[[Piece], Incoming]) -> Incoming:
    """The single item asked for."""
    try:
        return item(piece)
    except Unreadable as fault:
        raise not_understood(answer, str(fault)) from fault


def medium(answer: Answer) -> Fetched:
    """The bytes of a picture or film; "not_found" when it is gone, as addresses that expire are."""
    if answer.status in (403, 404, 410):
        raise PlatformError("not_found", detail=f"HTTP {answer.status}")
    if answer.status != 200 or not answer.body:
        raise not_understood(answer, f"HTTP {answer.status}")
    mime = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(answer.body, mime if _MIME.fullmatch(mime) else None)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait by the Retry-After header; a date in it is counted from the answer's own Date."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdecimal() and len(asked) < 10:
        return min(float(asked), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("date", ""))
        return min(max(wait.total_seconds(), 0.0), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return None


_MIME = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}")
