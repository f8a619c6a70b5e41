"""People, their roles and their passwords: each verb with what it changes, what it refuses and what the log tells."""

import re
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanalkoll.ledger.events import history
from kanalkoll.municipality import contacts, people
from kanalkoll.municipality.changing import Unfit
from kanalkoll.municipality.models import ContactPerson, Grant, Unit, User
from kanalkoll.municipality.people import Particulars
from kanalkoll.municipality.permissions import Refused, holders, may, powers
from kanalkoll.municipality.roles import ROLES, Permission

NOT_KEEPERS = sorted(set(ROLES) - {"system_owner"} - {"archivist", "data_protection_officer", "crisis_group"})


def sara(kommun, **other) -> Particulars:
    known = {
        "email": "Sara.Lind@Example.se",
        "given_name": "Sara",
        "family_name": "Lind",
        "title": "bibliotekarie",
        "unit": kommun.account.unit,
    }
    return Particulars(**(known | other))


def add(kommun, **other) -> User:
    return people.add_person(particulars=sara(kommun, **other), by=owner(kommun), now=kommun.now)


def owner(kommun) -> User:
    """As the person stands in the database now, powers and all."""
    return fresh(kommun.people["system_owner"])


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def told(user: User) -> list[tuple[str, str | None]]:
    return [(event.verb, event.ground) for event in history(user.actor)]


def test_somebody_new_can_do_nothing_and_has_no_password(stage):
    kommun = stage("aneby")

    added = add(kommun, protected_identity=True)

    assert (added.name, added.email, added.protected_identity) == ("Sara Lind", "sara.lind@example.se", True)
    assert powers(added).roles == frozenset()
    assert not added.has_usable_password()
    assert told(added) == [("person.added", None)]


def test_an_address_belongs_to_one_person_whatever_its_capitals(stage):
    kommun = stage("aneby")
    first = add(kommun)

    with pytest.raises(Unfit, match="Sara Lind har redan") as refused:
        add(kommun, given_name="Ulla", email="SARA.LIND@example.se")
    with pytest.raises(Unfit):
        people.change_person(kommun.karin, particulars=sara(kommun), by=owner(kommun), now=kommun.now)
    people.change_person(first, particulars=sara(kommun, title="chef"), by=owner(kommun), now=kommun.now)

    assert refused.value.field == "email"
    assert User.objects.filter(email="sara.lind@example.se").count() == 1


def test_a_change_is_told_by_which_particulars_and_never_by_what_they_say(stage):
    kommun = stage("aneby")
    added = add(kommun)

    people.change_person(
        added,
        particulars=sara(kommun, family_name="Ek", protected_identity=True),
        by=owner(kommun),
        now=kommun.now,
    )
    people.change_person(
        added,
        particulars=sara(kommun, family_name="Ek", protected_identity=True),
        by=owner(kommun),
        now=kommun.now,
    )

    assert fresh(added).name == "Sara Ek"
    assert told(added)[1:] == [("person.changed", "family_name protected_identity")]


def test_a_role_on_an_account_reaches_that_account_and_a_role_on_a_unit_its_whole_branch(stage):
    kommun = stage("aneby")
    one, other = add(kommun), add(kommun, email="ulf@example.se")
    department = kommun.account.unit.parent

    people.give_role(one, role="administrator", account=kommun.account, by=owner(kommun), now=kommun.now)
    people.give_role(other, role="responsible_manager", unit=department, by=owner(kommun), now=kommun.now)

    assert may(fresh(one), Permission.HANDLE, kommun.account.pk)
    assert may(fresh(other), Permission.APPROVE, kommun.account.pk)
    assert told(one)[-1] == ("grant.given", f"administrator account:{kommun.account.pk}")
    assert told(other)[-1] == ("grant.given", f"responsible_manager unit:{department.pk}")


@pytest.mark.parametrize("role", [key for key, role in ROLES.items() if role.everywhere])
def test_a_role_for_the_whole_municipality_is_given_on_nothing(stage, role):
    kommun = stage("aneby")
    added = add(kommun)

    with pytest.raises(Unfit, match="gäller alla konton") as refused:
        people.give_role(added, role=role, account=kommun.account, by=owner(kommun), now=kommun.now)
    people.give_role(added, role=role, by=owner(kommun), now=kommun.now)

    assert refused.value.field == "where"
    assert powers(fresh(added)).everywhere == ROLES[role].permissions


@pytest.mark.parametrize("role", [key for key, role in ROLES.items() if not role.everywhere])
def test_a_role_that_reaches_some_accounts_needs_an_account_or_a_unit_and_not_both(stage, role):
    kommun = stage("aneby")
    added = add(kommun)

    with pytest.raises(Unfit, match="Välj vilket konto"):
        people.give_role(added, role=role, by=owner(kommun), now=kommun.now)
    with pytest.raises(Unfit, match="Välj vilket konto"):
        people.give_role(
            added,
            role=role,
            account=kommun.account,
            unit=kommun.account.unit,
            by=owner(kommun),
            now=kommun.now,
        )

    assert not added.grants.exists()


def test_the_same_role_in_the_same_place_is_given_once_until_it_has_ended(stage):
    kommun = stage("aneby")
    added = add(kommun)
    first = people.give_role(added, role="auditor", by=owner(kommun), now=kommun.now)

    with pytest.raises(Unfit, match="har redan den rollen"):
        people.give_role(added, role="auditor", by=owner(kommun), now=kommun.now)
    people.end_role(first, by=owner(kommun), now=kommun.now)
    with pytest.raises(Unfit, match="redan avslutad"):
        people.end_role(first, by=owner(kommun), now=kommun.now)
    people.give_role(added, role="auditor", by=owner(kommun), now=kommun.now)

    assert [verb for verb, _ in told(added)[1:]] == ["grant.given", "grant.ended", "grant.given"]
    assert may(fresh(added), Permission.READ)


def test_a_role_that_is_not_there_is_refused(stage):
    kommun = stage("aneby")

    with pytest.raises(Unfit, match="Välj en roll"):
        people.give_role(add(kommun), role="king", by=owner(kommun), now=kommun.now)


def test_who_has_left_is_out_at_once_with_roles_and_duties_ended_and_their_deeds_standing(stage):
    kommun = stage("aneby")
    department = kommun.account.unit.parent
    contacts.name_contact(department, kommun.karin, by=owner(kommun), now=kommun.now)
    people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)

    people.deactivate(kommun.karin, by=owner(kommun), now=kommun.now)

    left = fresh(kommun.karin)
    assert (left.is_active, left.has_usable_password(), left.temporary_password_at) == (False, False, None)
    assert not left.grants.filter(ended_at=None).exists()
    assert left.grants.filter(ended_at=kommun.now).count() == 1
    assert not ContactPerson.objects.exists()
    assert [verb for verb, _ in told(left)[-2:]] == ["grant.ended", "person.deactivated"]
    assert history(f"unit:{department.pk}").last().verb == "contact_person.withdrawn"
    with pytest.raises(Unfit, match="redan avslutad"):
        people.deactivate(kommun.karin, by=owner(kommun), now=kommun.now)


def test_who_comes_back_begins_anew(stage):
    kommun = stage("aneby")
    people.deactivate(kommun.karin, by=owner(kommun), now=kommun.now)
    with pytest.raises(Unfit, match="avslutad"):
        people.give_role(kommun.karin, role="auditor", by=owner(kommun), now=kommun.now)
    with pytest.raises(Unfit, match="Öppna inloggningen först"):
        people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)

    people.reactivate(kommun.karin, by=owner(kommun), now=kommun.now)

    assert powers(fresh(kommun.karin)).roles == frozenset()
    assert told(kommun.karin)[-1] == ("person.reactivated", None)
    with pytest.raises(Unfit, match="inte avslutad"):
        people.reactivate(kommun.karin, by=owner(kommun), now=kommun.now)


def test_somebody_is_always_left_who_can_let_others_in(stage):
    kommun = stage("aneby")
    last = owner(kommun)
    grant = Grant.objects.get(user=last)

    with pytest.raises(Unfit, match="den enda som kan släppa in andra"):
        people.deactivate(last, by=last, now=kommun.now)
    with pytest.raises(Unfit, match="den enda som kan släppa in andra"):
        people.end_role(grant, by=last, now=kommun.now)

    other = add(kommun)
    people.give_role(other, role="system_owner", by=last, now=kommun.now)
    people.end_role(grant, by=last, now=kommun.now)
    with pytest.raises(Unfit, match="den enda som kan släppa in andra"):
        people.deactivate(other, by=fresh(other), now=kommun.now)


def test_somebody_who_has_left_does_not_count_as_one_who_can_let_others_in(stage):
    kommun = stage("aneby")
    other = add(kommun)
    people.give_role(other, role="system_owner", by=owner(kommun), now=kommun.now)
    User.objects.filter(pk=other.pk).update(is_active=False)

    with pytest.raises(Unfit, match="den enda"):
        people.deactivate(owner(kommun), by=owner(kommun), now=kommun.now)


def test_two_who_end_each_other_at_once_leave_one(stage):
    kommun = stage("aneby")
    first, second = owner(kommun), add(kommun)
    people.give_role(second, role="system_owner", by=first, now=kommun.now)
    start, outcomes = Barrier(2), []

    def end(by: User, other: User) -> None:
        start.wait()
        try:
            people.deactivate(other, by=by, now=kommun.now)
            outcomes.append("ended")
        except (Unfit, Refused):
            outcomes.append("stopped")
        finally:
            connection.close()

    pair = (fresh(first), fresh(second)), (fresh(second), fresh(first))
    threads = [Thread(target=end, args=each) for each in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["ended", "stopped"]
    assert (
        User.objects.filter(grants__role="system_owner", grants__ended_at=None, is_active=True).count() == 1
    )


def test_a_temporary_password_opens_once_told_and_is_kept_nowhere(stage):
    kommun = stage("aneby")

    given = people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)
    again = people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)

    kept = fresh(kommun.karin)
    assert re.fullmatch(r"([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}", again)
    assert given != again
    assert kept.check_password(again)
    assert not kept.check_password(given)
    assert kept.temporary_password_at == kommun.now
    assert told(kept)[-1] == ("person.password_given", None)


def test_nobody_is_given_a_temporary_password_of_their_own(stage):
    kommun = stage("aneby")

    with pytest.raises(Unfit, match="Byt lösenord"):
        people.set_password(owner(kommun), by=owner(kommun), now=kommun.now)


def test_a_password_of_ones_own_ends_the_temporary_one(stage):
    kommun = stage("aneby")
    people.set_password(kommun.karin, by=owner(kommun), now=kommun.now)

    people.choose_password(fresh(kommun.karin), password="fyra små grisar gick", now=kommun.now)

    kept = fresh(kommun.karin)
    assert kept.temporary_password_at is None
    assert kept.check_password("fyra små grisar gick")
    assert history(kept.actor).last().actor == kept.actor


@pytest.mark.parametrize("role", NOT_KEEPERS)
def test_nobody_else_changes_people_and_what_is_refused_changes_nothing(stage, role):
    kommun = stage("aneby")
    by, now, grant = kommun.people[role], kommun.now, Grant.objects.get(user=kommun.karin)
    before = (User.objects.count(), Grant.objects.filter(ended_at=None).count(), len(told(kommun.karin)))
    verbs = (
        lambda: people.add_person(particulars=sara(kommun), by=by, now=now),
        lambda: people.change_person(kommun.karin, particulars=sara(kommun), by=by, now=now),
        lambda: people.deactivate(kommun.karin, by=by, now=now),
        lambda: people.reactivate(kommun.karin, by=by, now=now),
        lambda: people.give_role(kommun.karin, role="auditor", by=by, now=now),
        lambda: people.end_role(grant, by=by, now=now),
        lambda: people.set_password(kommun.karin, by=by, now=now),
    )

    for verb in verbs:
        with pytest.raises(Refused, match="människor och roller"):
            verb()

    after = (User.objects.count(), Grant.objects.filter(ended_at=None).count(), len(told(kommun.karin)))
    assert after == before
    assert Unit.objects.count() == 2


@pytest.mark.parametrize("role", ROLES)
def test_every_role_says_in_words_what_it_permits(role):
    assert len(ROLES[role].can) == len(ROLES[role].permissions)
    assert all(words and words[0].isupper() for words in ROLES[role].can)


@pytest.mark.parametrize("permission", [Permission.HANDLE, Permission.APPROVE, Permission.READ])
def test_whom_to_ask_is_everybody_who_holds_the_permission_whatever_way_it_was_given(stage, permission):
    kommun = stage("aneby")

    asked = holders(kommun.account.pk, permission)

    active = User.objects.filter(is_active=True)
    assert asked == [person for person in active if may(person, permission, kommun.account.pk)] != []


def test_whom_to_ask_is_found_with_as_many_statements_however_many_work_here(stage):
    kommun = stage("aneby")
    with CaptureQueriesContext(connection) as few:
        before = holders(kommun.account.pk, Permission.HANDLE)
    for number in range(6):
        newcomer = add(kommun, email=f"kollega{number}@example.se")
        people.give_role(
            newcomer, role="administrator", account=kommun.account, by=owner(kommun), now=kommun.now
        )
    with CaptureQueriesContext(connection) as many:
        assert len(holders(kommun.account.pk, Permission.HANDLE)) == len(before) + 6
    assert len(many) == len(few)
