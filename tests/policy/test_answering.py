"""Answers: what must be answered, who signs and how, what the writer is asked to think of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest

from kanalkoll.policy import answering
from kanalkoll.policy.answering import Signatory
from kanalkoll.policy.pack import Pack, read

ON = date(2026, 11, 3)
KARIN = Signatory("Karin Ekholm", "Karin", "kommunikatör", "Biblioteket")
SARA = Signatory("Sara Lind", "Sara", "badmästare", "Badhuset")
SILENT = """\
[guideline]
municipality = "Exempel kommun"
title = "Riktlinje"
[[clause]]
id = "EX-1"
section = "1"
modality = "must"
kind = "assisted"
summary = "s"
"""


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    type: str
    score: float = 0.9
    start: int = 0
    end: int = 3
    rule: str = "test"
    reason: str = "Därför."


@dataclass(frozen=True, slots=True)
class Screened:
    findings: tuple[Found, ...] = ()


@pytest.fixture
def silent() -> Pack:
    pack = read({"guideline.toml": SILENT}, name="exempel").pack
    assert pack is not None
    return pack


def codes(pack: Pack, kind: str = "comment") -> dict[str, tuple[str, ...]]:
    return {ground.code: ground.clauses for ground in answering.outcomes(pack, kind=kind, on=ON).grounds}


@pytest.mark.parametrize(
    ("name", "clause", "kind", "exempt"),
    [
        pytest.param("alingsas", "AL-11.1-06", "comment", "asks_nothing",
                     marks=pytest.mark.clause("AL-11.1-06")),
        pytest.param("alingsas", "AL-11.1-11", "message", "asks_nothing"),
        pytest.param("hallstahammar", "HA-6-01", "comment", "reaction",
                     marks=pytest.mark.clause("HA-6-01")),
        pytest.param("hallstahammar", "HA-12.1-02", "message", "reaction",
                     marks=pytest.mark.clause("HA-12.1-02")),
        pytest.param("norrkoping", "NO-3.3-09", "comment", "disposable",
                     marks=pytest.mark.clause("NO-3.3-09")),
    ],
)  # fmt: skip
def test_what_comes_in_must_be_answered_but_for_what_the_guideline_exempts(
    packs: Mapping[str, Pack], name: str, clause: str, kind: str, exempt: str
) -> None:
    found = answering.outcomes(packs[name], kind=kind, on=ON)
    assert found.must_answer
    assert clause in found.clauses
    assert clause in codes(packs[name], kind)[exempt]


def test_neighbours_talking_may_be_left_in_one_municipality_and_not_in_the_next(
    packs: Mapping[str, Pack],
) -> None:
    assert "conversation" in codes(packs["aneby"])
    assert "conversation" not in codes(packs["hallstahammar"])
    assert list(codes(packs["norrkoping"])) == ["disposable"]


@pytest.mark.clause("AN-7-06")
def test_not_every_question_needs_an_answer_where_the_guideline_says_so(packs: Mapping[str, Pack]) -> None:
    found = answering.outcomes(packs["aneby"], kind="comment", on=ON)
    assert not found.must_answer
    assert codes(packs["aneby"]).get("conversation") == ("AN-7-06",)
    assert found.may_leave_unanswered


@pytest.mark.clause("AN-7-07")
def test_the_judgement_starts_from_character_and_relevance(packs: Mapping[str, Pack]) -> None:
    found = answering.outcomes(packs["aneby"], kind="comment", on=ON)
    assert found.judge_by == ("character", "relevance")
    assert codes(packs["aneby"])["not_relevant"] == ("AN-7-07",)


def test_a_ground_that_is_not_plain_asks_for_a_few_words(packs: Mapping[str, Pack]) -> None:
    grounds = answering.outcomes(packs["aneby"], kind="comment", on=ON).grounds
    assert {ground.code for ground in grounds if ground.needs_reason} == {"other"}
    (disposable,) = answering.outcomes(packs["norrkoping"], kind="comment", on=ON).grounds
    assert disposable.needs_reason


def test_a_silent_guideline_leaves_neutral_grounds_marked_as_the_systems(silent: Pack) -> None:
    found = answering.outcomes(silent, kind="comment", on=ON)
    assert (found.must_answer, found.default) == (False, True)
    assert all(ground.default for ground in found.grounds)
    assert found.may_leave_unanswered


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        pytest.param("HA-12.8-02", "authority", marks=pytest.mark.clause("HA-12.8-02")),
        pytest.param("HA-12.1-03", "document", marks=pytest.mark.clause("HA-12.1-03")),
    ],
)
def test_some_matters_are_moved_to_their_ordinary_channel(
    packs: Mapping[str, Pack], clause: str, code: str
) -> None:
    pack = packs["hallstahammar"]
    referrals = {each.code: each for each in answering.outcomes(pack, kind="comment", on=ON).referrals}
    assert code in referrals
    assert referrals[code].clauses == (clause,)
    assert referrals[code].text in pack.texts


@pytest.mark.clause("AN-7-04")
def test_first_name_and_title_stand_under_every_answer(packs: Mapping[str, Pack]) -> None:
    found = answering.signature(packs["aneby"], author=KARIN, on=ON)
    assert found.clauses == ("AN-7-04",)
    assert (found.text, found.required, found.default) == ("Hälsningar Karin, kommunikatör", True, False)


@pytest.mark.clause("AN-7-04")
def test_the_unit_stands_in_where_there_is_no_title(packs: Mapping[str, Pack]) -> None:
    found = answering.signature(packs["aneby"], author=replace(KARIN, title=""), on=ON)
    assert found.text == "Hälsningar Karin, Biblioteket"


@pytest.mark.clause("HA-6-04", "HA-B2.5-04")
def test_name_title_and_unit_stand_under_every_answer(packs: Mapping[str, Pack]) -> None:
    found = answering.signature(packs["hallstahammar"], author=SARA, on=ON)
    assert {"HA-6-04", "HA-B2.5-04"} <= set(found.clauses)
    assert (found.text, found.required) == ("Hälsningar Sara Lind, badmästare, Badhuset", True)


@pytest.mark.clause("HA-5.2-04")
def test_a_recommended_signature_supports_the_demanded_one_and_stands_in_for_it(
    packs: Mapping[str, Pack],
) -> None:
    whole = packs["hallstahammar"]
    assert "HA-5.2-04" in answering.signature(whole, author=SARA, on=ON).clauses
    found = answering.signature(whole.without("HA-6-04", "HA-B2.5-04"), author=SARA, on=ON)
    assert (found.text, found.required) == ("Sara Lind, badmästare, Hallstahammars kommun", False)


@pytest.mark.clause("HA-6-05")
def test_the_author_of_the_answer_signs_and_not_the_one_who_publishes_it(packs: Mapping[str, Pack]) -> None:
    found = answering.signature(packs["hallstahammar"], author=SARA, publisher=KARIN, on=ON)
    assert found.text == "Hälsningar Sara Lind, badmästare, Badhuset"
    assert "HA-6-05" in found.clauses


def test_elsewhere_the_one_who_answers_on_the_account_signs(packs: Mapping[str, Pack]) -> None:
    found = answering.signature(packs["aneby"], author=SARA, publisher=KARIN, on=ON)
    assert found.text == "Hälsningar Karin, kommunikatör"


@pytest.mark.parametrize("name", ["alingsas", "aneby", "hallstahammar", "norrkoping"])
def test_nobody_with_protected_identity_is_ever_made_to_sign(packs: Mapping[str, Pack], name: str) -> None:
    found = answering.signature(packs[name], author=replace(KARIN, protected=True), on=ON)
    assert not found.required
    assert "Karin" not in found.text
    assert "Ekholm" not in found.text
    assert found.text.endswith(f"Biblioteket, {packs[name].municipality}")


def test_a_silent_guideline_has_a_signature_proposed_and_not_forced(packs: Mapping[str, Pack]) -> None:
    found = answering.signature(packs["norrkoping"], author=KARIN, on=ON)
    assert (found.text, found.required, found.default) == ("Karin, kommunikatör, Biblioteket", False, True)


def test_what_a_signature_lacks_is_told(packs: Mapping[str, Pack]) -> None:
    found = answering.signature(packs["hallstahammar"], author=replace(SARA, title=""), on=ON)
    assert found.missing == ("title",)


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        pytest.param("aneby", "AN-7-03", marks=pytest.mark.clause("AN-7-03")),
        pytest.param("hallstahammar", "HA-5.2-03", marks=pytest.mark.clause("HA-5.2-03")),
    ],
)
def test_answers_are_sent_as_the_account(packs: Mapping[str, Pack], name: str, clause: str) -> None:
    found = answering.identity(packs[name], on=ON)
    assert found.clauses == (clause,)
    assert (found.sender, found.default) == ("account", False)


def prompts(pack: Pack, text: str, *findings: Found) -> dict[str, answering.Prompt]:
    found = answering.check_reply(pack, text=text, screening=Screened(findings), on=ON)
    return {prompt.code: prompt for prompt in found}


@pytest.mark.parametrize(
    ("name", "clause", "text", "code", "second_reader"),
    [
        pytest.param("aneby", "AN-6.2-05", "Du slipper avgiften då.", "economic_advice", True,
                     marks=pytest.mark.clause("AN-6.2-05")),
        pytest.param("aneby", "AN-6.2-05", "BYGGLOVET kommer snart.", "economic_advice", True,
                     marks=pytest.mark.clause("AN-6.2-05")),
        pytest.param("hallstahammar", "HA-12.8-01", "Sista dagen är fredag.", "economic_advice", False,
                     marks=pytest.mark.clause("HA-12.8-01")),
        pytest.param("hallstahammar", "HA-12.8-03", "I ditt fall skulle jag vänta.", "personal_advice", False,
                     marks=pytest.mark.clause("HA-12.8-03")),
    ],
)  # fmt: skip
def test_words_that_may_be_taken_as_advice_give_a_warning_with_a_template(
    packs: Mapping[str, Pack], name: str, clause: str, text: str, code: str, second_reader: bool
) -> None:
    found = prompts(packs[name], text)
    assert code in found
    prompt = found[code]
    assert (prompt.clauses, prompt.severity, prompt.second_reader) == ((clause,), "warn", second_reader)
    assert prompt.text in packs[name].texts


@pytest.mark.parametrize("text", ["Biblioteket öppnar tio.", "Förbetalda vykort finns.", "Vi bidrar gärna."])
def test_ordinary_answers_give_no_warning(packs: Mapping[str, Pack], text: str) -> None:
    assert prompts(packs["aneby"], text) == {}
    assert prompts(packs["hallstahammar"], text) == {}


@pytest.mark.clause("AL-7-09")
@pytest.mark.parametrize(
    "text",
    ["Läs mer på vår webbplats.", "Hej! Se https://www.alingsas.se/bad", "Hej!\nRing oss på 0322-61 60 00."],
)
def test_an_answer_that_mostly_sends_people_away_asks_why(packs: Mapping[str, Pack], text: str) -> None:
    found = prompts(packs["alingsas"], text)
    assert "referral" in found
    assert (found["referral"].clauses, found["referral"].needs_reason) == (("AL-7-09",), True)


def test_an_answer_in_place_may_carry_a_link(packs: Mapping[str, Pack]) -> None:
    text = (
        "Hej! Badhuset öppnar klockan sex på vardagar och åtta på helger, hela hösten lovet med. "
        "Läs mer på https://www.alingsas.se/bad"
    )
    assert prompts(packs["alingsas"], text) == {}
    assert prompts(packs["aneby"], "Läs mer på https://www.aneby.se") == {}


@pytest.mark.clause("NO-3.3-11", "NO-3.3-12")
def test_what_visitors_may_not_write_our_own_answers_may_not_hold_either(packs: Mapping[str, Pack]) -> None:
    found = prompts(packs["norrkoping"], "Fan också.", Found("category", "svordom"))
    assert "own_profanity" in found
    assert found["own_profanity"].clauses == ("NO-3.3-12", "NO-3.3-11")
    assert found["own_profanity"].needs_reason


def test_own_words_are_not_judged_where_the_guideline_speaks_of_others_only(
    packs: Mapping[str, Pack],
) -> None:
    assert prompts(packs["aneby"], "Fan också.", Found("category", "svordom")) == {}


def test_personal_data_in_an_answer_is_pointed_out_as_the_systems_own_care(packs: Mapping[str, Pack]) -> None:
    found = prompts(packs["aneby"], "Ring Anna på 070-174 06 12.", Found("personal_data", "TELEFON"))
    assert found["personal_data"].default
    assert prompts(packs["aneby"], "Ring Anna.", Found("personal_data", "NAMN", score=0.4)) == {}


@pytest.mark.clause("AL-7-08")
@pytest.mark.parametrize("place", ["reply_editor", "thread"])
def test_the_guidance_stands_where_the_answer_is_written(packs: Mapping[str, Pack], place: str) -> None:
    found = answering.guidance(packs["alingsas"], place=place, on=ON)
    assert [each.clause for each in found] == ["AL-7-08"]
    assert found[0].text == packs["alingsas"].clauses["AL-7-08"].summary


def test_guidance_is_not_shown_where_it_does_not_belong(packs: Mapping[str, Pack]) -> None:
    assert answering.guidance(packs["alingsas"], place="removal", on=ON) == ()
