"""Full names of persons: a given name that we know and a surname by list, ending or capital."""

import re
from collections.abc import Iterator
from functools import cache

from kanalkoll.language import lexicon
from kanalkoll.language.findings import Allow
from kanalkoll.language.personal.candidate import Candidate
from kanalkoll.language.views import View

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENDINGS = tuple(lexicon.words("surname_endings"))
_PARTICLES = frozenset(("von", "af", "de", "da", "al", "el", "van", "der", "den", "bin", "abu"))
_PLACE_ENDING = ("gatan", "vägen", "skolan", "parken", "gården", "torget", "hallen", "kyrkan", "kommun")


def find(view: View, allow: Allow) -> Iterator[Candidate]:
    """Given name and surname side by side; not a lone name, a public figure, or a place or firm named so."""
    words = [match.span() for match in _WORD.finditer(view.text)]
    place = 0
    while place < len(words) - 1:
        last = _surname(view, words, place)
        if last is None:
            place += 1
            continue
        start, end = words[place][0], words[last][1]
        score = _score(view, start, end, allow)
        if score:
            yield Candidate(start, end, "NAMN", score, "personal_data.name")
        place = last + 1


def _surname(view: View, words: list[tuple[int, int]], place: int) -> int | None:
    """The index of the surname that belongs to the given name at a place, or None."""
    first = view.text[slice(*words[place])]
    if first not in given_names() and not _is_double_name(first):
        return None
    for step in range(place + 1, min(place + 4, len(words))):
        between = view.text[words[step - 1][1] : words[step][0]]
        if between not in {" ", ". ", "  "} or (
            between == ". " and words[step - 1][1] - words[step - 1][0] > 1
        ):
            return None
        word = view.text[slice(*words[step])]
        capital = view.cased[words[step][0]].isupper()
        if (
            word in _PARTICLES
            or (word in given_names() and capital and word not in surnames())
            or len(word) == 1
        ):
            continue
        return step if _can_be_surname(word, capital, view.cased[words[place][0]].isupper()) else None
    return None


def _can_be_surname(word: str, capital: bool, first_capital: bool) -> bool:
    if capital and first_capital:
        known = word in surnames() or word.removesuffix("s") in surnames() or _ends_like_surname(word)
        return known or (
            word not in lexicon.words("common")
            and word not in lexicon.words("not_surnames")
            and len(word) > 2
        )
    # Without capitals only what can hardly be anything but a surname.
    return (
        len(word) > 6
        and word.removesuffix("s").endswith(("sson", "ström", "kvist", "qvist", "gren", "lund"))
        and (word in surnames() or word.removesuffix("s") in surnames() or word.endswith("sson"))
    )


def _score(view: View, start: int, end: int, allow: Allow) -> float:
    name = view.text[start:end]
    parts = name.split()
    if name in public_figures() or name.removesuffix("s") in public_figures():
        return 0.0
    if name in allow.words or parts[-1] in allow.words or lexicon.cue("after_name").match(view.text, end + 1):
        return 0.0
    if not _known(parts[-1]) and parts[-1].endswith(_PLACE_ENDING):
        return 0.0
    known = _known(parts[-1])
    return 0.9 if known else 0.6


def _known(surname: str) -> bool:
    return surname in surnames() or surname.removesuffix("s") in surnames() or _ends_like_surname(surname)


def _ends_like_surname(word: str) -> bool:
    return len(word) > 5 and word.removesuffix("s").endswith(_ENDINGS)


def _is_double_name(word: str) -> bool:
    first, hyphen, second = word.partition("-")
    return bool(hyphen) and first in given_names() and second in given_names()


@cache
def given_names() -> frozenset[str]:
    """Given names common in Sweden, in lower case."""
    return lexicon.words("given_names")


@cache
def surnames() -> frozenset[str]:
    """Surnames common in Sweden, in lower case."""
    return lexicon.words("surnames")


@cache
def public_figures() -> frozenset[str]:
    """Names that stand for the public person or the namesake of a prize or a place, not for a resident."""
    return frozenset(row[0] for row in lexicon.lines("public_figures"))
