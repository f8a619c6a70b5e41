"""A guideline's own cases: those shipped hold, and one that does not is told with what came out instead."""

from collections.abc import Mapping

import pytest

from kanalkoll.policy import cases
from kanalkoll.policy.pack import Pack, from_json, read
from kanalkoll.policy.questions import QUESTIONS
from tests.policy.conftest import NAMES, folder_files


def faults_of(case: str, name: str = "aneby") -> list[str]:
    reading = read({**folder_files(name), "cases.toml": f"[[case]]\n{case}"}, name=name)
    assert reading.pack is not None, reading.faults
    return [str(fault) for fault in cases.run(reading.pack)]


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_case_holds(packs: Mapping[str, Pack], name: str) -> None:
    assert packs[name].cases
    assert [str(fault) for fault in cases.run(packs[name])] == []
    assert cases.run(from_json(packs[name].to_json())) == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_case_fails_without_the_clause_it_shows(packs: Mapping[str, Pack], name: str) -> None:
    for case in packs[name].cases:
        broken = {fault.line for fault in cases.run(packs[name].without(case.clause))}
        assert case.line in broken, f"{case.clause} on line {case.line}"


def test_every_question_is_asked_by_a_shipped_case(packs: Mapping[str, Pack]) -> None:
    asked = {name for pack in packs.values() for case in pack.cases for name in case.expect}
    assert asked == set(QUESTIONS)


FRIDAY = "received = 2026-10-23T17:00:00+02:00"
DAY = "on = 2026-11-03"


@pytest.mark.parametrize(
    ("clause", "given", "expect", "says"),
    [
        ("AN-7-02", FRIDAY, "due = 2026-10-24T17:00:00+02:00",
         "due blir 2026-10-26T16:00:00+00:00, men fallet väntar sig 2026-10-24T17:00:00+02:00."),
        ("AN-7-02", "received = 2026-10-23T17:00:00", "due = false", "väntar sig nej"),
        ("AN-7-03", FRIDAY, "due = 2026-10-26T17:00:00+01:00",
         "vilar inte på AN-7-03 utan på AN-7-02, AN-3-02"),
        ("AN-7-02", FRIDAY, "dues = true", "Menade du due?"),
        ("AN-7-02", FRIDAY, "xyz = true", "Det som finns: "),
        ("AN-7-02", "", "due = true", "given saknar received"),
        ("AN-7-02", 'received = "i går"', "due = true", "received ska vara en tidpunkt"),
        ("AN-6-01", 'received = "i går"', "owner = true", "received ska vara en tidpunkt"),
        ("AN-6-01", "", "owner = true", "given saknar on"),
        ("AN-6-01", 'on = "snart"', "owner = true", "on ska vara ett datum"),
        ("AN-6-01", DAY, "owner = 1", "owner blir ja, men fallet väntar sig 1"),
        ("AN-6-01", DAY, "unanswered_allowed = 0", "unanswered_allowed blir inget"),
        ("AN-7-04", DAY, 'signature = "x"', "given saknar author"),
        ("AN-8-07", f'{DAY}, criteria = "x"', "must_register = true", "criteria ska vara en lista"),
        ("AN-6.1-01", f'{DAY}, ground = "disinformation"', 'diary = "always"', "finns inte i riktlinjen"),
        ("AN-6.1-01", f'{DAY}, ground = "disinformation"', "offered = true", "offered blir nej"),
        ("AN-6.1-01", f'{DAY}, ground = "insult", act = "delete"', "conditions = []", "har inte det sättet"),
        ("AN-6.1-01", f'{DAY}, place = "inbox"', 'guidance = ["AN-6.1-01"]', "guidance blir inget"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_hold_says_what_came_out_instead(
    clause: str, given: str, expect: str, says: str
) -> None:
    (fault,) = faults_of(f'clause = "{clause}"\ngiven = {{ {given} }}\nexpect = {{ {expect} }}')
    assert fault.startswith(f"cases.toml:1: {clause}: ")
    assert says in fault


def test_a_case_needs_an_expectation_and_a_clause_that_exists() -> None:
    reading = read({**folder_files("aneby"), "cases.toml": '[[case]]\nclause = "AN-99"\n'}, name="aneby")
    assert [fault.message for fault in reading.faults] == [
        "Fallet saknar expect: ange vad som ska bli följden.",
        "Bestämmelsen AN-99 finns inte i riktlinjen.",
    ]
