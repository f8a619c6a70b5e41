"""Words taken apart or masked so that a word list does not see them: j ä v l a, f*n, h@ra, j a g s k a."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kanalkoll.language import vocabulary
from kanalkoll.language.vocabulary import Reading
from kanalkoll.language.words import Word

_SPACED = re.compile(r"(?<!\w)[^\W_](?:[ .,_*·-]{1,2}[^\W_]){2,30}(?!\w)")
# Only a word with a sign in it is looked at further.
_MASKED = re.compile(
    r"(?<![\w@/])(?=[^\W_]{1,18}[*#@$!|€_.\-])(?=[^\s]{0,18}[^\W\d_])[^\W_][\w*#@$!|€.\-]{1,18}[\w*]"
)
# Most texts have no sign inside a word or at its end but a full stop: that is soon seen.
_MASKING = re.compile(r"[*#@$!|€_.\-](?:[\w*]|(?<=[*_]))")
_SIGN = re.compile(r"[*#@$!|€_]|\w[.\-]\w")
_LONGEST: Final = 16
# A word of one letter says nothing of where the words of a spaced-out run part.
_SHORTEST: Final = 2


def runs(text: str) -> Sequence[re.Match[str]]:
    """Where a view has letters or digits written one by one."""
    return tuple(_SPACED.finditer(text))


def find(text: str, spaced: Iterable[re.Match[str]]) -> Iterator[tuple[int, int, Reading]]:
    """Marked words in disguise, with their place in the view; `spaced` is what `runs` gave."""
    for match in spaced:
        yield from _joined(match)
    if not _MASKING.search(text):
        return
    for match in _MASKED.finditer(text):
        chunk = match.group()
        if _SIGN.search(chunk):
            reading = vocabulary.unmask(chunk)
            if reading is not None and reading.marks:
                yield match.start(), match.end(), reading


def spelled_out(spaced: Iterable[re.Match[str]]) -> Iterator[tuple[Word, ...]]:
    """The words of every run that can be cut into known words and nothing else."""
    for match in spaced:
        text = match.string
        places = [index for index in range(match.start(), match.end()) if text[index].isalnum()]
        cut = _cut("".join(text[index] for index in places))
        yield tuple(
            Word(places[first], places[last - 1] + 1, "".join(text[i] for i in places[first:last]), "word")
            for first, last in cut
        )


def _cut(letters: str) -> list[tuple[int, int]]:
    """The cut into the fewest known words, longest first where it is even; none when some letter is left over."""
    fewest: list[tuple[int, int] | None] = [(0, 0)]
    for last in range(1, len(letters) + 1):
        ways = (
            (before[0] + 1, first)
            for first in range(max(0, last - _LONGEST), last - _SHORTEST + 1)
            if (before := fewest[first]) is not None and vocabulary.is_known(letters[first:last])
        )
        fewest.append(min(ways, default=None))
    cut: list[tuple[int, int]] = []
    last = len(letters)
    while last and (best := fewest[last]) is not None:
        cut.append((best[1], last))
        last = best[1]
    return cut[::-1] if not last else []


def _joined(match: re.Match[str]) -> Iterator[tuple[int, int, Reading]]:
    """Looks for marked words among the letters of a spaced-out run, longest first."""
    places = [index for index in range(match.start(), match.end()) if match.string[index].isalnum()]
    letters = "".join(match.string[index] for index in places)
    first = 0
    while first < len(letters) - 2:
        for last in range(min(len(letters), first + _LONGEST), first + 2, -1):
            reading = vocabulary.read(letters[first:last])
            if reading.marks and (last - first > 3 or (first == 0 and last == len(letters))):
                yield places[first], places[last - 1] + 1, reading
                first = last - 1
                break
        first += 1
