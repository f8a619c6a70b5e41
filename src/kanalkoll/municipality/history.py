"""What the log tells of a person, a unit or an account, in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kanalkoll.ledger.events import history
from kanalkoll.ledger.models import Event
from kanalkoll.municipality.models import User
from kanalkoll.municipality.roles import ROLES

WORDS: Mapping[str, str] = {
    "person.added": "Upplagd",
    "person.changed": "Uppgifter ändrade",
    "person.deactivated": "Avslutad",
    "person.reactivated": "Inloggningen öppnad igen",
    "person.password_given": "Fick ett tillfälligt lösenord",
    "person.password_chosen": "Valde ett eget lösenord",
    "person.languages_chosen": "Sa vilka språk hen läser",
    "grant.given": "Fick en roll",
    "grant.ended": "En roll avslutades",
    "unit.added": "Upplagd",
    "unit.changed": "Ändrad",
    "contact_person.named": "Kontaktperson utsedd",
    "contact_person.withdrawn": "Kontaktperson borttagen",
    "contact_person.confirmed": "Kontaktperson bekräftad",
    "account.added": "Upplagt",
    "account.changed": "Uppgifter ändrade",
    "account.connected": "Anslutet",
    "account.read_asked_for": "Läsning begärd",
    "account.switched_off": "Avstängt",
    "account.switched_on": "Påslaget",
}
NAMES: Mapping[str, str] = {
    "email": "e-post",
    "given_name": "förnamn",
    "family_name": "efternamn",
    "title": "titel",
    "unit": "enhet",
    "protected_identity": "skyddade personuppgifter",
    "name": "namn",
    "kind": "slag",
    "parent": "plats i trädet",
    "manager": "chef",
    "address": "adress",
    "main": "huvudkonto",
    "platform_id": "plattformens id",
} | {key: role.label for key, role in ROLES.items()}
MOST = 30


@dataclass(frozen=True, slots=True)
class Told:
    """One event: what, about what, who did it, when."""

    words: str
    about: str
    who: str
    at: datetime


def told(object: str) -> list[Told]:
    """The latest events of an object, newest first, as a person would tell them."""
    events = list(history(object).order_by("-seq")[:MOST])
    people = _people(events)
    return [
        Told(
            WORDS.get(each.verb, each.verb), _about(each, people), people.get(each.actor, "systemet"), each.at
        )
        for each in events
    ]


def _people(events: Iterable[Event]) -> dict[str, str]:
    mentioned = {word for each in events for word in (each.actor, *(each.ground or "").split())}
    keys = {word.removeprefix("user:") for word in mentioned if word.startswith("user:")}
    return {
        user.actor: user.name for user in User.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    }


def _about(event: Event, people: Mapping[str, str]) -> str:
    """The codes of an event's ground that have words: particulars, roles, people."""
    words = (NAMES.get(code) or people.get(code, "") for code in (event.ground or "").split())
    return ", ".join(word for word in words if word)
