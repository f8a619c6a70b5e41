"""Words taken apart or masked so that a word list does not see them: j ä v l a, f*n, h@ra."""

import re
from collections.abc import Iterator
from typing import Final

from kanalkoll.language import vocabulary
from kanalkoll.language.vocabulary import Reading

_SPACED = re.compile(r"(?<!\w)[^\W_](?:[ .,_*·-]{1,2}[^\W_]){2,30}(?!\w)")
_MASKED = re.compile(r"(?<![\w@/])(?=[^\s]{0,18}[^\W\d_])[^\W_][\w*#@$!|€.\-]{1,18}[\w*]")
_SIGN = re.compile(r"[*#@$!|€_]|\w[.\-]\w")
_LONGEST: Final = 16


def find(text: str) -> Iterator[tuple[int, int, Reading]]:
    """Marked words in disguise, with their place in the view."""
    for match in _SPACED.finditer(text):
        yield from _joined(match)
    for match in _MASKED.finditer(text):
        chunk = match.group()
        if _SIGN.search(chunk):
            reading = vocabulary.unmask(chunk)
            if reading is not None and reading.marks:
                yield match.start(), match.end(), reading


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
