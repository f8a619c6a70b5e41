"""The project's written pages, as the tests of them look at them."""

import re
from functools import cache
from pathlib import Path

from tests.structure.source import ROOT, place, tracked_files

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@cache
def pages() -> tuple[Path, ...]:
    """Every page in Markdown that stands at the top or in docs."""
    return tuple(
        file
        for file in tracked_files()
        if file.suffix == ".md" and (file.parent == ROOT or place(file).startswith("docs/"))
    )


@cache
def read(file: Path) -> str:
    """The page's text."""
    return file.read_text(encoding="utf-8")


def links(file: Path) -> list[str]:
    """Where the page points."""
    return _LINK.findall(_FENCED.sub("", read(file)))


def code(file: Path) -> list[str]:
    """Everything that is set as code: words within lines, and the lines of fenced blocks."""
    fenced = [line for _, body in _FENCED.findall(read(file)) for line in body.splitlines()]
    return [*_CODE.findall(_FENCED.sub("", read(file))), *fenced]


def fenced(file: Path, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return [body for name, body in _FENCED.findall(read(file)) if name == language]


def anchors(file: Path) -> set[str]:
    """The names that headings get, as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", read(file)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
