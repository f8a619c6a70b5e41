"""The values that parts of a page are given: what one can choose, words about a thing, columns, clauses."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "info", "late", "soon", "fine"]


@dataclass(frozen=True, slots=True)
class Word:
    """A mark beside a thing: a word, with an icon and a tone that only repeat what the word says."""

    label: str
    tone: Tone = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `closed` says why it cannot be chosen now; empty means it can.

    `group` is the heading it stands under, `words` are marks beside its label.
    """

    value: str
    label: str
    hint: str = ""
    icon: str = ""
    closed: str = ""
    group: str = ""
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. With `href` its heading is a link that sorts by it."""

    label: str
    href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause of the guideline as people name it: the guideline's own heading."""

    id: str
    heading: str
    href: str
