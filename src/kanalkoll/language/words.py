"""A view cut into words and sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kanalkoll.language import lexicon

# Every repetition is bounded or cannot overlap its neighbour: no input makes the scan slower than linear.
_LINK = r"(?P<link>(?:https?://|www\.)[^\s<>\"”]{1,2000})"
_MAIL = r"(?P<mail>[^\W_][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
_OTHER = (
    r"(?P<word>[^\W_]+(?:['’´:/-][^\W_]+)*)"
    r"|(?P<stop>[.!?…]+|\n\s*)"
    # Pictures that carry the meaning of a word: weapons, death, animals and fruit that stand for people.
    r"|(?P<sign>[🔫🔪🗡💣🪓🧨⚰🪦🩸☠💀🍆🍑💦🐒🐵🐖🐷🐀🪳🤮🏹])"
)
# Only where an @ stands is every word looked at as the beginning of an address.
_TOKEN = re.compile(f"{_LINK}|{_OTHER}")
_TOKEN_OR_MAIL = re.compile(f"{_LINK}|{_MAIL}|{_OTHER}")


class Word(NamedTuple):
    """A word of a view; a named tuple because a text has very many and their making must cost little."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, and their texts, up to a full stop, mark or new line; `mark` is what ended it ('' at a line's end)."""

    words: tuple[Word, ...]
    texts: tuple[str, ...]
    start: int
    end: int
    mark: str

    @property
    def is_question(self) -> bool:
        """Whether it ends in a question mark."""
        return "?" in self.mark


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a view's lower-case text; abbreviations and decimals do not end one."""
    found: list[Sentence] = []
    words: list[Word] = []
    for match in (_TOKEN_OR_MAIL if "@" in text else _TOKEN).finditer(text):
        kind = match.lastgroup or "word"
        if kind != "stop":
            # What Word(…) does, without the call: there are very many.
            words.append(tuple.__new__(Word, (match.start(), match.end(), match[0], kind)))
        elif words and not _continues(text, match, words[-1]):
            found.append(_close(words, match))
            words = []
    if words:
        found.append(_close(words, None))
    return tuple(found)


def _continues(text: str, stop: re.Match[str], before: Word) -> bool:
    """Whether a full stop belongs to an abbreviation, a number or a date rather than ending the sentence."""
    if stop.group() != ".":
        return False
    after = text[stop.end() : stop.end() + 1]
    if after and not after.isspace():
        return True
    return before.text in lexicon.words("abbreviations") or (len(before.text) == 1 and before.text.isalpha())


def _close(words: Sequence[Word], stop: re.Match[str] | None) -> Sentence:
    mark = stop.group().strip() if stop else ""
    end = stop.start() + len(mark) if stop else words[-1].end
    return Sentence(tuple(words), tuple([word.text for word in words]), words[0].start, end, mark)
