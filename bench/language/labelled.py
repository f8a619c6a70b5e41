"""The labelled texts under tests/language: comments, texts with personal data, drafts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TEXTS: Final = Path(__file__).parents[2] / "tests" / "language"
_MARKED = re.compile(r"\[\[([A-Z]+):(.*?)\]\]")
_POSTCODE = re.compile(r"[\s,]+(?:SE-)?\d{3} ?\d{2}[ ,]+[\w-]+$")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with the names that belong to it. `voice` says who speaks: angry, dialect, hard, criticism …"""

    text: str
    categories: tuple[str, ...]
    handling: tuple[str, ...]
    voice: str


@dataclass(frozen=True, slots=True)
class Personal:
    """A text with its personal data as "TYPE:span"; none where it is a look-alike."""

    text: str
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft for a channel (None for no particular one) with its findings."""

    text: str
    channel: str | None
    findings: tuple[str, ...]


def comments(path: Path) -> Iterator[Comment]:
    """The comments of a file."""
    for text, categories, handling, voice in _rows(path):
        yield Comment(text, _names(categories), _names(handling), voice)


def personal(path: Path) -> Iterator[Personal]:
    """The texts of a file in which personal data is marked [[TYPE:span]]."""
    for (text,) in _rows(path):
        spans = tuple(f"{kind}:{core(span)}" for kind, span in _MARKED.findall(text))
        yield Personal(_MARKED.sub(r"\2", text), spans)


def drafts(path: Path) -> Iterator[Draft]:
    """The drafts of a file."""
    for text, channel, findings in _rows(path):
        yield Draft(text, None if channel == "-" else channel, _names(findings))


def core(span: str) -> str:
    """A street with or without the postcode and place that adjoin it is the same hit."""
    return _POSTCODE.sub("", span).strip(" ,.")


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            text, *rest = line.split("\t")
            yield [text.replace("\\n", "\n"), *rest]


def _names(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(","))
