"""The `fields` parameter: `id,message,from{id,name},comments.limit(2).filter(stream){id}`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from torget.facebook.errors import GraphError

_TOKEN = re.compile(r"\s*([A-Za-z0-9_]+|[{}(),.])")


@dataclass(frozen=True, slots=True)
class Asked:
    """One field that was asked for, with its arguments and the fields wanted inside it."""

    name: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    inner: tuple["Asked", ...] = ()


def parse(text: str) -> tuple[Asked, ...]:
    """Raises GraphError 2500 where the text is not a list of fields, or is nested too deep."""
    reading = _Reading(text)
    asked = reading.several(depth=0)
    if reading.peek() is not None:
        raise reading.wrong("end of string")
    return asked


class _Reading:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def several(self, *, depth: int) -> tuple[Asked, ...]:
        if depth > 5:
            raise self.wrong("fewer levels")
        asked = [self._one(depth)]
        while self.peek() == ",":
            self._take()
            asked.append(self._one(depth))
        return tuple(asked)

    def peek(self) -> str | None:
        found = _TOKEN.match(self._text, self._at)
        if found is None and self._text[self._at :].strip():
            raise self.wrong("a field name")
        return found[1] if found else None

    def wrong(self, expected: str) -> GraphError:
        return GraphError(
            f'Syntax error "Expected {expected}" at character {self._at}: {self._text}', code=2500
        )

    def _one(self, depth: int) -> Asked:
        name, arguments = self._name(), {}
        while self.peek() == ".":
            self._take()
            key = self._name()
            arguments[key] = self._argument()
        inner: tuple[Asked, ...] = ()
        if self.peek() == "{":
            self._take()
            inner = self.several(depth=depth + 1)
            self._expect("}")
        return Asked(name, arguments, inner)

    def _name(self) -> str:
        token = self.peek()
        if token is None or not (token[0].isalnum() or token[0] == "_"):
            raise self.wrong("a field name")
        return self._take()

    def _argument(self) -> str:
        self._expect("(")
        start, end = self._at, self._text.find(")", self._at)
        if end < 0:
            raise self.wrong(")")
        self._at = end + 1
        return self._text[start:end]

    def _expect(self, token: str) -> None:
        if self.peek() != token:
            raise self.wrong(token)
        self._take()

    def _take(self) -> str:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            raise self.wrong("a field name")
        self._at = found.end()
        return found[1]
