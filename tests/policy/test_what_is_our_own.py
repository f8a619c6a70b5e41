"""A guideline folder may say what is the municipality's own; what it says must be possible to use."""

from kanalkoll.policy.ours import Ours, ours
from kanalkoll.policy.pack import from_json, read
from tests.policy.conftest import folder_files

TEXT = """# Växeln först.
telefon: 010-000 00 00
e-post: exempelkommun.se
Adress: Storgatan 48
skola: Furuskolan
plats: Ekeby

plats: Granby
"""


def test_each_line_has_a_kind_and_a_value_and_a_silent_folder_has_none() -> None:
    assert ours({"our_own": TEXT}) == Ours(
        phones=("010-000 00 00",),
        emails=("exempelkommun.se",),
        addresses=("Storgatan 48",),
        schools=("Furuskolan",),
        places=("Ekeby", "Granby"),
    )
    assert ours({}) == Ours()


def test_it_is_adopted_and_frozen_with_the_rest() -> None:
    reading = read({**folder_files("aneby"), "texts/our_own.txt": TEXT}, name="aneby")
    assert reading.pack is not None
    assert ours(from_json(reading.pack.to_json()).texts).schools == ("Furuskolan",)


def test_a_line_that_says_nothing_is_a_fault_with_its_number() -> None:
    faults = read(
        {**folder_files("aneby"), "texts/our_own.txt": "telefon: 1\nfax: 2\nplats:\n"}, name="x"
    ).faults
    assert [(fault.file, fault.line) for fault in faults] == [
        ("texts/our_own.txt", 2),
        ("texts/our_own.txt", 3),
    ]
    assert "telefon, e-post, adress, skola, plats" in faults[0].message
