"""Contact persons: whom a department has named for questions that need a quick answer, and who stands in."""

from dataclasses import dataclass
from datetime import date, datetime

from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import ContactPerson, Unit, User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import stewardship
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day


@dataclass(frozen=True, slots=True)
class Gap:
    """A department that lacks what the guideline demands: a contact person, a substitute or both."""

    unit: Unit
    contact: bool
    substitute: bool
    clauses: tuple[str, ...]


def name_contact(
    unit: Unit, user: User, *, by: User, now: datetime, substitute: bool = False, subjects: str = ""
) -> ContactPerson:
    """Name somebody, or confirm again that they are the one; the unit's manager or the system owner may."""
    _may_change(unit, by)
    with writing():
        named, _ = ContactPerson.objects.update_or_create(
            unit=unit,
            user=user,
            defaults={
                "substitute": substitute,
                "subjects": subjects,
                "confirmed_on": local_day(now),
            },
        )
        _happened("contact_person.named", unit, user, by=by, now=now)
    return named


def withdraw(unit: Unit, user: User, *, by: User, now: datetime) -> None:
    """They are no longer whom to ask. Again does nothing."""
    _may_change(unit, by)
    with writing():
        dropped, _ = ContactPerson.objects.filter(unit=unit, user=user).delete()
        if dropped:
            _happened("contact_person.withdrawn", unit, user, by=by, now=now)


def confirm(unit: Unit, *, by: User, now: datetime) -> int:
    """Somebody has seen today that those named are still the right ones; returns how many they are."""
    _may_change(unit, by)
    with writing():
        named = ContactPerson.objects.filter(unit=unit).select_related("user")
        confirmed = named.update(confirmed_on=local_day(now))
        for contact in named:
            _happened("contact_person.confirmed", unit, contact.user, by=by, now=now)
    return confirmed


def whom_to_ask(unit: Unit) -> User | None:
    """The contact person of the unit, or of the nearest unit above that has one; substitutes come after."""
    above: Unit | None = unit
    while above is not None:
        named = ContactPerson.objects.filter(unit=above, user__is_active=True).select_related("user").first()
        if named is not None:
            return named.user
        above = above.parent
    return None


def departments_without_contacts(pack: Pack, on: date) -> list[Gap]:
    """Every department that does not keep what the guideline demands; empty where it demands nothing."""
    rule = stewardship.contact_persons(pack, on=on)
    if not rule.required:
        return []
    standing = ContactPerson.objects.filter(user__is_active=True)
    named = set(standing.filter(substitute=False).values_list("unit", flat=True))
    standing_in = set(standing.filter(substitute=True).values_list("unit", flat=True))
    gaps = [
        Gap(unit, unit.pk not in named, rule.substitutes and unit.pk not in standing_in, rule.clauses)
        for unit in Unit.objects.filter(kind=rule.per).select_related("manager")
    ]
    return [gap for gap in gaps if gap.contact or gap.substitute]


def _may_change(unit: Unit, by: User) -> None:
    if unit.manager_id != by.pk:
        require(by, Permission.MANAGE_PEOPLE)


def _happened(verb: str, unit: Unit, user: User, *, by: User, now: datetime) -> None:
    guideline = in_force(now)
    rule = stewardship.contact_persons(pack_of(guideline), on=local_day(now))
    append(
        [
            Happened(
                verb=verb,
                object=f"unit:{unit.pk}",
                actor=by.actor,
                guideline=guideline.digest,
                clause=rule.clauses[0] if rule.clauses else None,
                ground=user.actor,
            )
        ],
        at=now,
    )
