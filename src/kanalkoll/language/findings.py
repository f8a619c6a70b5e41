"""What screening hands back: findings with spans in the original text; and what a caller may except."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Direction = Literal["incoming", "outgoing"]
Kind = Literal["personal_data", "category", "handling", "draft"]

SUGGESTED: Final = 0.5

PERSONAL_DATA: Final = (
    "PERSONNUMMER",
    "SAMORDNINGSNUMMER",
    "TELEFON",
    "EPOST",
    "ADRESS",
    "NAMN",
    "REGNR",
    "BANKKONTO",
    "FODELSEDATUM",
)
CATEGORIES: Final = (
    "hot",
    "krankning",
    "hets",
    "sexism",
    "svordom",
    "pornografi",
    "uppmaning_brott",
    "valdsskildring",
    "upphovsratt",
    "reklam",
    "partipolitik",
    "desinformation",
    "sekretess",
    "personuppgift",
)
HANDLING: Final = ("fraga", "synpunkt", "klagomal", "kris")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `start` and `end` are code points in the text as it was given, `end` excluded."""

    start: int
    end: int
    kind: str
    type: str
    score: float
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Screening:
    """All that was found in one text. Scores run from 0 to 1; 0.5 or more is suggested, never decided."""

    findings: tuple[Finding, ...]
    categories: Mapping[str, float]
    handling: Mapping[str, float]
    language: str
    rules_version: str


@dataclass(frozen=True, slots=True)
class Excused:
    """A word or phrase that these categories and kinds of personal data are to let be; none named means all.

    `inflected`: "noun", "verb", "adjective", "name" (a genitive -s) or "" for exactly as it stands.
    """

    phrase: str
    types: frozenset[str] = frozenset()
    inflected: str = ""


@dataclass(frozen=True, slots=True)
class LocalWord:
    """A word or phrase that a municipality wants marked: category, strength 0 to 1, and who decided (`reason`)."""

    phrase: str
    category: str
    strength: float
    rule: str
    reason: str
    inflected: str = ""


@dataclass(frozen=True, slots=True)
class Allow:
    """What a municipality knows of its own: what is harmless, what is to be marked, and what it does not look for.

    `words` (places, schools, surnames) and `streets` are compared without case; `phones` by their digits;
    `emails` are addresses, or domains written "@kommun.se"; `off` holds names such as "svordom" or "passiv".
    `excused` are words to let be by some types, `local` words to mark.
    """

    words: frozenset[str] = field(default_factory=frozenset)
    phones: frozenset[str] = field(default_factory=frozenset)
    emails: frozenset[str] = field(default_factory=frozenset)
    streets: frozenset[str] = field(default_factory=frozenset)
    off: frozenset[str] = field(default_factory=frozenset)
    excused: tuple[Excused, ...] = ()
    local: tuple[LocalWord, ...] = ()


NO_ALLOW: Final = Allow()
