"""Text, sentences and words that are too long."""

from collections.abc import Iterator, Sequence
from typing import Final

from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence

HARD_LIX: Final = 50.0
FEWEST_WORDS: Final = 10
LONGEST_SENTENCE: Final = 25
LONG_WORD: Final = 20


def find(view: View, parts: Sequence[Sentence], index: float | None) -> Iterator[Remark]:
    """The whole text by LIX, sentences of more than 25 words, words of 20 letters or more."""
    words = sum(word.kind == "word" for part in parts for word in part.words)
    if index is not None and index >= HARD_LIX and words >= FEWEST_WORDS:
        shown = f"{index:.0f}"
        yield Remark(
            0,
            len(view.text),
            "lasbarhet",
            f"Texten är svår att läsa (LIX {shown}). Korta meningarna och byt långa ord.",
        )
    for part in parts:
        count = sum(word.kind == "word" and not _is_tag(view.text, word.start) for word in part.words)
        if count > LONGEST_SENTENCE:
            yield Remark(
                part.start, part.end, "lang_mening", f"Meningen har {count} ord. Dela den i två eller flera."
            )
        for word in part.words:
            if word.kind == "word" and not _is_tag(view.text, word.start):
                yield from _long_word(word.start, word.text)


def _is_tag(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] == "#"


def _long_word(start: int, written: str) -> Iterator[Remark]:
    # A slash or colon joins two words; each is measured by itself.
    for part in written.replace(":", "/").split("/"):
        if sum(letter.isalpha() for letter in part) >= LONG_WORD:
            yield Remark(
                start, start + len(part), "langt_ord", "Ett mycket långt ord. Skriv om med flera kortare."
            )
        start += len(part) + 1
