"""Compounds written apart, which Swedish writes as one word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from kanalkoll.language import dictionary, lexicon
from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence, Word

_LOOK_BACK: Final = 3
_THREE_ALIKE: Final = re.compile(r"([^\W\d_])\1\1")
# What is adapted to something, based on it or kind to it is written as one word with it.
_ADAPTED: Final = (
    *("anpassad", "anpassat", "anpassade"),
    *("baserad", "baserat", "baserade"),
    *("vänlig", "vänligt", "vänliga"),
)
_ARTICLES: Final = frozenset(
    ("en", "ett", "din", "ditt", "vår", "vårt", "er", "ert", "min", "mitt", "sin", "sitt")
)
_ABSTRACT: Final = frozenset(("het", "heten", "heter", "heterna"))
_LINKED: Final = ("ning", "het", "skap", "ion", "tion", "dom", "else", "itet", "ling", "ment")
_SHORT: Final = 3


def find(view: View, part: Sentence) -> Iterator[Remark]:
    """Each compound of a sentence that is written apart."""
    for place, (first, second) in enumerate(pairwise(part.words)):
        if second.start != first.end + 1 or second.kind != "word" or view.text[first.end] != " ":
            continue
        before = part.words[max(0, place - _LOOK_BACK) : place]
        if (
            _is_split(first.text, second.text, before)
            or _are_two_nouns(view, before, first, second)
            or _is_acronym_with_noun(view, first, second)
        ):
            joined = _joined(first.text, second.text)
            yield Remark(
                first.start, second.end, "sarskrivning", f"Skrivs ihop. Skriv i stället ”{joined}”.", 0.75
            )


def _is_split(first: str, second: str, before: Sequence[Word]) -> bool:
    if second in _pairs().get(first, frozenset()) or _is_number_of_years(first, second):
        return True
    if _is_broken(first, second):
        return True
    if _only_begins(first) and not (first.endswith("s") and _is_determined(before)):
        plain = second in dictionary.nouns() or second not in lexicon.words("common")
        return second.isalpha() and len(second) > 2 and plain
    return first in lexicon.words("strengtheners") and second in dictionary.adjectives()


def _is_broken(first: str, second: str) -> bool:
    """Two pieces of which one is no word, but that together are: 'tele fon', 'ledig heter'."""
    if len(first) < _SHORT or len(second) < _SHORT or not dictionary.is_listed(first + second):
        return False
    pieces = not (dictionary.is_known(first) and dictionary.is_known(second))
    return pieces or (first in dictionary.adjectives() and second in _ABSTRACT)


def _is_number_of_years(first: str, second: str) -> bool:
    """'åtta åringar', which are åttaåringar."""
    return second.startswith("åring") and (first.isdigit() or first in lexicon.pairs("digit_words"))


def _only_begins(first: str) -> bool:
    """Whether it can only be the beginning of a compound: 'skol', 'simskole', 'verksamhets'."""
    only = lexicon.words("split_first")
    return first in only or any(
        rest in only for _, rest in dictionary.splits(first) if not dictionary.is_listed(first)
    )


@cache
def _pairs() -> Mapping[str, frozenset[str]]:
    pairs: dict[str, frozenset[str]] = {}
    for firsts, lasts in lexicon.lines("split_pairs"):
        for first in firsts.split():
            pairs[first] = pairs.get(first, frozenset()) | frozenset(lasts.split())
    return pairs


def _are_two_nouns(view: View, before: Sequence[Word], first: Word, second: Word) -> bool:
    """A bare noun right before another noun, which together make one that we know."""
    if not view.cased[second.start].islower() or _follows_a_name(view, before):
        return False
    if before and before[-1].text in lexicon.words("common_before_two_nouns"):
        return False
    # "vilken laglig grund behandlingen vilar på" leaves a "som" out.
    if any(word.text.startswith("vilk") for word in before):
        return False
    one, two = first.text, second.text
    if one == two or one in lexicon.words("not_split_first") or two in lexicon.words("not_split_second"):
        return False
    if one in lexicon.words("split_first_materials"):
        return two in dictionary.nouns() and dictionary.is_known(one + two)
    if two not in _second_parts() and not two.endswith(_ADAPTED):
        return False
    # After an article the noun is the last of its phrase: 'vår nya bibliotek chef'.
    if _is_countable(one) or (_has_article(before) and one in _other_first_parts()):
        return dictionary.is_known(one + two) or dictionary.is_known(f"{one}s{two}")
    if one.endswith("s") and not one.endswith("ares") and _is_countable(one[:-1]):
        # 'julgrans plundring': a genitive would need an article or an ending.
        return not _is_determined(before) and dictionary.is_known(one + two)
    # Of other nouns only such as make a word that stands in the dictionary whole: 'mat salen'.
    return one in _other_first_parts() and dictionary.is_listed(one + two)


def _is_acronym_with_noun(view: View, first: Word, second: Word) -> bool:
    """'FN dagen', which is FN-dagen; in a shout all words are capitals."""
    return (
        first.text in lexicon.words("acronyms_with_nouns")
        and view.cased[first.start : first.end].isupper()
        and view.cased[second.start].islower()
        and second.text in _second_parts()
    )


def _follows_a_name(view: View, before: Sequence[Word]) -> bool:
    """'Aneby kommuns logotyp'."""
    return (
        bool(before)
        and view.cased[before[-1].start].isupper()
        and (before[-1].text in lexicon.words("places") or not dictionary.is_known(before[-1].text))
    )


def _has_article(before: Sequence[Word]) -> bool:
    """Whether an article or the like stands right before, perhaps with an adjective between."""
    if not before:
        return False
    last = before[-1].text
    adjective = last in dictionary.adjectives() and len(before) > 1
    return last in _ARTICLES or (adjective and before[-2].text in _ARTICLES)


def _is_determined(before: Sequence[Word]) -> bool:
    """Whether an article or a pronoun makes a genitive of the noun: 'vår förenings blad'."""
    return any(word.text in lexicon.words("determiners") for word in before[-2:])


def _is_countable(noun: str) -> bool:
    """A noun that does not stand bare before another: 'kommun chef', but not 'kopp kaffe' or 'rektor Eva'."""
    if noun in _first_parts():
        return True
    # 'lagliga' is no league of laws.
    return not noun.endswith(("liga", "lig")) and any(
        len(last) > _SHORT and last in _first_parts() for _, last in dictionary.splits(noun)
    )


@cache
def _first_parts() -> frozenset[str]:
    return dictionary.countable_nouns() - dictionary.other_than_nouns() - lexicon.words("not_split_first")


@cache
def _other_first_parts() -> frozenset[str]:
    return dictionary.noun_lemmas() - dictionary.other_than_nouns()


@cache
def _second_parts() -> frozenset[str]:
    """Nouns that are nothing else, so that the second word is no verb."""
    return dictionary.nouns() - dictionary.other_than_nouns()


def _joined(first: str, second: str) -> str:
    """The compound as it is most likely written: with a linking s, a hyphen after a letter or figures, or plain."""
    if len(first) == 1 or first.isdigit() or first in lexicon.words("acronyms_with_nouns"):
        return f"{first}-{second}"
    # Swedish never writes three of a letter in a row: 'busstation'.
    plain, linked = _THREE_ALIKE.sub(r"\1\1", first + second), f"{first}s{second}"
    if dictionary.is_listed(plain) or not first.endswith(_LINKED):
        return plain
    return linked
