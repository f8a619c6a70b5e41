"""Who takes care of what comes in, and what is reported about it."""

from collections.abc import Mapping
from datetime import date

import pytest

from kanalkoll.policy import stewardship
from kanalkoll.policy.pack import Pack

ON = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        pytest.param("aneby", "AN-6-01", marks=pytest.mark.clause("AN-6-01")),
        pytest.param("hallstahammar", "HA-6-02", marks=pytest.mark.clause("HA-6-02")),
    ],
)
def test_every_item_has_an_owner(packs: Mapping[str, Pack], name: str, clause: str) -> None:
    rule = stewardship.owner_rule(packs[name], on=ON)
    assert (rule.required, rule.clauses, rule.default) == (True, (clause,), False)


def test_without_a_clause_no_owner_is_demanded(packs: Mapping[str, Pack]) -> None:
    rule = stewardship.owner_rule(packs["norrkoping"], on=ON)
    assert (rule.required, rule.default) == (False, True)


def test_every_department_has_contact_persons_and_substitutes(packs: Mapping[str, Pack]) -> None:
    rule = stewardship.contact_persons(packs["hallstahammar"], on=ON)
    assert (rule.required, rule.per, rule.substitutes) == (True, "department", True)
    assert (rule.clauses, rule.default) == (("HA-3.1-05",), False)
    silent = stewardship.contact_persons(packs["aneby"], on=ON)
    assert (silent.required, silent.default) == (False, True)


@pytest.mark.parametrize(
    ("name", "clause", "allowed"),
    [
        pytest.param("norrkoping", "NO-3.3-10", 0),
        pytest.param("hallstahammar", "HA-6-01", None, marks=pytest.mark.clause("HA-6-01")),
        pytest.param("hallstahammar", "HA-12.1-02", None, marks=pytest.mark.clause("HA-12.1-02")),
    ],
)
def test_unanswered_items_are_listed(
    packs: Mapping[str, Pack], name: str, clause: str, allowed: int | None
) -> None:
    report = stewardship.unanswered_report(packs[name], on=ON)
    assert clause in report.clauses
    assert (report.listed, report.allowed, report.every, report.default) == (True, allowed, "week", False)


def test_without_a_clause_no_list_is_demanded(packs: Mapping[str, Pack]) -> None:
    report = stewardship.unanswered_report(packs["aneby"], on=ON)
    assert (report.listed, report.allowed, report.default) == (False, None, True)


def test_messages_are_shown_as_dialogues(packs: Mapping[str, Pack]) -> None:
    rule = stewardship.thread_rule(packs["alingsas"], on=ON)
    assert (rule.history, rule.clauses, rule.default) == (True, ("AL-11.1-07",), False)


@pytest.mark.clause("HA-B2.5-03")
def test_the_time_an_asked_unit_takes_is_measured(packs: Mapping[str, Pack]) -> None:
    rule = stewardship.asked_unit_rule(packs["hallstahammar"], on=ON)
    assert (rule.measured, rule.clauses, rule.default) == (True, ("HA-B2.5-03",), False)
    silent = stewardship.asked_unit_rule(packs["aneby"], on=ON)
    assert (silent.measured, silent.default) == (False, True)


@pytest.mark.parametrize(
    ("name", "clause", "to"),
    [
        pytest.param("aneby", "AN-6-03", "colleague", marks=pytest.mark.clause("AN-6-03")),
        pytest.param("hallstahammar", "HA-6-06", "expert", marks=pytest.mark.clause("HA-6-06")),
        pytest.param("hallstahammar", "HA-B2.5-02", "expert", marks=pytest.mark.clause("HA-B2.5-02")),
        pytest.param("norrkoping", "NO-3.3-09", "better_suited", marks=pytest.mark.clause("NO-3.3-09")),
    ],
)
def test_a_question_may_go_to_whoever_knows_better(
    packs: Mapping[str, Pack], name: str, clause: str, to: str
) -> None:
    rule = stewardship.passing_on(packs[name], on=ON)
    assert clause in rule.clauses
    assert to in rule.to
    assert rule.keeps_clock


def test_a_silent_guideline_lets_a_colleague_take_over(packs: Mapping[str, Pack]) -> None:
    rule = stewardship.passing_on(packs["alingsas"], on=ON)
    assert (rule.to, rule.keeps_clock, rule.default) == (("colleague",), True, True)


@pytest.mark.clause("HA-12.8-02", "HA-12.1-03")
def test_moving_a_matter_to_its_ordinary_channel_rests_on_the_clauses_about_that(
    packs: Mapping[str, Pack],
) -> None:
    rule = stewardship.passing_on(packs["hallstahammar"], on=ON, ordinary_channel=True)
    assert {"HA-12.8-02", "HA-12.1-03"} <= set(rule.clauses)
