"""The diary: what is registered, what is kept ordered, what is too slight, and what goes with it where."""

from collections.abc import Mapping
from datetime import date

import pytest

from kanalkoll.policy import registration
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.registration import Advice, RegistrationFacts

ON = date(2026, 11, 3)


def advise(
    pack: Pack,
    *criteria: str,
    suggested: frozenset[str] = frozenset(),
    removed: bool = False,
    preserved: bool = False,
    secrecy: bool = False,
) -> Advice:
    facts = RegistrationFacts(frozenset(criteria), suggested, removed, preserved, secrecy)
    return registration.advise(pack, facts=facts, on=ON)


@pytest.mark.parametrize(
    ("name", "clause", "decision", "allowed"),
    [
        pytest.param("alingsas", "AL-4.5-02", "undecided", ("register", "ordered", "minor"),
                     marks=pytest.mark.clause("AL-4.5-02")),
        pytest.param("aneby", "AN-8-04", "ordered", ("register", "ordered", "minor"),
                     marks=pytest.mark.clause("AN-8-04")),
        pytest.param("hallstahammar", "HA-7.1-01", "ordered", ("register", "ordered", "minor"),
                     marks=pytest.mark.clause("HA-7.1-01")),
        pytest.param("norrkoping", "NO-3.3-03", "register", ("register", "ordered", "minor"),
                     marks=pytest.mark.clause("NO-3.3-03")),
    ],
)  # fmt: skip
def test_each_guideline_has_its_own_starting_point(
    packs: Mapping[str, Pack], name: str, clause: str, decision: str, allowed: tuple[str, ...]
) -> None:
    found = advise(packs[name])
    assert clause in found.clauses
    assert (found.default_decision, found.must, found.allowed) == (decision, False, allowed)
    assert not found.default


@pytest.mark.parametrize(
    ("name", "clause", "criterion"),
    [
        pytest.param("alingsas", "AL-4.5-04", "leads_to_action", marks=pytest.mark.clause("AL-4.5-04")),
        pytest.param("alingsas", "AL-4.5-05", "may_become_case", marks=pytest.mark.clause("AL-4.5-05")),
        pytest.param("alingsas", "AL-4.5-06", "relates_to_registered_case",
                     marks=pytest.mark.clause("AL-4.5-06")),
        pytest.param("aneby", "AN-8-07", "adds_to_open_case", marks=pytest.mark.clause("AN-8-07")),
        pytest.param("aneby", "AN-8-08", "may_become_case", marks=pytest.mark.clause("AN-8-08")),
        pytest.param("aneby", "AN-8-09", "leads_to_action", marks=pytest.mark.clause("AN-8-09")),
        pytest.param("aneby", "AN-8-10", "contains_secrecy", marks=pytest.mark.clause("AN-8-10")),
        pytest.param("hallstahammar", "HA-7.2-01", "viewpoint", marks=pytest.mark.clause("HA-7.2-01")),
        pytest.param("hallstahammar", "HA-B2.8-01", "suggestion"),
        pytest.param("hallstahammar", "HA-7.2-02", "contains_secrecy", marks=pytest.mark.clause("HA-7.2-02")),
        pytest.param("hallstahammar", "HA-B2.8-02", "contains_secrecy",
                     marks=pytest.mark.clause("HA-B2.8-02")),
    ],
)  # fmt: skip
def test_a_criterion_that_is_met_leaves_only_registration(
    packs: Mapping[str, Pack], name: str, clause: str, criterion: str
) -> None:
    assert any(each.code == criterion and clause in each.clauses for each in advise(packs[name]).criteria)
    found = advise(packs[name], criterion)
    assert clause in found.must_clauses
    assert (found.default_decision, found.must, found.allowed, found.exempt) == (
        "register",
        True,
        ("register",),
        (),
    )


def test_a_viewpoint_goes_to_the_diary_in_one_municipality_and_not_in_the_next(
    packs: Mapping[str, Pack],
) -> None:
    assert advise(packs["hallstahammar"], "viewpoint").must
    assert not advise(packs["aneby"], "viewpoint").must


def test_what_screening_suggests_is_filled_in_and_decides_nothing(packs: Mapping[str, Pack]) -> None:
    suggested = registration.suggested_by(["synpunkt", "fraga"])
    assert suggested == {"viewpoint", "suggestion"}
    assert registration.suggested_by(["klagomal", "sekretess"]) == {"viewpoint", "contains_secrecy"}
    found = advise(packs["hallstahammar"], suggested=suggested)
    assert not found.must
    assert {each.code for each in found.criteria if each.suggested} == {"viewpoint", "suggestion"}


def test_known_secrecy_is_filled_in(packs: Mapping[str, Pack]) -> None:
    found = advise(packs["aneby"], secrecy=True)
    assert {each.code for each in found.criteria if each.suggested} == {"contains_secrecy"}


def test_a_list_of_examples_leaves_room_for_another_reason(packs: Mapping[str, Pack]) -> None:
    assert "other" in {each.code for each in advise(packs["aneby"]).criteria}
    assert "other" not in {each.code for each in advise(packs["norrkoping"]).criteria}
    assert advise(packs["aneby"], "other").must


@pytest.mark.parametrize("name", ["alingsas", "aneby", "hallstahammar", "norrkoping"])
def test_secrecy_is_always_registered_by_law(packs: Mapping[str, Pack], name: str) -> None:
    for found in (advise(packs[name], secrecy=True), advise(packs[name], "contains_secrecy")):
        assert (found.must, found.allowed) == (True, ("register",))
        assert found.law is not None


def test_secrecy_goes_to_the_diary_of_the_board_concerned(packs: Mapping[str, Pack]) -> None:
    found = advise(packs["alingsas"], secrecy=True, removed=True)
    assert found.destination == "Diariet hos den nämnd som berörs"
    assert "AL-4.2-03" in found.must_clauses


def test_what_was_removed_is_registered(packs: Mapping[str, Pack]) -> None:
    found = advise(packs["aneby"], removed=True)
    assert found.must
    assert found.must_clauses == ("AN-6.1-05",)


def test_what_was_removed_and_is_to_be_preserved_is_registered(packs: Mapping[str, Pack]) -> None:
    assert advise(packs["norrkoping"], removed=True, preserved=True).must_clauses == ("NO-3.3-19",)
    assert not advise(packs["norrkoping"], removed=True).must


@pytest.mark.clause("NO-3.3-04")
def test_where_registering_is_the_rule_keeping_ordered_needs_a_clause(packs: Mapping[str, Pack]) -> None:
    assert "ordered" in advise(packs["norrkoping"]).allowed


@pytest.mark.clause("NO-3.3-03")
def test_where_registering_is_the_rule_minor_importance_is_the_way_out(packs: Mapping[str, Pack]) -> None:
    assert [each.code for each in advise(packs["norrkoping"]).exempt] == ["minor_importance"]


def test_the_law_that_lets_documents_be_kept_ordered_is_named(packs: Mapping[str, Pack]) -> None:
    assert "HA-12.3-01" in advise(packs["hallstahammar"]).clauses


@pytest.mark.clause("AL-4.5-07")
def test_little_importance_comes_with_its_examples(packs: Mapping[str, Pack]) -> None:
    found = {each.code: each.clauses for each in advise(packs["alingsas"]).exempt}
    assert list(found) == ["minor_importance", "advertising", "course_invitation", "outside_remit"]
    assert found["advertising"] == ("AL-4.5-07",)


@pytest.mark.parametrize(
    ("name", "clause", "part"),
    [
        pytest.param("alingsas", "AL-4.5-03", "thread"),
        pytest.param("hallstahammar", "HA-7.2-03", "reply"),
        pytest.param("hallstahammar", "HA-7.2-04", "thread"),
        pytest.param("hallstahammar", "HA-B2.8-01", "reply"),
    ],
)
def test_answer_and_thread_go_along(packs: Mapping[str, Pack], name: str, clause: str, part: str) -> None:
    found = advise(packs[name], "leads_to_action")
    assert part in found.includes
    assert clause in found.clauses


@pytest.mark.parametrize(
    ("name", "clause", "destination"),
    [
        pytest.param("alingsas", "AL-4.5-03", "Den förvaltning som berörs"),
        pytest.param("aneby", "AN-8-11", "ks@aneby.se"),
    ],
)
def test_what_is_registered_goes_where_the_guideline_says(
    packs: Mapping[str, Pack], name: str, clause: str, destination: str
) -> None:
    found = advise(packs[name])
    assert found.destination == destination
    assert clause in found.clauses


@pytest.mark.parametrize(
    ("name", "contact"),
    [
        pytest.param(
            "alingsas", "Kanslienheten på kommunledningskontoret", marks=pytest.mark.clause("AL-4.5-08")
        ),
        pytest.param("hallstahammar", "Nämndkansliet", marks=pytest.mark.clause("HA-7.2-08")),
    ],
)
def test_whoever_is_unsure_is_told_whom_to_ask(packs: Mapping[str, Pack], name: str, contact: str) -> None:
    assert advise(packs[name]).advice_contact == contact
