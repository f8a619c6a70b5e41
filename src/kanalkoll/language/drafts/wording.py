"""Officialese, jargon, the hidden actor and the reader in the third person."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from kanalkoll.language import dictionary, inflection, lexicon
from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence, Word

_ADDRESSED: Final = frozenset(("du", "dig", "din", "ditt", "dina", "ni", "er", "ert", "era", "dej"))
_AUXILIARY: Final = frozenset(
    ("ska", "skall", "kan", "bör", "måste", "får", "att", "skulle", "behöver", "kunde")
)
_TOGETHER: Final = frozenset(("vi", "oss", "alla", "många", "barnen", "familjer", "grannar", "man"))
_MOST_PHRASE: Final = 5


def find(view: View, parts: Sequence[Sentence]) -> Iterator[Remark]:
    """Wording that a reader outside the town hall may stumble over."""
    for part in parts:
        yield from _stiff(part)
        yield from _passives(part)
    yield from _third_person(view, parts)


def _stiff(part: Sentence) -> Iterator[Remark]:
    words = part.words
    taken = 0
    for place, word in enumerate(words):
        if word.start < taken:
            continue
        longest = min(_MOST_PHRASE, len(words) - place) if word.text in _phrase_openings() else 1
        for length in range(longest, 1, -1):
            phrase = " ".join(one.text for one in words[place : place + length])
            if phrase in _phrases():
                taken = words[place + length - 1].end
                yield Remark(word.start, taken, "byrakratord", _instead(phrase, _phrases()[phrase]))
                break
        else:
            if word.text in _single("officialese"):
                yield Remark(
                    word.start,
                    word.end,
                    "byrakratord",
                    _instead(word.text, _single("officialese")[word.text]),
                )
            elif word.text in _single("jargon"):
                yield Remark(
                    word.start, word.end, "slang_intern", _instead(word.text, _single("jargon")[word.text])
                )


def _instead(written: str, better: str) -> str:
    return f"”{written}” är svårt eller internt. Skriv i stället: {better}."


@cache
def _phrases() -> Mapping[str, str]:
    return lexicon.pairs("official_phrases")


@cache
def _phrase_openings() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in _phrases())


@cache
def _single(name: str) -> Mapping[str, str]:
    return {
        form: better
        for lemmas, kind, better in lexicon.lines(name)
        for lemma in lemmas.split()
        for form in inflection.forms(lemma, kind)
    }


def _passives(part: Sentence) -> Iterator[Remark]:
    for place, word in enumerate(part.words):
        before = part.words[place - 1].text if place else ""
        # "Beslutet fattades av nämnden" says who; only a hidden actor is a fault.
        named = any(after.text == "av" for after in part.words[place + 1 : place + 3])
        if not named and _is_passive(word, before):
            yield Remark(
                word.start,
                word.end,
                "passiv",
                "Passiv form: det syns inte vem som gör det. Skriv i stället vem, till exempel ”vi …”.",
                0.7,
            )


def _is_passive(word: Word, before: str) -> bool:
    text = word.text
    if word.kind != "word" or not text.endswith("s") or text in lexicon.words("deponents"):
        return False
    if text in _mutual() and before in _ADDRESSED | _TOGETHER:
        return False
    if text in _passive_forms() or text in _passives_of_known_verbs():
        return True
    # A past form in -ades is a passive of the first conjugation; an infinitive in -as stands after an auxiliary.
    return (len(text) > 7 and text.endswith("ades")) or (text.endswith("as") and before in _AUXILIARY)


@cache
def _mutual() -> frozenset[str]:
    """What people do with one another: 'vi samlas vid ån' hides nobody."""
    return lexicon.words("mutual_verbs")


@cache
def _passives_of_known_verbs() -> frozenset[str]:
    """The s-forms of everyday verbs, but for those that are as well a noun's genitive."""
    return frozenset(
        form
        for form in dictionary.inflected("words/verbs")
        if form.endswith(("as", "ades", "ats", "s")) and form[:-1] not in dictionary.nouns() and len(form) > 3
    )


@cache
def _passive_forms() -> frozenset[str]:
    return frozenset(
        form
        for lemmas, kind in lexicon.lines("passive_verbs")
        for lemma in lemmas.split()
        for form in inflection.forms(lemma, kind)
        if form.endswith("s")
    )


def _third_person(view: View, parts: Sequence[Sentence]) -> Iterator[Remark]:
    """A text that tells the reader what to do without once saying du or ni."""
    if any(word.text in _ADDRESSED for part in parts for word in part.words):
        return
    for part in parts:
        for first, second in pairwise(part.words):
            named = first.text in lexicon.words("third_person")
            if named and second.text in lexicon.words("duty_words"):
                yield Remark(
                    0,
                    len(view.text),
                    "tilltal",
                    f"Tala till läsaren: skriv ”du” i stället för ”{first.text}”.",
                    0.7,
                )
                return
