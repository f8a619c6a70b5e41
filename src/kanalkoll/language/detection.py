"""Which language a text is in: by script, then by its most common words and its letters."""

import re
from collections import Counter
from functools import cache
from typing import Final

from kanalkoll.language import lexicon

UNKNOWN: Final = "und"
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 2000
_SCRIPTS: Final = (
    (re.compile("[іїєґ]", re.IGNORECASE), "uk"),
    (re.compile("[پچژگ]"), "fa"),
    (re.compile("[\u0600-\u06ff]"), "ar"),
    (re.compile("[\u0400-\u04ff]"), "ru"),
    (re.compile("[\u1200-\u137f]"), "ti"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0590-\u05ff]"), "yi"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
)


def language(text: str) -> str:
    """An ISO 639 code: sv, en, no, da, fi, se, rmf …; `und` for a text without words. Reads the first 2,000 letters."""
    start = text[:_ENOUGH]
    letters = sum(letter.isalpha() for letter in start)
    if not letters:
        return UNKNOWN
    foreign = sum(letter.isalpha() and letter > "\u036f" for letter in start)
    if foreign * 2 > letters:
        return next((code for script, code in _SCRIPTS if script.search(start)), UNKNOWN)
    return _by_words(_WORD.findall(start.lower()))


def _by_words(words: list[str]) -> str:
    """The language whose common words and letters fit best; Swedish when nothing speaks for another."""
    scores: Counter[str] = Counter({"sv": 0})
    for word in words:
        for code, weight in _speaks_for().get(word, ()):
            scores[code] += weight
        for letters, code, weight in _LETTERS:
            if letters.search(word):
                scores[code] += weight
    code, best = scores.most_common(1)[0]
    return code if best > scores["sv"] else "sv"


_LETTERS: Final = (
    (re.compile("[æø]"), "no", 1),
    (re.compile("[æø]"), "da", 1),
    (re.compile("yy|uu|ää|öö|ii|kk.*ss|ssa$|lla$|nen$"), "fi", 1),
    (re.compile("[đŋŧčšž]"), "se", 1),
    (re.compile("[ąęłńśźż]"), "pl", 2),
    (re.compile("[ğışç]"), "tr", 2),
    (re.compile("[å]"), "sv", 1),
    (re.compile("[äö]"), "sv", 1),
    (re.compile("x|dh|aa[^r]|uu"), "so", 1),
)


@cache
def _speaks_for() -> dict[str, list[tuple[str, int]]]:
    index: dict[str, list[tuple[str, int]]] = {}
    for row in lexicon.lines("languages"):
        for word in row[1].split():
            index.setdefault(word, []).append((row[0], 2))
    return index
