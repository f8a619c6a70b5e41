"""What no turn of phrase tells is told by words together, and the weights of words are fitted to labelled texts."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.language.fitting import fit, standing, trusted
from bench.language.labelled import TEXTS, comments
from kanalkoll.language import SUGGESTED, Allow, screen, weighing
from kanalkoll.language.views import view
from kanalkoll.language.weighing import Weighed
from kanalkoll.language.words import Sentence, sentences

MENACE = "Hälsa din fru innan kvällen är här, sen står någon bakom er"


def parts(text: str) -> tuple[Sentence, ...]:
    return sentences(view(text).text)


def test_what_no_rule_knows_is_found_by_its_words_and_the_words_are_named() -> None:
    (found,) = (one for one in screen(MENACE, direction="incoming").findings if one.type == "hot")
    assert found.rule == "hot.weighed"
    named = [word for word in MENACE.lower().replace(",", "").split() if f"”{word}”" in found.reason]
    assert 1 <= len(named) <= 3


def test_a_turn_of_phrase_that_is_sure_stands_and_a_weak_one_wants_words_that_speak_for_it() -> None:
    assert weighing.together("hot", 0.9, None, heeded=True) >= 0.9 > weighing.together("hot", 0.9, None)
    assert (
        weighing.together("hot", 0.3, None) < SUGGESTED <= weighing.together("hot", 0.3, Weighed(0, 0, 0, 9))
    )


def test_what_has_no_weights_is_as_sure_as_its_rule() -> None:
    assert weighing.together("svordom", 0.6, Weighed(-2, 0, 0, 9)) == 0.6


def test_words_that_the_municipality_allows_weigh_nothing() -> None:
    allowed = frozenset(word.text for part in parts(MENACE) for word in part.words)
    assert "hot" in screen(MENACE, direction="incoming").categories
    assert screen(MENACE, direction="incoming", allow=Allow(words=allowed)).categories["hot"] < SUGGESTED


def test_many_words_weigh_no_more_than_as_many_as_a_short_comment_has() -> None:
    (short,) = weighing.weigh(parts(MENACE))
    (long,) = weighing.weigh(parts(" ".join([MENACE, *(f"ord{number}" for number in range(200))])))
    assert "hot" not in long or long["hot"].odds < short["hot"].odds


SAID = st.lists(st.sampled_from([*MENACE.split(), "det", "brinner", "tack", "barnen", "?", "."]), max_size=25)


@settings(max_examples=100, deadline=None)
@given(SAID, SAID)
def test_a_sentence_more_makes_no_label_of_another_less_likely(said: list[str], more: list[str]) -> None:
    alone = parts(" ".join(said) + "!")
    longer = parts(" ".join(said) + "! " + " ".join(more))
    before, after = weighing.weigh(alone), weighing.weigh(longer)
    assert longer[: len(alone)] == alone
    for number, labels in enumerate(before):
        for label, weighed in labels.items():
            now = after[number][label]
            # A shorter stretch that suffices is told instead of a longer one that is surer.
            assert now.odds >= weighed.odds or weighing.together(label, 0.0, now) >= SUGGESTED


def test_the_weights_that_are_fitted_tell_the_signs_that_matter_from_those_that_do_not() -> None:
    texts = [frozenset({"hot", "and"})] * 20 + [frozenset({"and"}), frozenset({"cold", "and"})] * 20
    told = [True] * 20 + [False] * 40
    start, weights = fit(standing(texts), told)
    assert weights["hot"] > 1
    assert start < 0
    assert "cold" not in weights or weights["cold"] < 0
    assert abs(weights.get("and", 0.0)) < 0.5


def test_a_sign_that_stands_in_one_text_alone_is_no_sign() -> None:
    assert standing([frozenset({"once", "often"}), frozenset({"often"})]) == {"often": [0, 1]}


def test_rules_that_are_often_right_are_trusted_more_than_rules_that_are_often_wrong() -> None:
    told = [True, False] * 50
    odds = [0.0] * 100
    right = [1.0, 0.0] * 50
    wrong = [1.0, 1.0] * 50
    assert trusted(right, told, odds, expected=0.5)[1] > 3 > trusted(wrong, told, odds, expected=0.5)[1]


def test_a_label_that_too_few_fresh_texts_bear_gets_what_holds_for_most_labels() -> None:
    assert trusted([0.0] * 50, [True] + [False] * 49, [0.0] * 50, expected=0.1) == (-0.8, 3.0)


def test_where_a_label_was_asked_for_often_the_start_is_taken_back_to_its_expected_share() -> None:
    told, nothing = [True] * 500 + [False] * 500, [0.0] * 1000
    often, seldom = (trusted(nothing, told, nothing, expected=share)[0] for share in (0.5, 0.2))
    assert often == pytest.approx(0, abs=0.1)
    assert often - seldom == pytest.approx(math.log(0.8 / 0.2), abs=0.2)


def test_no_text_that_weights_are_fitted_to_stands_among_the_unseen() -> None:
    fitted, unseen = (
        {comment.text.casefold().strip(" .!?") for comment in comments(TEXTS / name / "comments.tsv")}
        for name in ("fitting", "unseen")
    )
    # Counted, so that a failure shows none of the unseen.
    assert len(fitted & unseen) == 0
