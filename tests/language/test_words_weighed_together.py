"""What no turn of phrase tells is told by words together, and the weights of words are fitted to labelled texts."""

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.language.fitting import fit, fit_texts, standing, trusted
from bench.language.labelled import TEXTS, comments
from kanalkoll.language import SUGGESTED, Allow, screen, weighing
from kanalkoll.language.views import view
from kanalkoll.language.weighing import Weighed, Words
from kanalkoll.language.words import sentences

MENACE = "Hälsa din fru innan kvällen är här, sen står någon bakom er"


def weighed(text: str, allowed: frozenset[str] = frozenset()) -> Words:
    seen = view(text).text
    return weighing.weigh(seen, sentences(seen), allowed)


def surest(text: str, label: str) -> float:
    """The log odds of the passage that speaks most for a label."""
    return max((each[label].odds for each in weighed(text).surest if label in each), default=weighing.LEAST)


def test_what_no_rule_knows_is_found_by_its_words_and_the_words_are_named() -> None:
    (found,) = (one for one in screen(MENACE, direction="incoming").findings if one.type == "hot")
    assert found.rule == "hot.weighed"
    named = [word for word in MENACE.lower().replace(",", "").split() if f"”{word}”" in found.reason]
    assert 1 <= len(named) <= 3


def near(odds: float) -> Weighed:
    return Weighed(odds, 0, 0, 9)


def test_a_turn_of_phrase_that_is_sure_stands_unless_the_words_speak_much_against_it() -> None:
    assert (
        weighing.together("hot", 0.9, near(-4), heeded=True) >= 0.9 > weighing.together("hot", 0.9, near(-4))
    )
    assert weighing.together("hot", 0.9, near(-4.9), heeded=True) < SUGGESTED


def test_a_weak_turn_of_phrase_wants_words_that_speak_for_it() -> None:
    assert weighing.together("hot", 0.3, near(-4)) < SUGGESTED <= weighing.together("hot", 0.3, near(0))


def test_what_has_no_weights_is_as_sure_as_its_rule() -> None:
    assert weighing.together("svordom", 0.6, near(-2)) == 0.6


def test_words_that_the_municipality_allows_weigh_nothing_and_are_not_named() -> None:
    said = screen(MENACE, direction="incoming")
    (found,) = (one for one in said.findings if one.type == "hot")
    allowed = frozenset(
        word for word in MENACE.lower().replace(",", "").split() if f"”{word}”" in found.reason
    )
    let_be = screen(MENACE, direction="incoming", allow=Allow(words=allowed))
    assert let_be.categories["hot"] < said.categories["hot"]
    assert not any(f"”{word}”" in one.reason for one in let_be.findings for word in allowed)


def test_a_run_of_words_without_a_full_stop_weighs_no_more_than_a_passage() -> None:
    once = weighed(MENACE).surest[0]["hot"].odds
    # It ends as the short one does, so that only its length tells them apart.
    long = " ".join([MENACE, *(f"x{number}" for number in range(300)), MENACE.split()[-1]])
    assert surest(long, "hot") < once - 1


def test_what_a_text_says_twice_weighs_once() -> None:
    assert surest(f"{MENACE}. {MENACE}.", "hot") == pytest.approx(surest(f"{MENACE}.", "hot"))


def test_a_question_is_weighed_by_its_own_words_and_its_place_and_a_threat_by_its_whole_passage() -> None:
    calm, menacing = "Tack. Fint väder. Bra plogat.", "Akta dig. Vi tar din cykel. Du är död."
    asked = "Hur anmäler man sig till simskolan?"
    after_calm, after_menace, before = (
        weighed(text).surest[place]
        for text, place in ((f"{calm} {asked}", -1), (f"{menacing} {asked}", -1), (f"{asked} {calm}", 0))
    )
    assert after_calm["fraga"].odds == after_menace["fraga"].odds > before["fraga"].odds
    assert after_menace["hot"].odds > after_calm.get("hot", near(weighing.LEAST)).odds


SAID = st.lists(st.sampled_from([*MENACE.split(), "det", "brinner", "tack", "barnen", "?", "."]), max_size=90)


def odds(words: Words) -> list[dict[str, float]]:
    return [{label: one.odds for label, one in each.items()} for each in words.surest]


@settings(max_examples=100, deadline=None)
@given(SAID, SAID, st.sampled_from(["\n\n", "\r\n\r\n", "\n \n"]))
def test_a_paragraph_more_changes_nothing_in_another(said: list[str], more: list[str], between: str) -> None:
    one, other = " ".join(said) + "!", " ".join(more) + "!"
    assert odds(weighed(one + between + other)) == odds(weighed(one)) + odds(weighed(other))


def test_in_a_long_paragraph_every_half_passage_is_weighed_with_what_stands_around_it() -> None:
    calm = "Boken ligger i hyllan. " * 30
    found = [
        one
        for one in screen(f"{calm}{MENACE}. {calm}", direction="incoming").findings
        if one.rule == "hot.weighed"
    ]
    assert len(found) == 1
    assert len(calm) <= found[0].start < found[0].end <= len(calm) + len(MENACE)


def test_the_weights_that_are_fitted_tell_the_signs_that_matter_from_those_that_do_not() -> None:
    texts = [Counter(["hot", "and"])] * 20 + [Counter(["and"]), Counter(["cold", "and"])] * 20
    told = [True] * 20 + [False] * 40
    start, weights = fit(standing(texts), told)
    assert weights["hot"] > 1
    assert start < 0
    assert weights["cold"] < 0
    assert abs(weights.get("and", 0.0)) < 0.5


def test_which_sentence_of_a_text_bears_the_label_is_found_while_fitting() -> None:
    asks, chats = Counter(["asks"]), Counter(["chats"])
    _, weights = fit_texts([[asks, chats]] * 20 + [[chats]] * 40, [True] * 20 + [False] * 40)
    # As long as both sentences are taken to ask, chatting speaks against it half as much at most.
    assert weights["asks"] > 1
    assert weights["chats"] < -1


def test_of_a_texts_sentences_one_with_a_question_mark_is_first_taken_for_the_one_that_asks() -> None:
    marked, plain = Counter(["?", "one"]), Counter(["two"])
    _, weights = fit_texts([[marked, plain]] * 20 + [[Counter(["three"])]] * 20, [True] * 20 + [False] * 20)
    assert weights["one"] > 0 > weights["two"]


def test_a_sign_that_stands_in_one_text_alone_is_no_sign() -> None:
    assert standing([Counter(["once", "often", "often"]), Counter(["often"])]) == {"often": [(0, 2), (1, 1)]}


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


def test_no_text_that_rules_or_weights_are_made_from_stands_among_the_unseen() -> None:
    made_from, fitted, unseen = (
        {comment.text.casefold().strip(" .!?") for comment in comments(TEXTS / name / "comments.tsv")}
        for name in ("development", "fitting", "unseen")
    )
    # Counted first, so that a failure shows none of the unseen.
    shared = len((made_from | fitted) & unseen)
    assert shared == 0
