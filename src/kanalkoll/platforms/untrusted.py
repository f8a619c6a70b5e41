"""Reading single values out of what strangers sent: the right type, a sane size and storable, or a reason
why not.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from kanalkoll.platforms.values import Alteration

LONGEST_TEXT = 100_000
LONGEST_NAME = 300
LONGEST_ADDRESS = 2_000
REPLACEMENT = "\ufffd"

Fields = Mapping[str, object]


class Unreadable(ValueError):
    """This item cannot be read; the message says which part of it (Swedish)."""


def fields(value: object) -> Fields:
    """The object's members; nothing when it is no object."""
    return value if isinstance(value, dict) else {}


def identifier(value: object, what: str) -> str:
    """An id in letters, digits and `_ : -`. Numbers are taken as their digits."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**18:
        return str(value)
    if isinstance(value, str) and _IDENTIFIER.fullmatch(value):
        return value
    raise Unreadable(f"{what} saknas eller går inte att läsa")


def optional_identifier(value: object) -> str | None:
    """An id, or None where there is none worth the name (WordPress writes 0 for none)."""
    try:
        return identifier(value, "id")
    except Unreadable:
        return None


def text(value: object, what: str) -> tuple[str, tuple[Alteration, ...]]:
    """A text of any length as one that can be stored; a missing text is an empty one."""
    if value is None:
        return "", ()
    if not isinstance(value, str):
        raise Unreadable(f"{what} är inte text")
    return storable(value)


def storable(value: str, *, longest: int = LONGEST_TEXT) -> tuple[str, tuple[Alteration, ...]]:
    """NUL and lone surrogates, which PostgreSQL and UTF-8 refuse, become U+FFFD; too long a text is cut."""
    altered: tuple[Alteration, ...] = ()
    if len(value) > longest:
        value, altered = value[:longest], ("text_shortened",)
    kept = _UNSTORABLE.sub(REPLACEMENT, value)
    return kept, altered if kept == value else ("characters_replaced", *altered)


def name(value: object) -> str:
    """A person's name in one line; empty when there is none."""
    if not isinstance(value, str):
        return ""
    return storable(" ".join(value.split()), longest=LONGEST_NAME)[0]


def address(value: object) -> str | None:
    """A web address that may stand in a link, or None: only http and https, no blanks or control
    characters.
    """
    if isinstance(value, str) and len(value) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(value):
        return value
    return None


def moment(value: object) -> datetime | None:
    """A time in UTC from ISO 8601 (without zone it is taken as UTC) or from seconds since 1970; else None."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        if isinstance(value, str) and len(value) <= 40:
            read = datetime.fromisoformat(value)
            return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


_IDENTIFIER = re.compile(r"[A-Za-z0-9_:\-]{1,200}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\ud800-\udfff\"<>\\]+", re.IGNORECASE)
