"""A guideline is frozen as canonical JSON: the same bytes for the same content, and the way back."""

import json
from collections.abc import Mapping
from datetime import date

import pytest

from kanalkoll.policy import pack as packs_of
from kanalkoll.policy.pack import Pack, UnreadableGuideline, from_json, read
from kanalkoll.policy.vocabulary.clocks import ReplyWithin
from tests.policy.conftest import NAMES, folder_files


@pytest.mark.parametrize("name", NAMES)
def test_what_was_frozen_comes_back_the_same(packs: Mapping[str, Pack], name: str) -> None:
    pack = packs[name]
    again = from_json(pack.to_json())
    assert again == pack
    assert again.digest == pack.digest
    assert again.to_json() == pack.to_json()


def test_the_order_of_keys_in_the_file_does_not_change_the_digest(packs: Mapping[str, Pack]) -> None:
    files = folder_files("aneby")
    text = files["guideline.toml"]
    swapped = text.replace(
        'modality = "definition"\nkind = "informational"', 'kind = "informational"\nmodality = "definition"'
    )
    assert swapped != text
    reading = read({**files, "guideline.toml": swapped}, name="aneby")
    assert reading.pack is not None
    assert reading.pack.digest == packs["aneby"].digest


def test_one_changed_figure_changes_the_digest(packs: Mapping[str, Pack]) -> None:
    files = folder_files("aneby")
    changed = {
        **files,
        "guideline.toml": files["guideline.toml"].replace("hours = 24\n  calendar", "hours = 48\n  calendar"),
    }
    reading = read(changed, name="aneby")
    assert reading.pack is not None
    assert reading.pack.digest != packs["aneby"].digest


def test_every_parameter_is_spelled_out_so_that_later_defaults_change_nothing(
    packs: Mapping[str, Pack],
) -> None:
    stored = json.loads(packs["aneby"].to_json())
    clause = next(each for each in stored["clauses"] if each["id"] == "AN-7-02")
    (control,) = clause["control"]
    assert control["eves"] == "day_off"
    assert control["saturdays"] is False


def test_a_control_holds_from_its_first_day_to_its_last() -> None:
    guideline = """\
[guideline]
municipality = "Exempel"
title = "Riktlinje"
[[clause]]
id = "EX-1"
section = "1"
modality = "must"
kind = "monitored"
summary = "s"
[[clause.control]]
use = "reply_within"
from = 2024-02-01
until = 2024-12-31
hours = 24
[[clause.control]]
use = "reply_within"
from = 2025-01-01
hours = 48
"""
    pack = read({"guideline.toml": guideline}, name="exempel").pack
    assert pack is not None
    days = [date(2024, 1, 31), date(2024, 2, 1), date(2024, 12, 31), date(2025, 1, 1)]
    hours = [[use.params.hours for use in pack.uses(ReplyWithin, day)] for day in days]
    assert hours == [[], [24], [24], [48]]
    assert [use.params.hours for use in pack.uses("reply_within", days[1])] == [24]


def test_taking_out_a_clause_leaves_the_others_and_what_was_adopted(packs: Mapping[str, Pack]) -> None:
    whole = packs["hallstahammar"]
    part = whole.without("HA-6-03")
    day = date(2026, 11, 3)
    assert {use.clause for use in part.uses(ReplyWithin, day)} == {"HA-B2.5-01"}
    assert "HA-6-03" in part.clauses
    assert part.digest == whole.digest
    with pytest.raises(KeyError):
        whole.without("HA-99")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 1'])
def test_what_is_not_a_frozen_guideline_is_refused(text: str) -> None:
    with pytest.raises(UnreadableGuideline):
        from_json(text)


def test_a_frozen_control_that_the_program_no_longer_has_is_named(packs: Mapping[str, Pack]) -> None:
    stored = packs["aneby"].to_json().replace('"use":"item_owner"', '"use":"item_keeper"')
    with pytest.raises(UnreadableGuideline) as refusal:
        from_json(stored)
    assert [fault.clause for fault in refusal.value.faults] == ["AN-6-01"]


def test_a_frozen_guideline_without_title_is_refused(packs: Mapping[str, Pack]) -> None:
    stored = packs["aneby"].to_json().replace('"title":"Riktlinjer för sociala medier"', '"title":""')
    with pytest.raises(UnreadableGuideline, match="title"):
        from_json(stored)


def test_every_pack_passes_the_same_last_step(
    monkeypatch: pytest.MonkeyPatch, packs: Mapping[str, Pack]
) -> None:
    seen: list[str] = []

    def noted(pack: Pack) -> Pack:
        seen.append(pack.name)
        return pack

    monkeypatch.setattr(packs_of, "finish", noted)
    read(folder_files("norrkoping"), name="norrkoping")
    from_json(packs["aneby"].to_json())
    assert seen == ["norrkoping", "aneby"]
