"""Units: a tree without rings, names once in each place, managers, and contact persons confirmed by date."""

import pytest

from kanalkoll.ledger.events import history
from kanalkoll.municipality import contacts, people, tree, units
from kanalkoll.municipality.changing import Unfit
from kanalkoll.municipality.models import ContactPerson, Unit, User
from kanalkoll.municipality.permissions import Refused, may
from kanalkoll.municipality.roles import Permission
from kanalkoll.municipality.units import Plan


def owner(kommun) -> User:
    return User.objects.get(pk=kommun.people["system_owner"].pk)


def add(kommun, name: str, parent: Unit | None = None, kind: str = "unit") -> Unit:
    return units.add_unit(plan=Plan(name, kind, parent), by=owner(kommun), now=kommun.now)


def told(unit: Unit) -> list[tuple[str, str | None]]:
    return [(event.verb, event.ground) for event in history(f"unit:{unit.pk}")]


def test_a_unit_is_added_where_it_belongs(stage):
    kommun = stage("aneby")

    board = add(kommun, "Tekniska nämnden", kind="board")
    street = add(kommun, "Gatuenheten", board)

    assert street.parent == board
    assert told(street) == [("unit.added", None)]
    assert tree.paths()[street.pk] == "Tekniska nämnden › Gatuenheten"


def test_a_name_stands_once_in_each_place_also_at_the_top(stage):
    kommun = stage("aneby")
    one = add(kommun, "Skolan")
    other = add(kommun, "Gatan")
    add(kommun, "Kansliet", one)
    add(kommun, "Kansliet", other)

    with pytest.raises(Unfit, match="redan en enhet som heter Skolan") as refused:
        add(kommun, "Skolan")
    with pytest.raises(Unfit, match="Kansliet"):
        add(kommun, "Kansliet", one)
    with pytest.raises(Unfit, match="Skolan"):
        units.change_unit(other, plan=Plan("Skolan", "unit"), by=owner(kommun), now=kommun.now)
    units.change_unit(other, plan=Plan("Gatan", "department"), by=owner(kommun), now=kommun.now)

    assert refused.value.field == "name"


@pytest.mark.parametrize("below", [0, 1, 2])
def test_no_unit_lies_under_itself_however_far_down(stage, below):
    kommun = stage("aneby")
    line = [add(kommun, "Överst")]
    for name in ("Mitten", "Underst"):
        line.append(add(kommun, name, line[-1]))

    with pytest.raises(Unfit, match="ligger under") as refused:
        units.change_unit(line[0], plan=Plan("Överst", "unit", line[below]), by=owner(kommun), now=kommun.now)

    assert refused.value.field == "parent"
    assert Unit.objects.get(pk=line[0].pk).parent is None


def test_who_reaches_a_units_accounts_changes_when_the_unit_is_moved(stage):
    kommun = stage("aneby")
    elsewhere = add(kommun, "Skolan", kind="department")
    manager = kommun.people["auditor"]
    people.give_role(manager, role="responsible_manager", unit=elsewhere, by=owner(kommun), now=kommun.now)
    library = kommun.account.unit
    assert not may(User.objects.get(pk=manager.pk), Permission.HANDLE, kommun.account.pk)

    plan = Plan(library.name, library.kind, elsewhere, kommun.chef)
    units.change_unit(library, plan=plan, by=owner(kommun), now=kommun.now)

    assert may(User.objects.get(pk=manager.pk), Permission.HANDLE, kommun.account.pk)
    assert told(library) == [("unit.changed", "parent")]


def test_a_unit_gets_its_manager_but_nobody_who_has_left(stage):
    kommun = stage("aneby")
    people.deactivate(kommun.karin, by=owner(kommun), now=kommun.now)
    left = User.objects.get(pk=kommun.karin.pk)

    with pytest.raises(Unfit, match="Välj en annan chef"):
        units.add_unit(plan=Plan("Gatan", "unit", None, left), by=owner(kommun), now=kommun.now)
    gatan = units.add_unit(plan=Plan("Gatan", "unit", None, kommun.chef), by=owner(kommun), now=kommun.now)
    units.change_unit(gatan, plan=Plan("Gatan", "unit"), by=owner(kommun), now=kommun.now)

    assert told(gatan)[-1] == ("unit.changed", "manager")


def test_a_kind_that_is_not_there_is_refused_and_nothing_changed_tells_nothing(stage):
    kommun = stage("aneby")
    gatan = add(kommun, "Gatan")

    with pytest.raises(Unfit, match="slags enhet"):
        add(kommun, "Slottet", kind="palace")
    units.change_unit(gatan, plan=Plan("Gatan", "unit"), by=owner(kommun), now=kommun.now)

    assert told(gatan) == [("unit.added", None)]


def test_those_named_are_confirmed_together_by_the_swedish_date(stage):
    kommun = stage("hallstahammar")
    department = kommun.account.unit.parent
    contacts.name_contact(department, kommun.karin, by=owner(kommun), now=kommun.now)
    contacts.name_contact(department, kommun.chef, substitute=True, by=owner(kommun), now=kommun.now)

    # A quarter to midnight on Saturday by the sun, a quarter to two on Sunday in Sweden.
    confirmed = contacts.confirm(department, by=owner(kommun), now=kommun.later(hours=32, minutes=45))

    days = set(ContactPerson.objects.values_list("confirmed_on", flat=True))
    assert confirmed == 2
    assert [day.isoformat() for day in days] == ["2026-10-25"]
    assert [ground for verb, ground in told(department) if verb == "contact_person.confirmed"] == [
        kommun.karin.actor,
        kommun.chef.actor,
    ]


@pytest.mark.parametrize("role", ["administrator", "responsible_manager", "comms_unit", "auditor"])
def test_nobody_else_changes_the_tree(stage, role):
    kommun = stage("aneby")
    by, plan = kommun.people[role], Plan("Gatan", "unit")

    with pytest.raises(Refused):
        units.add_unit(plan=plan, by=by, now=kommun.now)
    with pytest.raises(Refused):
        units.change_unit(kommun.account.unit, plan=plan, by=by, now=kommun.now)
    with pytest.raises(Refused):
        contacts.confirm(kommun.account.unit.parent, by=by, now=kommun.now)

    assert sorted(Unit.objects.values_list("name", flat=True)) == ["Biblioteket", "Kultur och fritid"]
