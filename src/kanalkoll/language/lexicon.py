"""The room's own word lists, read once from the folder `lexicon/`: the only files that `language` opens."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_FOLDER = files("kanalkoll.language") / "lists"


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated list; empty lines and lines that begin with # are for the reader."""
    return tuple(_rows((_FOLDER / f"{name}.tsv").read_text(encoding="utf-8")))


@cache
def words(name: str) -> frozenset[str]:
    """Every word of a list whose rows are words parted by spaces."""
    return frozenset(word for row in lines(name) for word in row[0].split())


@cache
def pairs(name: str) -> dict[str, str]:
    """A list of two columns as a mapping; several keys may share a row, parted by commas."""
    return {key.strip(): row[1] for row in lines(name) for key in row[0].split(",")}


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("# "):
            yield tuple(cell.strip() for cell in line.split("\t"))
