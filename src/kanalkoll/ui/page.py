"""The values a page is given: who it speaks for, who reads it, where one can go, what one can choose."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "info", "late", "soon", "fine"]


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose page it is. `hue` is the accent colour's angle in degrees (oklch), from the graphic profile."""

    name: str
    hue: int = 205
    home: str = "/"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person reading. `key` scopes what the browser keeps for that person (drafts, key settings)."""

    name: str
    role: str
    key: str
    sign_out: str = ""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One room in the menu. `counts` says what the number counts, for those who hear the page."""

    label: str
    href: str
    icon: str = ""
    count: int | None = None
    counts: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `closed` says why it cannot be chosen now; empty means it can."""

    value: str
    label: str
    hint: str = ""
    icon: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A mark beside a thing: a word, with an icon and a tone that only repeat what the word says."""

    label: str
    tone: Tone = ""
    icon: str = ""


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
