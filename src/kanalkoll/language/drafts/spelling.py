"""Words spelled wrong, and compounds written apart."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from kanalkoll.language import dictionary, lexicon
from kanalkoll.language.drafts.correction import correct
from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.findings import Allow
from kanalkoll.language.name_pack import NamePack
from kanalkoll.language.personal.names import given_names, surnames
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence, Word

# A text with more words than this that we do not know is not plain Swedish; the rest of it is let be.
_MOST_UNKNOWN: Final = 200


def find(view: View, parts: Sequence[Sentence], allow: Allow, pack: NamePack) -> Iterator[Remark]:
    """Misspelled words and split compounds; names, places and the municipality's own words are let be."""
    unknown: set[str] = set()
    for part in parts:
        for place, word in enumerate(part.words):
            if not _may_be_misspelled(view, part, place) or _is_name(word.text, allow, pack):
                continue
            if not dictionary.is_known(word.text):
                unknown.add(word.text)
                if len(unknown) > _MOST_UNKNOWN:
                    return
            if right := correct(word.text):
                yield Remark(word.start, word.end, "stavfel", f"Felstavat? Skriv i stället ”{right}”.", 0.9)
        yield from _split_compounds(view, part)


def _may_be_misspelled(view: View, part: Sentence, place: int) -> bool:
    """Whether it is a plain word; one with a capital inside a sentence is taken for a name."""
    word = part.words[place]
    start, end = word.start, word.end
    if word.kind != "word" or view.text[start - 1 : start] in {"#", "@", "/", "."}:
        return False
    return view.cased[start:end].islower() or (place == 0 and view.cased[start + 1 : end].islower())


def _is_name(word: str, allow: Allow, pack: NamePack) -> bool:
    names = (allow.words, given_names(), surnames(), pack.given_names, pack.surnames, pack.places)
    bare = word.removesuffix("s")
    return any(word in some or bare in some for some in names)


def _split_compounds(view: View, part: Sentence) -> Iterator[Remark]:
    for place, (first, second) in enumerate(pairwise(part.words)):
        if second.start != first.end + 1 or second.kind != "word" or view.text[first.end] != " ":
            continue
        before = part.words[place - 1].text if place else ""
        if _is_split(first.text, second.text) or _are_two_nouns(view, before, first, second):
            joined = _joined(first.text, second.text)
            yield Remark(
                first.start, second.end, "sarskrivning", f"Skrivs ihop. Skriv i stället ”{joined}”.", 0.75
            )


def _is_split(first: str, second: str) -> bool:
    if second in _pairs().get(first, frozenset()):
        return True
    return (
        _only_begins(first) and second.isalpha() and len(second) > 2 and second not in lexicon.words("common")
    )


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


def _are_two_nouns(view: View, before: str, first: Word, second: Word) -> bool:
    """A bare countable noun right before another noun: 'kommun chef', but not 'vecka 12', 'kopp kaffe', 'rektor Eva'."""
    if not view.cased[second.start].islower() or before in lexicon.words("common_before_two_nouns"):
        return False
    return (
        first.text in _first_parts()
        and second.text in _second_parts()
        and first.text != second.text
        and (
            dictionary.is_known(first.text + second.text)
            or dictionary.is_known(f"{first.text}s{second.text}")
        )
    )


@cache
def _first_parts() -> frozenset[str]:
    """Nouns that do not stand bare before another noun."""
    return dictionary.countable_nouns() - dictionary.other_than_nouns() - lexicon.words("not_split_first")


@cache
def _second_parts() -> frozenset[str]:
    """Nouns that are nothing else, so that the second word is no verb."""
    return dictionary.nouns() - dictionary.other_than_nouns() - lexicon.words("not_split_second")


def _joined(first: str, second: str) -> str:
    """The compound as it is most likely written, with or without a linking s."""
    plain = first + second
    if first.endswith(_LINKED) and first not in lexicon.words("split_first"):
        return f"{first}s{second}"
    return plain


_LINKED: Final = ("ning", "het", "skap", "ion", "tion", "dom", "else", "itet", "ling", "ment")
