"""The control vocabulary: documented, typed, used, and told in full."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import get_args

import pytest

from kanalkoll.policy import controls
from kanalkoll.policy.codes import CriterionCode, GroundCode
from kanalkoll.policy.ground_words import CRIMES, EXPLANATIONS, LABELS
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.register import control


def test_every_control_is_a_frozen_value_and_says_what_it_does() -> None:
    for name, entry in controls.registry().items():
        assert is_dataclass(entry.params)
        assert entry.params.__dataclass_params__.frozen, name  # type: ignore[attr-defined]
        assert entry.doc.endswith("."), name


def test_every_control_is_used_by_a_shipped_guideline(packs: Mapping[str, Pack]) -> None:
    used = {
        use.control for pack in packs.values() for clause in pack.clauses.values() for use in clause.controls
    }
    assert used == set(controls.registry())


def test_every_parameter_is_described_with_type_meaning_and_default() -> None:
    described = controls.descriptions()
    assert [each["name"] for each in described] == sorted(controls.registry())
    for each in described:
        parameters = each["parameters"]
        assert isinstance(parameters, list)
        for parameter in parameters:
            assert parameter["type"], (each["name"], parameter)
            assert parameter["meaning"], (each["name"], parameter)
            assert ("default" in parameter) != parameter["required"]
    (within,) = [each for each in described if each["name"] == "reply_within"]
    parameters = within["parameters"]
    assert isinstance(parameters, list)
    (strength,) = [each for each in parameters if each["name"] == "strength"]
    assert strength["type"] == 'något av "target", "benchmark", "absolute"'
    assert strength["default"] == "target"


def test_a_name_is_taken_once_and_a_control_without_words_is_refused() -> None:
    @dataclass(frozen=True)
    class Silent:
        pass

    with pytest.raises(ValueError, match="twice"):
        control("reply_within", room="inbox")(Silent)
    with pytest.raises(ValueError, match="docstring"):
        control("silent", room="inbox")(Silent)
    assert "silent" not in controls.registry()


def test_every_ground_has_a_name_and_a_short_explanation() -> None:
    assert set(LABELS) == set(EXPLANATIONS) == set(get_args(GroundCode))
    assert set(get_args(GroundCode)) > CRIMES
    assert all(len(text) <= 110 for text in EXPLANATIONS.values())


def test_parameters_of_every_use_are_of_the_controls_own_kind(packs: Mapping[str, Pack]) -> None:
    for pack in packs.values():
        for clause in pack.clauses.values():
            for use in clause.controls:
                assert type(use.params) is controls.registry()[use.control].params
                assert use.clause == clause.id
                assert use.since is not None, f"{clause.id} has an undated control"
                for spec in fields(use.params):  # type: ignore[arg-type]
                    assert getattr(use.params, spec.name) is not ...


def test_no_clause_is_bound_twice_in_the_same_way(packs: Mapping[str, Pack]) -> None:
    for pack in packs.values():
        for clause in pack.clauses.values():
            assert len({use.control for use in clause.controls}) == len(clause.controls), clause.id


def test_clauses_that_repeat_another_are_bound_like_it(packs: Mapping[str, Pack]) -> None:
    for pack in packs.values():
        for clause in pack.clauses.values():
            for original in clause.repeats:
                theirs = {use.control for use in pack.clauses[original].controls}
                ours = {use.control for use in clause.controls}
                assert theirs <= ours, f"{clause.id} repeats {original}"


def test_every_criterion_can_be_met(packs: Mapping[str, Pack]) -> None:
    named = {
        code
        for pack in packs.values()
        for clause in pack.clauses.values()
        for use in clause.controls
        for code in getattr(use.params, "criteria", ())
    }
    assert named | {"other"} == set(get_args(CriterionCode))
