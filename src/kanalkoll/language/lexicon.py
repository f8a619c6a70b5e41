"""The room's own word lists, read once from the folder `lists/`; `language` opens no other file."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_FOLDER = files("kanalkoll.language") / "lists"


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated list, one file or a folder of files in the order of their names.

    Empty lines and lines that begin with # are for the reader.
    """
    return tuple(row for file in _files(name) for row in _rows(file.read_text(encoding="utf-8")))


@cache
def words(name: str) -> frozenset[str]:
    """Every word of a list whose rows are words parted by spaces."""
    return frozenset(word for row in lines(name) for word in row[0].split())


@cache
def pairs(name: str) -> dict[str, str]:
    """A list of two columns as a mapping; several keys may share a row, parted by commas."""
    return {key.strip(): row[1] for row in lines(name) for key in row[0].split(",")}


@cache
def cue(name: str) -> re.Pattern[str]:
    """A named row of `cues` as a pattern for a view's lower-case text: whole words, `*` for any rest of a word."""
    # By first letter, so that for most words of a text one look is enough; of those that begin alike the longest first.
    begun: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(
        (phrase.strip() for phrase in pairs("cues")[name].split(",")), key=len, reverse=True
    ):
        begun[phrase[0]].append(phrase[1:])
    spelled = "|".join(
        f"{_spelled(first)}(?:{'|'.join(map(_spelled, rests))})" for first, rests in begun.items()
    )
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)")


def _spelled(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", r"\w{0,30}")


def _files(name: str) -> list[Traversable]:
    folder = _FOLDER / name
    if folder.is_dir():
        return sorted(folder.iterdir(), key=lambda file: file.name)
    return [_FOLDER / f"{name}.tsv"]


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("# "):
            yield tuple(cell.strip() for cell in line.split("\t"))
