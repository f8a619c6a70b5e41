"""The reference is whole: every state has a word, every control is documented and in use, every clause is listed."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from kanalkoll.accounts import models as accounts
from kanalkoll.inbox import models as inbox
from kanalkoll.moderation import models as moderation
from kanalkoll.municipality.coverage import STATUSES
from kanalkoll.municipality.folders import read_folder, shipped
from kanalkoll.policy.controls import registry
from kanalkoll.policy.pack import Pack
from tests.structure.source import ROOT, python_files

REFERENCE = ROOT / "docs" / "reference"
GLOSSARY = ROOT / "docs" / "glossary.md"
TABLES = {
    "message": (inbox.STATES, inbox.MOVES),
    "removal": (moderation.STATES, moderation.MOVES),
    "dispatch": (accounts.DISPATCH_STATES, accounts.DISPATCH_MOVES),
}
Labels = Mapping[str, str]
Moves = Mapping[str, frozenset[str]]


@pytest.mark.parametrize(("labels", "moves"), TABLES.values(), ids=TABLES)
def test_every_state_has_a_swedish_word_and_a_place_in_the_table(labels: Labels, moves: Moves) -> None:
    assert set(moves) == set(labels)
    assert frozenset().union(*moves.values()) <= set(labels)
    assert [name for name, label in labels.items() if not label.strip() or label == name] == []
    assert len(set(labels.values())) == len(labels)


@pytest.mark.parametrize(("labels", "moves"), TABLES.values(), ids=TABLES)
def test_every_state_can_be_reached(labels: Labels, moves: Moves) -> None:
    reached: set[str] = set()
    waiting = [next(iter(labels))]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += moves[state]
    assert reached == set(labels)


@pytest.mark.parametrize(("labels", "moves"), TABLES.values(), ids=TABLES)
def test_every_state_and_move_is_drawn(labels: Labels, moves: Moves) -> None:
    page = _page("states.md")
    assert [name for name, label in labels.items() if f"    {name}: {label}\n" not in page] == []
    drawn = {(one, other) for one, others in moves.items() for other in others}
    assert [pair for pair in drawn if f"    {pair[0]} --> {pair[1]}\n" not in page] == []


def test_every_control_is_documented() -> None:
    assert re.findall(r"^## `(\w+)`$", _page("controls.md"), re.MULTILINE) == sorted(registry())


def test_every_control_is_used_by_a_shipped_guideline() -> None:
    used = {use.control for pack in _packs() for clause in pack.clauses.values() for use in clause.controls}
    assert set(registry()) - used == set()


def test_every_clause_is_listed_once_with_how_it_is_covered() -> None:
    listed = re.findall(
        r"^\| ([A-Z]+-[\w.]+-\d+) \|(?:[^|]*\|){2} (\w+) \|", _page("coverage.md"), re.MULTILINE
    )
    assert [clause for clause, _ in listed] == [clause for pack in _packs() for clause in pack.clauses]
    assert {status for _, status in listed} <= set(STATUSES.values())


def test_every_word_of_the_glossary_is_used_in_the_code() -> None:
    source = "\n".join(file.read_text("utf-8") for file in python_files("src"))
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| [^|]+ \|$", GLOSSARY.read_text("utf-8"), re.MULTILINE)
    named = {
        word for row in rows for code in re.findall(r"`([^`]+)`", row) for word in re.findall(r"\w+", code)
    }
    assert len(named) > 50
    assert {word for word in named if not re.search(rf"\b{word}\b", source)} == set()


def _page(name: str) -> str:
    return Path(REFERENCE / name).read_text(encoding="utf-8")


def _packs() -> list[Pack]:
    return [pack for name in shipped() if (pack := read_folder(name).pack)]
