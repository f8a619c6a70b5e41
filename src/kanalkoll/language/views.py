"""The text as the rules read it, with the way back: every hit must point into the original."""

import re
import unicodedata
from dataclasses import dataclass

# Zero-width characters, soft hyphens, direction marks and variation selectors: invisible, so they part no word.
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_ANY_INVISIBLE = re.compile(f"[{''.join(sorted(_INVISIBLE))}]")
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁӏһԛԝвкмнтαεορνικτυχ",
    "aeopcyxijsdlhqwbkmhtaeopvikтux".replace("т", "t"),
)
_FOREIGN_LETTER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_MIXED_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[a-zåäöéü]")


@dataclass(frozen=True, slots=True)
class View:
    """A reading of a text: `text` is lower case and composed; `cased` the same, letter for letter, with capitals.

    `starts[i]` and `ends[i]` are the code points that letter i came from; None when nothing moved.
    """

    text: str
    cased: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """A span of this view as a span of the text that was given."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return self.starts[start], self.ends[end - 1]


def view(text: str) -> View:
    """Compatibility forms composed, the invisible left out, lower case; never fails on any string."""
    if _is_plain(text):
        return View(_unmask(text.lower()), text, None, None)
    cased: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for letter in _composed(text[start:end]):
            cased.append(letter)
            starts.append(start)
            ends.append(end)
    letters = "".join(cased)
    return View(_unmask("".join(map(_lower, letters))), letters, tuple(starts), tuple(ends))


def _is_plain(text: str) -> bool:
    if text.isascii():
        return True
    return (
        unicodedata.is_normalized("NFKC", text)
        and not _ANY_INVISIBLE.search(text)
        and len(text.lower()) == len(text)
    )


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each letter with the combining marks that follow it; the invisible belong to none."""
    clusters: list[tuple[int, int]] = []
    for index, letter in enumerate(text):
        if letter in _INVISIBLE:
            continue
        # A cluster takes at most eight marks: towers of marks would make composing slow.
        if clusters and unicodedata.combining(letter) and index - clusters[-1][0] <= 8:
            clusters[-1] = (clusters[-1][0], index + 1)
        else:
            clusters.append((index, index + 1))
    return clusters


def _composed(cluster: str) -> str:
    if cluster.isascii():
        return cluster
    visible = cluster if len(cluster) == 1 else "".join(part for part in cluster if part not in _INVISIBLE)
    return unicodedata.normalize("NFKC", visible)


def _lower(letter: str) -> str:
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def _unmask(text: str) -> str:
    """Cyrillic and Greek letters that stand in for Latin ones inside a word of Latin letters."""
    if not _FOREIGN_LETTER.search(text):
        return text
    return _MIXED_WORD.sub(_unmask_word, text)


def _unmask_word(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LOOK_ALIKES) if _LATIN.search(word) else word
