"""What surrounds a hit and weakens it: quotation, and reporting what others said."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from kanalkoll.language import lexicon
from kanalkoll.language.words import Sentence

_QUOTED = re.compile(
    r"[\"”“„»«][^\"”“„»«\n]{1,300}[\"”“„»«]|(?<!\w)['’‘´](?=\w)[^'’‘´\n]{1,300}(?<=[\w.!?…])['’‘´](?!\w)"
)
# Most texts have none of these, which is soon seen.
_QUOTES = re.compile("[\"”“„»«'’‘´]")
_WEAKENED: Final = 0.5
# How far after "jag är" a word is still about the writer.
_SELF_REACH: Final = 25


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a text quotes, and where in each sentence the writer reports, tells of herself or is weary."""

    quotes: tuple[tuple[int, int], ...]
    reports: tuple[int | None, ...]
    selves: tuple[int | None, ...]
    wearies: tuple[int | None, ...]

    def factor(self, start: int, end: int, sentence: int, *, of_others: bool = False) -> float:
        """1.0 for what the writer says, less for what the writer only passes on or says of herself.

        Where `of_others`, what she says that she is tired of is not said of herself.
        """
        # The quotes lie in order and never over one another: only the last one begun can hold the hit.
        before = bisect_right(self.quotes, start, key=itemgetter(0))
        if before and end <= self.quotes[before - 1][1]:
            return _WEAKENED
        speaks, weary = self.selves[sentence], self.wearies[sentence]
        others = of_others and weary is not None and weary <= start
        if speaks is not None and 0 <= start - speaks < _SELF_REACH and not others:
            return _WEAKENED
        begins = self.reports[sentence]
        return _WEAKENED if begins is not None and begins < end else 1.0


def surroundings(text: str, parts: Sequence[Sentence]) -> Surroundings:
    """Reads quotation marks and reporting verbs; a whole text in quotation marks is nobody's quotation."""
    whole = len(text.strip())
    quoted = _QUOTED.finditer(text) if _QUOTES.search(text) else ()
    return Surroundings(
        tuple(match.span() for match in quoted if match.end() - match.start() < whole - 2),
        _after(text, parts, lexicon.cue("report")),
        _after(text, parts, lexicon.cue("self")),
        _after(text, parts, lexicon.cue("weary")),
    )


def _after(text: str, parts: Sequence[Sentence], cue: re.Pattern[str]) -> tuple[int | None, ...]:
    """Where the first such words of every sentence end."""
    if not cue.search(text):
        return (None,) * len(parts)
    found = (cue.search(text, part.start, part.end) for part in parts)
    return tuple(match.end() if match else None for match in found)
