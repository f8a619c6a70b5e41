"""The administration: units, people with roles, accounts, contact persons and saved replies, as real rows."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kanalkoll.accounts.connections import connect
from kanalkoll.config.demo.square import PageKeys
from kanalkoll.config.demo.towns import AccountPlan, Person, Town
from kanalkoll.inbox.models import SavedReply
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.languages import choose
from kanalkoll.municipality.models import Account, ContactPerson, Grant, Unit, User
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day

CONFIRMED_AGO = timedelta(days=45)
SAVED = {
    "welcome_reply": "Välkomna någon",
    "holding_reply": "Frågan är vidareskickad",
    "ordinary_channel": "Hänvisa till rätt kanal",
    "personal_matter": "Det här tar vi inte i kommentarerna",
    "politics_referral": "Hänvisa en politisk fråga",
    "removal_explanation": "Förklara en borttagning",
}
# What the town's people have said that they read, by the keys that every town has.
READ: Mapping[str, Collection[str]] = {
    "komm1": ("en", "de"),
    "komm2": ("en",),
    "kontakt": ("en", "fi", "ar"),
    "bibl": ("en", "fr"),
    "bygg": ("en", "fa"),
    "forsk": ("so",),
}


@dataclass(frozen=True, slots=True)
class Staff:
    """The rows by the keys that the stories use."""

    units: Mapping[str, Unit]
    people: Mapping[str, User]
    accounts: Mapping[str, Account]


def employ(town: Town, pages: Mapping[str, PageKeys], *, address: str, since: datetime) -> Staff:
    """Create everybody and everything of the town, as it stood at `since`. Nobody has a password."""
    with writing():
        units = _units(town)
        people = {key: _user(town, person, units) for person in town.people for key in person.keys}
        _managers(town, units, people)
        accounts = {
            key: account
            for plan in town.accounts
            for account in [_account(plan, pages[plan.key], units, address)]
            for key in plan.keys
        }
        _grants(town, units, people, accounts, since)
        _contact_persons(town, units, people, since)
    for plan in town.accounts:
        connect(
            accounts[plan.key],
            address=f"{address}/v26.0",
            secrets=pages[plan.key].secrets,
            by=None,
            now=since,
        )
    for key, languages in READ.items():
        choose(people[key], languages=languages, now=since)
    return Staff(units, people, accounts)


def keep_replies(pack: Pack, *, by: User) -> None:
    """The guideline's own reply texts as saved replies for everyone."""
    with writing():
        for name, title in SAVED.items():
            if name in pack.texts:
                SavedReply.objects.create(title=title, text=pack.texts[name].strip(), by=by)


def e_mail(town: Town, person: Person) -> str:
    """An address in a domain that cannot exist."""
    return f"{_plain(person.given)}.{_plain(person.family)}@{town.words['webben']}"


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if letter.isascii() and (letter.isalnum() or letter == "-"))


def _units(town: Town) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for plan in town.units:
        parent = units[plan.parent] if plan.parent else None
        units[plan.key] = Unit.objects.create(name=plan.name, kind=plan.kind, parent=parent)
    return units


def _user(town: Town, person: Person, units: Mapping[str, Unit]) -> User:
    address = e_mail(town, person)
    known = User.objects.filter(email=address).first()
    return known or User.objects.create_user(
        address,
        None,
        given_name=person.given,
        family_name=person.family,
        title=person.title,
        unit=units[person.unit],
        protected_identity=person.protected,
    )


def _managers(town: Town, units: Mapping[str, Unit], people: Mapping[str, User]) -> None:
    for plan in town.units:
        if plan.manager:
            unit = units[plan.key]
            unit.manager = people[plan.manager]
            unit.save(update_fields=["manager"])


def _account(plan: AccountPlan, page: PageKeys, units: Mapping[str, Unit], address: str) -> Account:
    return Account.objects.create(
        platform="facebook",
        platform_id=page.id,
        name=plan.name,
        address=f"{address}/{page.id}",
        unit=units[plan.unit],
        main=plan.main,
        opened_on=plan.opened,
    )


def _grants(
    town: Town,
    units: Mapping[str, Unit],
    people: Mapping[str, User],
    accounts: Mapping[str, Account],
    since: datetime,
) -> None:
    for plan in town.accounts:
        for key in plan.administrators:
            Grant.objects.create(
                user=people[key], role="administrator", account=accounts[plan.key], given_at=since
            )
    for person in town.people:
        for role in person.roles:
            for unit in _reach(role, person, units):
                Grant.objects.create(user=people[person.key], role=role, unit=unit, given_at=since)


def _reach(role: str, person: Person, units: Mapping[str, Unit]) -> list[Unit | None]:
    """An administrator is one on accounts, a manager over branches; every other role reaches all."""
    if role == "administrator":
        return []
    return [units[key] for key in person.over] if role == "responsible_manager" else [None]


def _contact_persons(
    town: Town, units: Mapping[str, Unit], people: Mapping[str, User], since: datetime
) -> None:
    """Each department names its manager's people: first somebody who knows, then a substitute."""
    confirmed = local_day(since - CONFIRMED_AGO)
    for plan in town.units:
        if plan.kind not in ("department", "municipal_company"):
            continue
        below = {each.key for each in town.units if plan.key in (each.key, each.parent)}
        inside = [person for person in town.people if person.unit in below]
        for person in inside[:2]:
            ContactPerson.objects.create(
                unit=units[plan.key],
                user=people[person.key],
                subjects=person.title,
                substitute=person is not inside[0],
                confirmed_on=confirmed,
            )
