"""Which words are Swedish: everyday words in all their forms, and the compounds they make.

Small beside a real dictionary, so not knowing a word proves nothing by itself.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from kanalkoll.language import inflection, lexicon

_CLASSES: Final = ("words/nouns", "words/verbs", "words/adjectives")
_SHORTEST_PART: Final = 3
_MOST_PARTS: Final = 4
_LONGEST: Final = 60
_SMALL: Final = 5


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """Whether a lower-case word is one of ours, a genitive of one, or a compound of ours."""
    return is_listed(word) or (len(word) <= _LONGEST and is_compound(word))


def is_listed(word: str) -> bool:
    """Whether it is a form of a listed word; genitives and passives in -s included."""
    return word in forms() or (word.endswith("s") and word[:-1] in forms())


def is_compound(word: str, parts: int = _MOST_PARTS) -> bool:
    """Whether it is a noun's or a verb's stem, perhaps with a linking s, and a word behind it that is no small one."""
    return any(_closes(last) or (parts > 2 and is_compound(last, parts - 1)) for _, last in splits(word))


def _closes(word: str) -> bool:
    return is_listed(word) and word not in _small_words()


@cache
def _small_words() -> frozenset[str]:
    short = frozenset(word for word in lexicon.words("common") if len(word) < _SMALL)
    return (short | lexicon.words("tag_words")) - nouns()


def splits(word: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a word into what can begin a compound and a rest."""
    for cut in range(1, len(word) - _SHORTEST_PART + 1):
        first = word[:cut]
        if first in openings():
            yield first, word[cut:]


@cache
def forms() -> frozenset[str]:
    """Every listed word in every form, lower case."""
    return inflected(*_CLASSES) | lexicon.words("words/others") | lexicon.words("common")


@cache
def nouns() -> frozenset[str]:
    """The nouns in every form."""
    return inflected("words/nouns")


@cache
def adjectives() -> frozenset[str]:
    """The adjectives in every form, with the commonest that have no regular ones."""
    return inflected("words/adjectives") | lexicon.words("irregular_adjectives")


def inflected(*names: str) -> frozenset[str]:
    """Every form of the words of some lists."""
    return frozenset(form for lemma, kind in _lemmas(*names) for form in inflection.forms(lemma, kind))


@cache
def countable_nouns() -> frozenset[str]:
    """Nouns as they stand in a dictionary, of the classes whose nouns need an article when they stand alone."""
    return frozenset(lemma for lemma, kind in _lemmas("words/nouns") if kind in {"n1", "n2", "n3", "n6"})


@cache
def noun_lemmas() -> frozenset[str]:
    """Nouns as they stand in a dictionary."""
    return frozenset(lemma for lemma, _ in _lemmas("words/nouns"))


@cache
def other_than_nouns() -> frozenset[str]:
    """Verbs, adjectives and small words in every form."""
    short = frozenset(word for word in lexicon.words("common") if len(word) < _SMALL)
    return inflected("words/verbs") | adjectives() | (lexicon.words("words/others") - nouns()) | short


@cache
def openings() -> frozenset[str]:
    """What can begin a compound: nouns ('skola' as 'skol'), stems of verbs, and first parts that are no words."""
    found: set[str] = set()
    for lemma, kind in _lemmas(*_CLASSES):
        if kind.startswith("n"):
            found |= {lemma, f"{lemma}s"}
        if kind in {"n1", "v1", "v2", "v2t"} or lemma.endswith("e"):
            found.add(lemma[:-1])
    long = {part for part in found if len(part) >= _SHORTEST_PART}
    return frozenset(long) | lexicon.words("split_first") | lexicon.words("compound_openings")


def _lemmas(*names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        for lemmas, kind in lexicon.lines(name):
            for lemma in lemmas.split():
                yield lemma, kind
