"""The right spelling of a word that is none: only by the slips that Swedes make, so that a right word is never marked."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kanalkoll.language import dictionary, lexicon

_VOWELS: Final = frozenset("aeiouyåäöé")
_LETTERS: Final = "abcdefghijklmnoprstuvyåäö"
# Letters that sound alike: 'konsärt', 'koncert', 'åckså'.
_ALIKE: Final = {
    "e": "ä",
    "ä": "e",
    "o": "å",
    "å": "o",
    "c": "sk",
    "s": "c",
    "k": "c",
    "é": "e",
    "z": "s",
    "w": "v",
}
# Several letters that sound as others: 'pensjonär', 'premjär', 'stasjon', 'takk'.
_HEARD: Final = (
    ("sjon", "tion"),
    ("jon", "ion"),
    ("jär", "iär"),
    ("ssion", "tion"),
    ("kk", "ck"),
    ("ks", "x"),
    ("skj", "sj"),
)
# 'försiktikt': what is heard for -igt.
_HEARD_ENDING: Final = "ikt"
_FEWEST_LETTERS: Final = 5
# In shorter words letters that change places, or a letter more or less, as often make another word.
_LONG: Final = 7
_VERY_LONG: Final = 9
_MOST_LETTERS: Final = 40
# Endings are where unlisted forms of right words differ from listed ones.
_ENDING: Final = 2


@lru_cache(maxsize=20_000)
def correct(word: str) -> str | None:
    """The word that was meant, for a lower-case word that is misspelled beyond reasonable doubt; else None."""
    stated = lexicon.pairs("misspellings").get(word)
    if stated is not None:
        return stated
    if not _FEWEST_LETTERS <= len(word) <= _MOST_LETTERS or not word.isalpha() or dictionary.is_known(word):
        return None
    meant = _listed(word)
    if meant is not None:
        return meant
    return _compound(word)


def _compound(word: str) -> str | None:
    """A compound of which one part is misspelled."""
    for first, last in dictionary.splits(word):
        if len(first) >= _FEWEST_LETTERS and len(last) >= _LONG and (meant := _listed(last)):
            return first + meant
    for cut in range(_FEWEST_LETTERS - 1, len(word) - _FEWEST_LETTERS + 1):
        first, last = word[:cut], word[cut:]
        if last in dictionary.nouns():
            meant = next((guess for guess in _doublings(first) if guess in dictionary.openings()), None)
            if meant is not None:
                return meant + last
    return None


def _listed(word: str) -> str | None:
    return next((guess for guess in _guesses(word) if _is_meant(guess, word)), None)


def _is_meant(guess: str, word: str) -> bool:
    if len(guess) < _FEWEST_LETTERS or guess not in dictionary.forms():
        return False
    # A participle that we lack is likelier than a slip in one that we have; 'meddelande' is a noun.
    if word.endswith(("ande", "ende")) and guess not in dictionary.nouns():
        return False
    # Slips happen inside a word; at its ends they would make 'kritisk' a slip for 'kritiks'.
    return guess[0] == word[0] and (guess[-1] == word[-1] or guess == word[:-1])


def _guesses(word: str) -> Iterator[str]:
    """What may have been meant, the likeliest slips first."""
    yield from _doublings(word)
    if word.endswith(_HEARD_ENDING):
        yield f"{word[:-3]}igt"
    if len(word) > _FEWEST_LETTERS:
        yield from _sounds(word)
    if len(word) >= _LONG:
        yield from _transpositions(word)
    # A letter less makes another word of many nouns in -ning: 'ristningar', 'ritningar'.
    if len(word) >= _VERY_LONG and "ning" not in word[-7:]:
        yield from _added(word)
    if len(word) >= _VERY_LONG - 1:
        yield from _dropped(word)


def _doublings(word: str) -> Iterator[str]:
    """A consonant written once instead of twice, or twice instead of once: 'tilsammans', 'kommmun'."""
    for place, letter in enumerate(word):
        if letter in _VOWELS:
            continue
        if word[place - 1 : place] == letter:
            yield word[:place] + word[place + 1 :]
        elif 0 < place < len(word) - 1 and word[place + 1] != letter:
            yield word[:place] + letter + word[place:]


def _transpositions(word: str) -> Iterator[str]:
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _sounds(word: str) -> Iterator[str]:
    for heard, written in _HEARD:
        if heard in word:
            yield word.replace(heard, written, 1)
    for place in range(len(word) - _ENDING):
        for other in _ALIKE.get(word[place], ""):
            yield word[:place] + other + word[place + 1 :]


def _added(word: str) -> Iterator[str]:
    for place in range(1, len(word) - _ENDING):
        yield word[:place] + word[place + 1 :]


def _dropped(word: str) -> Iterator[str]:
    for place in range(1, len(word) - _ENDING + 1):
        for letter in _LETTERS:
            yield word[:place] + letter + word[place:]
