"""The room's own lists: every row can be read, every rule can explain itself, and none reads worse than before."""

import re
from pathlib import Path

import pytest

from bench.language import reading
from bench.language.baselines import BASELINES
from bench.language.tally import Quality
from kanalkoll.language import lexicon, patterns, vocabulary
from kanalkoll.language.categories import reason
from kanalkoll.language.findings import CATEGORIES, HANDLING
from kanalkoll.language.inflection import forms

# Rules that only weaken others.
NEVER_SHOWN = ("rhetorical", "calm", "staged")
DEVELOPMENT = Path(__file__).parent / "development"
LEAST = (
    ("categories.macro", "f1", 0.85),
    ("hot", "recall", 0.85),
    ("svordom", "f1", 0.93),
    ("kris", "recall", 0.9),
    ("fraga", "f1", 0.87),
    ("personal_data", "f1", 0.95),
    ("drafts", "f1", 0.93),
)
MOST = (("all_clean_flagged", 0.03), ("personal_data.clean_flagged", 0.04))


@pytest.mark.parametrize(
    ("name", "subjects"),
    [("structures", CATEGORIES), ("neighbours", CATEGORIES), ("handling", (*HANDLING, *NEVER_SHOWN))],
)
def test_every_structure_belongs_to_a_subject_and_can_explain_itself(
    name: str, subjects: tuple[str, ...]
) -> None:
    for pattern in patterns.read(name):
        subject = pattern.rule.partition(".")[0]
        assert subject in subjects, pattern.rule
        assert 0.5 <= pattern.score <= 1, pattern.rule
        assert all(re.fullmatch(r"!?q|n|w\d+|[-~=].+", flag) for flag in pattern.flags), pattern
        if subject not in NEVER_SHOWN:
            assert reason(pattern.rule).endswith(".")


@pytest.mark.parametrize("name", ["structures", "neighbours", "handling"])
def test_every_tag_that_a_structure_asks_for_is_borne_by_some_word(name: str) -> None:
    borne = {
        "#" + trait.partition("=")[0]
        for list_ in vocabulary.LISTS
        for row in lexicon.lines(list_)
        for trait in row[2].split()
    }
    asked = {
        key
        for pattern in patterns.read(name)
        for keys in (pattern.anchor, *pattern.needs)
        for key in keys
        if key.startswith("#")
    }
    # Any number bears #num, any link #link, and a link that says where it leads one more.
    given = {"#num", "#link", *(f"#link_{to}" for to in lexicon.pairs("link_words").values())}
    assert asked - borne <= given


@pytest.mark.parametrize(
    ("lemma", "kind", "some"),
    [
        ("flicka", "n1", {"flickan", "flickor", "flickornas"}),
        ("jävel", "n2", {"jäveln", "jävlar", "jävlarna"}),
        ("idiot", "n3", {"idioten", "idioter", "idioternas"}),
        ("svin", "n5", {"svinet", "svinen", "svins"}),
        ("hata", "v1", {"hatar", "hatade", "hatat", "hatas"}),
        ("dum", "a", {"dumma", "dumt", "dummare"}),
        ("korkad", "ap", {"korkat", "korkade"}),
        ("bre,bro", "x", {"bre", "bro"}),
    ],
)
def test_a_lemma_is_inflected_by_its_class(lemma: str, kind: str, some: set[str]) -> None:
    assert some <= forms(lemma, kind)


def test_an_unknown_inflection_class_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown inflection class"):
        forms("ord", "y9")


def test_the_development_texts_are_read_no_worse_than_when_the_rules_were_written() -> None:
    kinds = {"comments": reading.comments, "personal": reading.personal, "drafts": reading.drafts}
    told = {
        (line.name, line.reader): line
        for kind, read in kinds.items()
        for line in read(DEVELOPMENT / f"{kind}.tsv", "development")
        if isinstance(line, Quality)
    }
    for name, figure, least in LEAST:
        assert getattr(told[f"development.{name}", "language"], figure) >= least, name
    for name, most in MOST:
        assert (told[f"development.{name}", "language"].share or 0.0) <= most, name
    ours = told["development.categories.macro", "language"].f1 or 0.0
    for baseline in BASELINES:
        assert ours > (told["development.categories.macro", baseline].f1 or 0.0) + 0.3
