"""People: adding, changing, ending; the roles they are given; the passwords they sign in with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kanalkoll.ledger.clock import random_bytes
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.changing import Unfit, changing, happened
from kanalkoll.municipality.contacts import withdraw
from kanalkoll.municipality.models import Account, ContactPerson, Grant, Unit, User
from kanalkoll.municipality.roles import ROLES, Permission

PARTICULARS = ("email", "given_name", "family_name", "title", "unit", "protected_identity")
KEEPERS = tuple(key for key, role in ROLES.items() if Permission.MANAGE_PEOPLE in role.permissions)
# Letters and digits that are not taken for one another when they are read out or copied from a note.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, GROUP_LENGTH = 4, 4


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of a person. With protected identity the name never leaves the house."""

    email: str
    given_name: str
    family_name: str
    title: str
    unit: Unit
    protected_identity: bool = False


def add_person(*, particulars: Particulars, by: User, now: datetime) -> User:
    """A new person, who can do nothing until there is a role and sign in only with a password. Raises Unfit."""
    with changing(by, Permission.MANAGE_PEOPLE):
        _require_own_address(particulars.email, but=None)
        person = User.objects.create_user(password=None, **_fields(particulars))
        happened("person.added", person.actor, by=by, now=now)
    return person


def change_person(person: User, *, particulars: Particulars, by: User, now: datetime) -> User:
    """Change what is known of a person; the event names which particulars, never what they say. Raises Unfit."""
    with changing(by, Permission.MANAGE_PEOPLE):
        person = User.objects.select_related("unit").get(pk=person.pk)
        _require_own_address(particulars.email, but=person)
        wanted = _fields(particulars)
        changed = [name for name in PARTICULARS if getattr(person, name) != wanted[name]]
        for name in changed:
            setattr(person, name, wanted[name])
        if changed:
            person.save(update_fields=changed)
            happened("person.changed", person.actor, by=by, now=now, ground=" ".join(changed))
    return person


def deactivate(person: User, *, by: User, now: datetime) -> None:
    """Somebody who has left: out at once, roles and contact duties ended. What they did stands. Raises Unfit."""
    with changing(by, Permission.MANAGE_PEOPLE):
        person = User.objects.get(pk=person.pk)
        if not person.is_active:
            raise Unfit(f"{person.name} är redan avslutad.")
        _require_another_keeper(person)
        for grant in person.grants.filter(ended_at=None):
            _end(grant, by=by, now=now)
        for contact in ContactPerson.objects.filter(user=person).select_related("unit"):
            withdraw(contact.unit, person, by=by, now=now)
        person.is_active, person.temporary_password_at = False, None
        person.set_unusable_password()
        person.save(update_fields=["is_active", "temporary_password_at", "password"])
        happened("person.deactivated", person.actor, by=by, now=now)


def reactivate(person: User, *, by: User, now: datetime) -> None:
    """Somebody who has come back: with no roles and no password, as when they were new. Raises Unfit."""
    with changing(by, Permission.MANAGE_PEOPLE):
        if not User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
            raise Unfit(f"{person.name} är inte avslutad.")
        happened("person.reactivated", person.actor, by=by, now=now)


def give_role(
    person: User,
    *,
    role: str,
    account: Account | None = None,
    unit: Unit | None = None,
    by: User,
    now: datetime,
) -> Grant:
    """Give a role: everywhere, or on one account or one unit's branch where the role wants that. Raises Unfit."""
    with changing(by, Permission.MANAGE_PEOPLE):
        _require_fitting(role, account, unit)
        if not User.objects.filter(pk=person.pk, is_active=True).exists():
            raise Unfit(f"{person.name} är avslutad och kan inte ha roller. Öppna inloggningen först.")
        if Grant.objects.filter(user=person, role=role, account=account, unit=unit, ended_at=None).exists():
            raise Unfit(f"{person.name} har redan den rollen där.", "role")
        grant = Grant.objects.create(user=person, role=role, account=account, unit=unit, given_at=now)
        happened("grant.given", person.actor, by=by, now=now, ground=_scope(grant))
    return grant


def end_role(grant: Grant, *, by: User, now: datetime) -> None:
    """End a role; what was done in it stands. Raises Unfit."""
    with changing(by, Permission.MANAGE_PEOPLE):
        grant = Grant.objects.select_related("user").get(pk=grant.pk)
        if grant.ended_at is not None:
            raise Unfit("Rollen är redan avslutad.")
        if grant.role in KEEPERS:
            _require_another_keeper(grant.user)
        _end(grant, by=by, now=now)


def set_password(person: User, *, by: User, now: datetime) -> str:
    """A temporary password, told once and never stored readable; the person must choose their own with it.

    Everywhere the person is signed in they are signed out. Raises Unfit.
    """
    with changing(by, Permission.MANAGE_PEOPLE):
        person = User.objects.get(pk=person.pk)
        if person.pk == by.pk:
            raise Unfit("Ditt eget lösenord byter du under ”Byt lösenord”.")
        if not person.is_active:
            raise Unfit(f"{person.name} är avslutad. Öppna inloggningen först.")
        password = _readable_password()
        person.set_password(password)
        person.temporary_password_at = now
        person.save(update_fields=["password", "temporary_password_at"])
        happened("person.password_given", person.actor, by=by, now=now)
    return password


def choose_password(person: User, *, password: str, now: datetime) -> None:
    """The person's own choice, already checked by the form: nobody's permission is needed."""
    with writing():
        person.set_password(password)
        person.temporary_password_at = None
        person.save(update_fields=["password", "temporary_password_at"])
        append(
            [Happened(verb="person.password_chosen", object=person.actor, actor=person.actor)],
            at=now,
        )


def _fields(particulars: Particulars) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(particulars, name) for name in PARTICULARS}
    return fields | {"email": particulars.email.strip().lower()}


def _require_own_address(address: str, *, but: User | None) -> None:
    """The address is what a person signs in with, so it belongs to one."""
    holder = User.objects.filter(email=address.strip().lower()).first()
    if holder is not None and holder != but:
        raise Unfit(f"{holder.name} har redan den e-postadressen.", "email")


def _require_fitting(role: str, account: Account | None, unit: Unit | None) -> None:
    if role not in ROLES:
        raise Unfit("Välj en roll.", "role")
    if ROLES[role].everywhere and (account or unit):
        raise Unfit(f"Rollen {ROLES[role].label} gäller alla konton. Låt fältet stå tomt.", "where")
    if not ROLES[role].everywhere and bool(account) == bool(unit):
        raise Unfit(f"Välj vilket konto eller vilken enhet rollen {ROLES[role].label} gäller.", "where")


def _require_another_keeper(person: User) -> None:
    """Somebody must always be left who can let people in. (Otherwise only `kanalkoll setup` can.)"""
    keepers = Grant.objects.filter(role__in=KEEPERS, ended_at=None, user__is_active=True)
    if keepers.filter(user=person).exists() and not keepers.exclude(user=person).exists():
        role = " eller ".join(ROLES[key].label for key in KEEPERS)
        raise Unfit(f"{person.name} är den enda som kan släppa in andra. Ge först någon annan rollen {role}.")


def _end(grant: Grant, *, by: User, now: datetime) -> None:
    grant.ended_at = now
    grant.save(update_fields=["ended_at"])
    happened("grant.ended", f"user:{grant.user_id}", by=by, now=now, ground=_scope(grant))


def _scope(grant: Grant) -> str:
    """The role and where it reaches, as codes: "administrator account:5"."""
    if grant.account_id:
        return f"{grant.role} account:{grant.account_id}"
    return f"{grant.role} unit:{grant.unit_id}" if grant.unit_id else grant.role


def _readable_password() -> str:
    """Sixteen letters in groups of four, 79 bits: too many to guess, few enough to read out."""
    number = int.from_bytes(random_bytes(32))
    letters = [
        LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(GROUPS * GROUP_LENGTH)
    ]
    groups = ["".join(letters[start::GROUPS]) for start in range(GROUPS)]
    return "-".join(groups)
