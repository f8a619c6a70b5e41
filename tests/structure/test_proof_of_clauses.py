"""The suite's own gate: a test may claim a clause only if it fails without that clause's controls."""

import json

import pytest

from tests.harness.clauses import proof_text
from tests.structure.source import ROOT, SOURCE

CLAIMS = '''
"""Five ways to claim a clause."""

from datetime import date

import pytest

from kanalkoll.policy.pack import read

GUIDELINE = """
[guideline]
municipality = "Provköping"
title = "Riktlinje"
adopted_by = "Kommunstyrelsen"

[[clause]]
id = "AN-7-02"
section = "7 Svar"
modality = "should"
kind = "monitored"
area = "inbox"
subject = "municipality"
summary = "Svar inom ett dygn."
  [[clause.control]]
  use = "reply_within"
  hours = 24
  calendar = "weekdays"
  strength = "benchmark"
"""
READING = read({"guideline.toml": GUIDELINE}, name="prov")
assert READING.pack, READING.faults
PACK = READING.pack


def uses():
    return PACK.uses("reply_within", date(2026, 1, 1))


@pytest.mark.clause("AN-7-02")
def test_that_exercises_it():
    assert [use.params.hours for use in uses()] == [24]


@pytest.mark.clause("AN-7-02")
def test_that_only_boasts():
    assert PACK.clauses


@pytest.mark.clause("AN-7-02")
def test_that_breaks_instead_of_failing():
    uses()[0]


@pytest.mark.clause("XX-1-01")
def test_of_a_clause_nobody_adopted():
    assert uses()


@pytest.fixture(scope="module")
def read_once():
    return uses()


@pytest.mark.clause("AN-7-02")
def test_that_looks_through_a_fixture_of_the_module(read_once):
    assert read_once


def test_without_a_claim():
    assert uses()
'''


@pytest.mark.parametrize("processes", ["0", "2"])
def test_a_claim_counts_only_if_the_test_fails_without_the_clause(
    pytester: pytest.Pytester, processes: str
) -> None:
    pytester.makepyfile(CLAIMS)
    pytester.makeini(f"[pytest]\nmarkers = clause\npythonpath = {ROOT} {SOURCE}")
    inner = pytester.runpytest_subprocess("-p", "tests.harness.plugin", "-p", "no:django", "-n", processes)
    inner.assert_outcomes(passed=3, failed=3)
    inner.stdout.fnmatch_lines_random(
        [
            "claims clause AN-7-02 without exercising it*",
            "without clause AN-7-02 it breaks in call instead of failing on an assertion: IndexError*",
            "claims clause XX-1-01, which is in no guideline",
            "FAILED *::test_that_only_boasts*",
            "FAILED *::test_that_breaks_instead_of_failing*",
            "FAILED *::test_of_a_clause_nobody_adopted*",
        ]
    )


def test_the_proof_is_the_same_text_whatever_order_the_tests_ran_in() -> None:
    claims = {"B-1": {"tests/b.py::two", "tests/b.py::one"}, "A-1": {"tests/a.py::one"}}
    backwards = dict(reversed(claims.items()))
    assert proof_text(claims) == proof_text(backwards)
    assert json.loads(proof_text(claims)) == {
        "A-1": ["tests/a.py::one"],
        "B-1": ["tests/b.py::one", "tests/b.py::two"],
    }
