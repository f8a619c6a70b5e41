"""The labelled texts that the reading of Swedish is measured on: enough of them, soundly labelled, and kept apart."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.language import labelled
from bench.language.labelled import TEXTS, Comment, Draft, Personal
from bench.language.tally import Count
from kanalkoll.language.findings import CATEGORIES, HANDLING, PERSONAL_DATA

SETS = ("development", "unseen")
KINDS: dict[str, Callable[[Path], Iterator[Comment | Personal | Draft]]] = {
    "comments": labelled.comments,
    "personal": labelled.personal,
    "drafts": labelled.drafts,
}
WANTED = {"comments": 1_200, "personal": 400, "drafts": 200}


def texts(folder: str, kind: str) -> list[str]:
    return [each.text for each in KINDS[kind](TEXTS / folder / f"{kind}.tsv")]


@pytest.mark.parametrize(("kind", "least"), WANTED.items())
def test_there_are_enough_texts_and_a_fifth_of_them_stand_apart(kind: str, least: int) -> None:
    made_from, unseen = (texts(folder, kind) for folder in SETS)
    if kind == "comments":
        made_from += texts("fitting", kind)
    # Counted first, so that a failure shows none of the unseen.
    apart, every, shared = len(unseen), len(unseen) + len(made_from), len(set(made_from) & set(unseen))
    assert every >= least
    assert apart >= every / 5
    assert shared == 0


@pytest.mark.parametrize("folder", SETS)
def test_every_label_is_one_that_screening_knows(folder: str) -> None:
    comments = list(labelled.comments(TEXTS / folder / "comments.tsv"))
    assert {name for each in comments for name in each.categories} == set(CATEGORIES)
    assert {name for each in comments for name in each.handling} == set(HANDLING)
    personal = labelled.personal(TEXTS / folder / "personal.tsv")
    assert {span.partition(":")[0] for each in personal for span in each.spans} == set(PERSONAL_DATA)


def test_a_third_of_the_comments_are_clean() -> None:
    comments = list(labelled.comments(TEXTS / "development" / "comments.tsv"))
    assert sum(not each.categories for each in comments) >= len(comments) / 3


def test_right_wrong_and_missed_are_counted_by_name() -> None:
    count = Count()
    count.add(["hot", "reklam"], ["hot", "hets"], "en text")
    count.add(["hot"], [], "en annan")
    hot = count.by_name["hot"]
    assert (hot.right, hot.wrong, hot.missed) == (1, 1, 0)
    assert (hot.precision, hot.recall, round(hot.f1, 3)) == (0.5, 1.0, 0.667)
    assert (count.by_name["hets"].recall, count.by_name["reklam"].precision) == (0.0, 0.0)
    assert round(count.macro_f1(["hot", "hets", "reklam"]), 3) == 0.333
    assert len(count.misses) == 2
