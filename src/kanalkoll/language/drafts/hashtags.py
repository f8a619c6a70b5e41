"""Tags of several words in lower case, which a screen reader cannot take apart."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from kanalkoll.language import dictionary, lexicon
from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.findings import Allow
from kanalkoll.language.name_pack import NamePack
from kanalkoll.language.personal.names import given_names, surnames
from kanalkoll.language.views import View

_TAG = re.compile(r"(?<![\w&/])#(?P<tag>\w{2,80})")
_SHORTEST: Final = 5
# No post has more; the bound keeps the time a text takes within reason.
_MOST_TAGS: Final = 60
_LONGEST_WORD: Final = 24
_NUMBER_BEHIND = re.compile(r"[0-9]+\Z")


def find(view: View, allow: Allow, pack: NamePack) -> Iterator[Remark]:
    """Each such tag, with how to write it."""
    for match in islice(_TAG.finditer(view.cased), _MOST_TAGS):
        tag = match.group("tag")
        if len(tag) < _SHORTEST or tag != tag.lower() or "_" in tag:
            continue
        words = _taken_apart(tag, _places(allow.words, pack.places))
        if words:
            better = "".join(word[:1].upper() + word[1:] for word in words)
            yield Remark(
                match.start(),
                match.end(),
                "hashtag_camelcase",
                f"Skriv stor bokstav i varje ord så att taggen kan läsas upp. Skriv i stället ”#{better}”.",
            )


@lru_cache(maxsize=8)
def _places(allowed: frozenset[str], listed: frozenset[str]) -> frozenset[str]:
    """Every place name; the same set for the same lists, so that it is hashed once and not for every tag."""
    return allowed | listed | lexicon.words("places")


@lru_cache(maxsize=4096)
def _taken_apart(tag: str, places: frozenset[str]) -> tuple[str, ...]:
    """The words of a tag, or none when it is one word, a name, or nothing that we can read."""
    plain = _NUMBER_BEHIND.sub("", tag)
    if plain in places or plain in given_names() or plain in surnames() or dictionary.is_known(plain):
        return ()
    words = _reading(plain, places) or _of_a_municipality(plain)
    if not any(_stands_alone(word, place < len(words) - 1, places) for place, word in enumerate(words)):
        return ()
    return (*words, tag[len(plain) :])


def _reading(tag: str, places: frozenset[str]) -> tuple[str, ...]:
    """The tag as the fewest words that we know; none if it cannot be read."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(tag)):
        if start not in best:
            continue
        for end in range(start + 1, min(len(tag), start + _LONGEST_WORD) + 1):
            word = tag[start:end]
            if (end not in best or len(best[start]) + 1 < len(best[end])) and _is_word(word, places):
                best[end] = (*best[start], word)
    return best.get(len(tag), ())


def _of_a_municipality(tag: str) -> tuple[str, ...]:
    """'sjöbergakommun', whatever the municipality is called."""
    name, kommun, ending = tag.rpartition("kommun")
    return (name, kommun + ending) if kommun and len(name) > 2 and ending in {"", "en", "s"} else ()


def _is_word(word: str, places: frozenset[str]) -> bool:
    if word in lexicon.words("tag_words"):
        return True
    return len(word) > 2 and (word in places or word in given_names() or dictionary.is_known(word))


def _stands_alone(word: str, inside: bool, places: frozenset[str]) -> bool:
    """Whether a word shows that the tag is several: a small word, a verb, a name, a form that begins no compound."""
    if word in lexicon.words("tag_words") or word in lexicon.words("common") or word in places:
        return True
    if word in dictionary.openings():
        return False
    return (
        word in _verbs_and_adjectives()
        or (inside and word in dictionary.nouns())
        or word.startswith("kommun")
    )


@cache
def _verbs_and_adjectives() -> frozenset[str]:
    return dictionary.inflected("words/verbs", "words/adjectives") - dictionary.nouns()
