"""Contact persons: the nearest above is asked, substitutes after, and only a manager or the system owner names them."""

import pytest

from kanalkoll.inbox import handling
from kanalkoll.municipality import contacts
from kanalkoll.municipality.contacts import departments_without_contacts, whom_to_ask
from kanalkoll.municipality.models import ContactPerson, Unit
from kanalkoll.municipality.permissions import Refused


@pytest.mark.parametrize(
    "role", ["administrator", "responsible_manager", "comms_unit", "registrar", "auditor"]
)
def test_nobody_else_names_a_departments_contacts(stage, role):
    kommun = stage("hallstahammar")
    department = Unit.objects.get(kind="department")
    by = kommun.people[role]
    with pytest.raises(Refused):
        contacts.name_contact(department, kommun.karin, by=by, now=kommun.now)
    with pytest.raises(Refused):
        contacts.withdraw(department, kommun.karin, by=by, now=kommun.now)
    assert ContactPerson.objects.count() == 0


def test_the_nearest_unit_with_a_contact_is_asked_and_a_substitute_only_when_nobody_else_is_there(stage):
    kommun = stage("hallstahammar")
    library, owner = kommun.account.unit, kommun.people["system_owner"]
    assert whom_to_ask(library) is None
    contacts.name_contact(
        library.parent, kommun.people["comms_unit"], by=owner, now=kommun.now, substitute=True
    )
    contacts.name_contact(library.parent, kommun.chef, by=owner, now=kommun.now)
    assert whom_to_ask(library) == kommun.chef
    kommun.chef.is_active = False
    kommun.chef.save()
    assert whom_to_ask(library) == kommun.people["comms_unit"]
    contacts.name_contact(library, kommun.karin, by=owner, now=kommun.now)
    assert whom_to_ask(library) == kommun.karin


def test_a_contact_person_who_has_left_no_longer_counts(stage):
    kommun = stage("hallstahammar")
    department, owner = Unit.objects.get(kind="department"), kommun.people["system_owner"]
    contacts.name_contact(department, kommun.chef, by=owner, now=kommun.now)
    contacts.name_contact(department, kommun.karin, by=owner, now=kommun.now, substitute=True)
    assert departments_without_contacts(kommun.pack, kommun.now.date()) == []
    kommun.chef.is_active = False
    kommun.chef.save()
    [gap] = departments_without_contacts(kommun.pack, kommun.now.date())
    assert (gap.unit, gap.contact, gap.substitute) == (department, True, False)


def test_naming_somebody_again_confirms_them_with_a_new_date(stage):
    kommun = stage("hallstahammar")
    department, owner = Unit.objects.get(kind="department"), kommun.people["system_owner"]
    contacts.name_contact(department, kommun.chef, by=owner, now=kommun.now)
    kommun.later(days=200)
    contacts.name_contact(department, kommun.chef, by=owner, now=kommun.now, subjects="bad och is")
    kept = ContactPerson.objects.get()
    assert (str(kept.confirmed_on), kept.subjects) == ("2027-05-11", "bad och is")


def test_where_the_guideline_demands_no_contacts_no_department_is_reported(stage):
    kommun = stage("aneby")
    assert departments_without_contacts(kommun.pack, kommun.now.date()) == []


def test_a_unit_without_contact_is_asked_as_a_unit(stage):
    kommun = stage("aneby")
    message = kommun.comment("Hur djup är bassängen?")
    passed = handling.pass_on(message.pk, to_unit=kommun.account.unit, by=kommun.karin, now=kommun.now)
    assert (passed.to_user, passed.to_unit) == (None, kommun.account.unit)
