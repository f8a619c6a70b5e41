"""Full names of persons: a given name that we know and a surname by list, ending or capital."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from kanalkoll.language import dictionary, lexicon, vocabulary
from kanalkoll.language.findings import Allow
from kanalkoll.language.name_pack import NamePack
from kanalkoll.language.personal.candidate import Candidate
from kanalkoll.language.views import View

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENDINGS = tuple(lexicon.words("surname_endings"))
_PARTICLES: Final = frozenset(
    ("von", "af", "de", "da", "al", "el", "van", "der", "den", "bin", "abu", "ben", "ibn", "ter", "la")
)
_PLACE_ENDING: Final = tuple(lexicon.words("place_endings"))
# What nearly only a surname ends in, so that it makes a name also of a given name that nobody has listed.
_ROMAN: Final = re.compile(r"[ivx]+")
_SURE_ENDING: Final = (
    "sson",
    "qvist",
    "kvist",
    "ström",
    "gren",
    "lund",
    "berg",
    "holm",
    "stedt",
    "blad",
    "mark",
)
_MOST_PARTS: Final = 4
# How far before a name its title is looked for: "kommunstyrelsens ordförande", "rektor på Ängsskolan".
_BEFORE: Final = 60
_OFFICE = lexicon.cue("office").pattern
_TITLE_BEFORE = re.compile(rf"{_OFFICE}(?:,? (?!och\b)[^\W\d_]{{1,20}}){{0,2}},? \Z")
_INTRODUCED = re.compile(rf"(?:{lexicon.cue('introduced').pattern})(?: (?:är|var|med|på|av|:))?[,:]? \Z")
_TITLE_AFTER = re.compile(
    rf" ?\((?:s|m|c|l|v|mp|kd|sd|fp|opolitisk)\)|,? (?:som är |är )?(?:vår |er )?{_OFFICE}"
)


def find(view: View, allow: Allow, pack: NamePack) -> Iterator[Candidate]:
    """Given name and surname side by side; not a lone name, a public figure, or a place or firm named so."""
    reader = _Reader(view, allow, pack, [match.span() for match in _WORD.finditer(view.text)])
    after = 0
    for place in reader.openings():
        last = reader.last(place) if place >= after else None
        if last is None:
            continue
        score = reader.score(place, last)
        if score:
            start, end = reader.words[place][0], reader.words[last][1]
            yield Candidate(start, end, "NAMN", score, "personal_data.name")
        after = last + 1


@dataclass(frozen=True, slots=True)
class _Reader:
    """The words of a view, read as parts of names."""

    view: View
    allow: Allow
    pack: NamePack
    words: list[tuple[int, int]]

    def openings(self) -> list[int]:
        """Where a name may begin: at a capital, or at a given name however it is written; never at the last word."""
        text, cased, listed = self.view.text, self.view.cased, given_names()
        more = "-" in text or bool(self.pack.given_names)
        return [
            place
            for place, (start, end) in enumerate(self.words[:-1])
            if cased[start].isupper()
            or text[start:end] in listed
            or (more and self._is_given(text[start:end]))
        ]

    def last(self, place: int) -> int | None:
        """The index of the last word of the name that begins at a place, or None."""
        first = self._text(place)
        if self._is_given(first):
            surname = self._surname(place)
            return None if surname is None else self._second_surname(surname)
        if not self._capital(place) or not self._capital(place + 1):
            return None
        if self._is_reversed(place, first) or (
            self._adjoins(place) and (self._is_unlisted(place, first) or self._is_introduced(place))
        ):
            return place + 1
        return None

    def score(self, place: int, last: int) -> float:
        """How sure it is that a private person is meant; 0 for namesakes, offices and what the town allows."""
        start, end = self.words[place][0], self.words[last][1]
        text = self.view.text
        name, surname = text[start:end], self._text(last)
        if _is_public(name) or name in self.allow.words or surname in self.allow.words:
            return 0.0
        if self._names_something(end + 1) or _TITLE_AFTER.match(text, end):
            return 0.0
        if _TITLE_BEFORE.search(text, max(0, start - _BEFORE), start):
            return 0.0
        if self._is_known(surname):
            return 0.9 if self._is_given(self._text(place)) else 0.6
        if surname.endswith(_PLACE_ENDING) or surname in self.pack.places:
            return 0.0
        return 0.6

    def _second_surname(self, last: int) -> int:
        """The place of a second surname, if there is one: 'Göran Persson Lind'."""
        following = last + 1
        more = following < len(self.words) and self._adjoins(last) and self._capital(following)
        return following if more and self._is_known(self._text(following)) else last

    def _names_something(self, after: int) -> bool:
        """Whether a street, a prize or a firm bears the name: 'Anna Lindhs plats', 'Erik Olsson Fastigheter'."""
        if lexicon.cue("after_name").match(self.view.text, after):
            return True
        capital = self.view.cased[after : after + 1].isupper()
        return capital and bool(lexicon.cue("after_name_capital").match(self.view.text, after))

    def _surname(self, place: int) -> int | None:
        """The index of the surname that belongs to the given name at a place."""
        for step in range(place + 1, min(place + _MOST_PARTS, len(self.words))):
            if not self._adjoins(step - 1):
                return None
            word, capital = self._text(step), self._capital(step)
            more = word in _PARTICLES or len(word) == 1
            if more or (capital and self._is_given(word) and not self._ends_here(step)):
                continue
            return step if self._can_be_surname(step, capital and self._capital(place), place) else None
        return None

    def _ends_here(self, step: int) -> bool:
        """Whether a given name stands as the surname: "Ali Hassan", with no further name behind it."""
        if self._text(step) not in surnames():
            return False
        return not (
            step + 1 < len(self.words)
            and self._adjoins(step)
            and self._capital(step + 1)
            and self._is_known(self._text(step + 1))
        )

    def _can_be_surname(self, step: int, capital: bool, first: int) -> bool:
        word = self._text(step)
        if not capital:
            # Without capitals only what can hardly be anything but a surname, after what is surely a given name.
            listed = self._is_listed(word) or word.removesuffix("s").endswith("sson")
            given = self._text(first) not in lexicon.words("given_names_that_are_words")
            return listed and given and len(word) > 2 and word not in lexicon.words("surnames_that_are_words")
        if self._is_known(word):
            return True
        if word in lexicon.words("not_surnames") or len(word) < 3 or _ROMAN.fullmatch(word):
            return False
        if self._introduced(self.words[first][0]):
            return True
        return self._text(first) not in lexicon.words("given_names_that_are_words") and not _is_word(word)

    def _is_reversed(self, place: int, first: str) -> bool:
        """ "Andersson Karl" and "O'Neill, Patrick" as registers write it, unless a name of its own begins there."""
        start, end = self.words[place]
        comma = self.view.text[end : self.words[place + 1][0]] == ", "
        opens = not self.view.text[:start].rstrip(" ") or self.view.text[start - 1] == "\n"
        if comma:
            registered = opens and ("'" in first or "’" in first or self._is_known(first))
        else:
            registered = self._adjoins(place) and first.endswith("sson")
        return (
            registered
            and self._is_given(self._text(place + 1))
            and self._surname(place + 1) is None
            and not (place and self._adjoins(place - 1) and self._capital(place - 1))
        )

    def _is_introduced(self, place: int) -> bool:
        """Two names that nobody has listed, after words that introduce a person: 'min granne Xhemile Berisha'."""
        start, end = self.words[place]
        if (
            self.view.cased[start:end].isupper()
            or min(len(self._text(place)), len(self._text(place + 1))) < 3
        ):
            return False
        if any(self._is_ordinary(self._text(step)) for step in (place, place + 1)):
            return False
        return self._introduced(start)

    def _introduced(self, start: int) -> bool:
        """Whether the words before a place introduce a person: 'jag heter', 'min granne'."""
        return bool(_INTRODUCED.search(self.view.text, max(0, start - _BEFORE), start))

    def _is_ordinary(self, word: str) -> bool:
        return _is_word(word) or word in self.pack.places or word.endswith(_PLACE_ENDING)

    def _is_unlisted(self, place: int, first: str) -> bool:
        """A given name that nobody has listed, before what is surely a surname."""
        surname = self._text(place + 1).removesuffix("s")
        return (
            len(first) > 2
            and not _is_word(first)
            and first not in lexicon.words("before_surname")
            and not first.endswith("s")
            and (
                (len(surname) > 6 and surname.endswith(_SURE_ENDING))
                or (self._is_listed(surname) and not _is_word(surname))
            )
            and not self.view.cased[slice(*self.words[place])].isupper()
        )

    def _text(self, place: int) -> str:
        return self.view.text[slice(*self.words[place])]

    def _capital(self, place: int) -> bool:
        return self.view.cased[self.words[place][0]].isupper()

    def _adjoins(self, place: int) -> bool:
        """Whether only a space, or the full stop of an initial, parts a word from the next."""
        start, end = self.words[place]
        between = self.view.text[end : self.words[place + 1][0]]
        return between in {" ", "  "} or (between in {". ", "."} and end - start == 1)

    def _is_given(self, word: str) -> bool:
        return word in given_names() or word in self.pack.given_names or _is_double_name(word)

    def _is_known(self, surname: str) -> bool:
        return self._is_listed(surname) or _ends_like_surname(surname)

    def _is_listed(self, surname: str) -> bool:
        bare = surname.removesuffix("s")
        return (
            surname in surnames()
            or bare in surnames()
            or surname in self.pack.surnames
            or bare in self.pack.surnames
        )


def _is_public(name: str) -> bool:
    # 'Kalle Anka-kommunen' and 'Kalle Ankas' are about the same duck.
    bare = name.partition("-")[0] if name.count(" ") == 1 else name
    return any(one in public_figures() for one in (name, name.removesuffix("s"), bare))


def _is_word(word: str) -> bool:
    """Whether it is an ordinary word, which may stand with a capital after a name: 'Tack Lisa Ni är bäst'."""
    listed = word in lexicon.words("not_surnames") or word in lexicon.words("places")
    return listed or dictionary.is_known(word) or bool(vocabulary.read(word).marks)


def _ends_like_surname(word: str) -> bool:
    return len(word) > 5 and word.removesuffix("s").endswith(_ENDINGS)


def _is_double_name(word: str) -> bool:
    if "-" not in word:
        return False
    first, _, second = word.partition("-")
    return first in given_names() and second in given_names()


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
