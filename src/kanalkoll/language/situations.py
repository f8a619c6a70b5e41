"""What a word is when a comment is read for how to handle it: also in haste, without å, ä and ö, in leet, in Skåne."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from kanalkoll.language import inflection, lexicon, vocabulary

_BARE: Final = str.maketrans("åäö", "aao")
_LEET: Final = str.maketrans("01345", "oieas")
# As in Skåne: taged, diged, ryger for taket, diket, ryker.
_UNVOICED: Final = str.maketrans("bdg", "ptk")
_LEETED = re.compile(r"[^\W\d_].*[01345]|[01345].*[^\W\d_]")
# A shorter word without its dots is too often another word.
_SHORTEST: Final = 4
# What is longer is no word, and looking for digits in it would take the square of its length.
_LONGEST: Final = 40


@lru_cache(maxsize=60_000)
def keys(word: str) -> frozenset[str]:
    """The keys of a word by which structures find it; an unknown word may be a known one typed otherwise."""
    known = vocabulary.read(word).keys
    if len(word) > _LONGEST:
        return known
    if _LEETED.search(word):
        plain = word.translate(_LEET)
        return known | vocabulary.read(plain).keys | _bare().get(plain, frozenset())
    if len(word) < _SHORTEST or len(known) > 1:
        return known
    if word.endswith("s") and word[:-1] in _forms():
        return known | vocabulary.read(word[:-1]).keys
    unvoiced = word[0] + word[1:].translate(_UNVOICED)
    if unvoiced != word and unvoiced in _forms():
        return known | vocabulary.read(unvoiced).keys
    return known | _bare().get(word, frozenset())


@cache
def _bare() -> Mapping[str, frozenset[str]]:
    """The keys of every word of the lists `situations` that å, ä or ö stand in, by its spelling without them.

    One spelling may stand for several words, and then has the keys of all: gang for gång and gäng.
    """
    bare: dict[str, frozenset[str]] = {}
    for form in _forms():
        spelled = form.translate(_BARE)
        if len(form) >= _SHORTEST and spelled != form:
            bare[spelled] = bare.get(spelled, frozenset()) | vocabulary.read(form).keys
    return bare


@cache
def _forms() -> frozenset[str]:
    """Every form of every word of the lists `situations`."""
    return frozenset(
        form
        for lemmas, kind, _ in lexicon.lines("situations")
        for lemma in lemmas.split()
        for form in inflection.forms(lemma, kind.removesuffix("~"))
    )
