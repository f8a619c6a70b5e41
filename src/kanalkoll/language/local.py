"""Words of a municipality's own: those to mark, and those to let be, inflected as our own lists are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from kanalkoll.language import inflection
from kanalkoll.language.findings import Allow, Excused, Finding, LocalWord
from kanalkoll.language.views import View, view
from kanalkoll.language.words import Sentence, sentences

# What a person's word for a word class can mean in the classes of our lists; forms that nobody uses harm nobody.
_CLASSES: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {
    # lemma ends in: a, e, anything else
    "noun": (("n1",), ("n2", "n4"), ("n2", "n3", "n5")),
    "verb": (("v1", "v2", "v2t"), ("v3",), ("v3",)),
    "adjective": (("a",), ("a",), ("a",)),
}
_Index = Mapping[str, tuple[tuple[tuple[frozenset[str], ...], int], ...]]


def forms(word: str, inflected: str) -> frozenset[str]:
    """A word's forms. `inflected`: noun, verb, adjective, name (a genitive -s), or "" for as it stands."""
    if inflected == "name":
        return frozenset({word, word if word.endswith(("s", "x", "z")) else f"{word}s"})
    if inflected not in _CLASSES or len(word) < 2:
        return frozenset({word})
    ends_in_a, ends_in_e, other = _CLASSES[inflected]
    kinds = ends_in_a if word.endswith("a") else ends_in_e if word.endswith("e") else other
    return frozenset({word}).union(*(inflection.forms(word, kind) for kind in kinds))


def read_as(phrase: str) -> tuple[tuple[str, ...], ...]:
    """The words that a phrase is compared by, sentence by sentence; only a phrase of one sentence is ever found."""
    return tuple(part.texts for part in sentences(view(phrase).text))


def marked(seen: View, parts: Sequence[Sentence], allow: Allow) -> Iterator[Finding]:
    """Every place where a word to mark stands."""
    for first, last, number in _places(parts, _index(allow.local)) if allow.local else ():
        word = allow.local[number]
        start, end = seen.original(first, last)
        yield Finding(start, end, "category", word.category, word.strength, word.rule, word.reason)


def standing(
    findings: Iterable[Finding], seen: View, parts: Sequence[Sentence], allow: Allow
) -> tuple[Finding, ...]:
    """The findings without those that only mark what is to be let be."""
    if not allow.excused:
        return tuple(findings)
    spans = [
        (*seen.original(first, last), allow.excused[number].types)
        for first, last, number in _places(parts, _index(allow.excused))
    ]
    return tuple(one for one in findings if not any(_excuses(span, one) for span in spans))


def stands_in(text: str, phrase: Excused | LocalWord) -> bool:
    """Whether the phrase stands anywhere in a text; quicker than to screen it."""
    return next(_places(sentences(view(text).text), _index((phrase,))), None) is not None


def _excuses(span: tuple[int, int, frozenset[str]], one: Finding) -> bool:
    """A finding inside the phrase is excused; personal data already when it begins there, as an address does."""
    start, end, types = span
    if types and one.type not in types:
        return False
    inside = start <= one.start and one.end <= end
    private = one.kind == "personal_data" or one.type == "personuppgift"
    return inside or (private and start <= one.start < end)


def _places(parts: Sequence[Sentence], index: _Index) -> Iterator[tuple[int, int, int]]:
    """Where phrases stand in the view: start, end, and which phrase."""
    for part in parts:
        for place, word in enumerate(part.words):
            for rest, number in index.get(word.text, ()):
                after = part.words[place + 1 : place + 1 + len(rest)]
                if len(after) == len(rest) and all(
                    each.text in allowed for each, allowed in zip(after, rest, strict=True)
                ):
                    yield word.start, (after[-1] if after else word).end, number


@lru_cache(maxsize=8)
def _index(phrases: tuple[Excused | LocalWord, ...]) -> _Index:
    """Every phrase by its first word in each of its forms."""
    found: dict[str, tuple[tuple[tuple[frozenset[str], ...], int], ...]] = {}
    for number, phrase in enumerate(phrases):
        words = [word for part in sentences(view(phrase.phrase).text) for word in part.texts]
        if not words:
            continue
        spelled = [*(frozenset({word}) for word in words[:-1]), forms(words[-1], phrase.inflected)]
        for first in spelled[0]:
            found[first] = (*found.get(first, ()), (tuple(spelled[1:]), number))
    return found
