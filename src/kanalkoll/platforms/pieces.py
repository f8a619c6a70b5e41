"""JSON from outside, cut into its pieces without losing a byte.

Evidence is what the platform sent, not what we would have written in its place. Parsing and writing again
changes escapes, spaces, the order of members and large numbers, so each piece remembers where in the answer
it stood.
"""

import json
import re
from dataclasses import dataclass, field

DEEPEST = 40
"""Nested lists and objects; a Graph answer with attachments in attachments uses about ten."""


class Nonsense(ValueError):
    """The bytes are no JSON that can be read in reasonable space."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A JSON value and the bytes it was written with."""

    value: object
    source: str = field(repr=False)
    start: int
    end: int

    @property
    def raw(self) -> bytes:
        return self.source[self.start : self.end].encode("utf-8", "surrogateescape")

    def members(self) -> dict[str, "Piece"]:
        """The members of an object; empty for anything else. Of a repeated name the last one counts."""
        found: dict[str, Piece] = {}
        if not isinstance(self.value, dict):
            return found
        at = _skip(self.source, self.start + 1)
        while self.source[at] != "}":
            name, at = _DECODER.raw_decode(self.source, at)
            piece = _piece(self.source, _skip(self.source, _skip(self.source, at) + 1))
            found[name] = piece
            at = _next(self.source, piece.end)
        return found

    def elements(self) -> list["Piece"]:
        """The elements of a list; none for anything else."""
        found: list[Piece] = []
        if not isinstance(self.value, list):
            return found
        at = _skip(self.source, self.start + 1)
        while self.source[at] != "]":
            found.append(_piece(self.source, at))
            at = _next(self.source, found[-1].end)
        return found


def read(body: bytes) -> Piece:
    """The whole answer as one piece. Bytes that are no UTF-8 survive in `raw`. Raises Nonsense."""
    source = body.decode("utf-8", "surrogateescape")
    try:
        whole = _piece(source, _skip(source, 1 if source.startswith("\ufeff") else 0))
    except (ValueError, RecursionError) as fault:
        raise Nonsense("not JSON") from fault
    if _skip(source, whole.end) != len(source):
        raise Nonsense("something follows the JSON")
    if _deeper_than(whole.value, DEEPEST):
        raise Nonsense("too deeply nested")
    return whole


def _piece(source: str, start: int) -> Piece:
    value, end = _DECODER.raw_decode(source, start)
    return Piece(value, source, start, end)


def _next(source: str, at: int) -> int:
    at = _skip(source, at)
    return _skip(source, at + 1) if source[at] == "," else at


def _skip(source: str, at: int) -> int:
    match = _SPACE.match(source, at)
    return match.end() if match else at


def _deeper_than(value: object, limit: int) -> bool:
    level: list[object] = [value]
    for _ in range(limit):
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _no_number(name: str) -> float:
    raise Nonsense(f"{name} is not JSON")


_SPACE = re.compile(r"[ \t\r\n]*")
# strict=False: a control character inside a string must not cost us the whole page.
_DECODER = json.JSONDecoder(strict=False, parse_constant=_no_number)
