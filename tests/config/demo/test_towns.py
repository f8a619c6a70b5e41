"""The four invented administrations: complete, plausible, and nobody real."""

import pytest

from kanalkoll.config.demo.people import e_mail
from kanalkoll.config.demo.towns import Town, folders, read
from kanalkoll.municipality.folders import shipped
from kanalkoll.municipality.models import UNIT_KINDS
from kanalkoll.municipality.roles import ROLES

BREAKING = "fritid"


@pytest.fixture(params=folders())
def town(request: pytest.FixtureRequest) -> Town:
    return read(request.param)


def test_every_shipped_guideline_has_a_town() -> None:
    assert set(folders()) == set(shipped())


def test_there_is_no_town_by_another_name() -> None:
    with pytest.raises(KeyError, match="none of"):
        read("ingenstans")


def test_every_role_is_held_by_somebody(town: Town) -> None:
    assert {role for person in town.people for role in person.roles} == set(ROLES)
    assert sum("comms_unit" in person.roles for person in town.people) == 2
    assert sum("administrator" in person.roles for person in town.people) >= 3
    assert 14 <= len(town.people) <= 22


def test_one_person_lives_with_protected_identity(town: Town) -> None:
    assert [person.key for person in town.people if person.protected] == ["kontakt"]


def test_every_person_is_somebody(town: Town) -> None:
    for person in town.people:
        assert person.given[0].isupper()
        assert person.family[0].isupper()
        assert len(person.title) > 1
        assert person.title[0].islower()
        assert e_mail(town, person).isascii()
    assert len({person.name for person in town.people}) == len(town.people)
    assert len({e_mail(town, person) for person in town.people}) == len(town.people)


def test_addresses_are_in_a_domain_that_cannot_exist(town: Town) -> None:
    assert all(e_mail(town, person).endswith(".example") for person in town.people)


def test_units_hang_together(town: Town) -> None:
    above: set[str] = set()
    for unit in town.units:
        assert unit.kind in UNIT_KINDS
        assert unit.parent is None or unit.parent in above, "a unit stands below what it belongs to"
        assert unit.manager is None or town.employs(unit.manager)
        above.add(unit.key)
    assert {person.unit for person in town.people} <= above
    assert {unit for person in town.people for unit in person.over} <= above
    assert {account.unit for account in town.accounts} <= above


def test_every_department_and_company_has_a_manager(town: Town) -> None:
    leaderless = [
        unit.name
        for unit in town.units
        if unit.kind in ("department", "municipal_company") and not unit.manager
    ]
    assert leaderless == []


def test_about_eight_accounts_one_of_them_the_main_one(town: Town) -> None:
    assert 8 <= len(town.accounts) <= 9
    assert [account.key for account in town.accounts if account.main] == ["main"]
    assert all(town.employs(key) for account in town.accounts for key in account.administrators)


def test_one_account_breaks_the_guideline_and_the_others_do_not(town: Town) -> None:
    place = town.words["ort"].removesuffix("s")
    alone = [account.key for account in town.accounts if len(account.administrators) < 2]
    nameless = [account.key for account in town.accounts if place not in account.name and account.key != "va"]
    assert alone == [BREAKING]
    assert BREAKING in nameless


def test_residents_are_many_and_each_has_a_name_of_their_own(town: Town) -> None:
    assert len(town.residents) >= 45
    assert len(set(town.residents.values())) == len(town.residents)
    assert not set(town.residents.values()) & {person.name for person in town.people}


def test_every_town_knows_the_same_words_and_the_same_characters() -> None:
    towns = [read(folder) for folder in folders()]
    assert len({frozenset(town.words) for town in towns}) == 1
    assert len({frozenset(town.residents) for town in towns}) == 1


def test_one_town_has_a_municipal_company() -> None:
    owners = {
        folder for folder in folders() for unit in read(folder).units if unit.kind == "municipal_company"
    }
    assert owners == {"norrkoping"}
