"""Words spelled wrong; compounds written apart are found on the way."""

from collections.abc import Iterator, Sequence
from typing import Final

from kanalkoll.language import dictionary
from kanalkoll.language.drafts import split_compounds
from kanalkoll.language.drafts.correction import correct
from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.findings import Allow
from kanalkoll.language.name_pack import NamePack
from kanalkoll.language.personal.names import given_names, surnames
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence

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
        yield from split_compounds.find(view, part)


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
