"""The events of a message in words: who, on what ground, by which clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kanalkoll.inbox.models import REGISTRATIONS
from kanalkoll.inbox.registering import REMOVED
from kanalkoll.ledger.models import Event
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import pack_of
from kanalkoll.municipality.models import Guideline, User
from kanalkoll.policy import answering
from kanalkoll.policy.ground_words import LABELS
from kanalkoll.policy.workdays import local_day
from kanalkoll.ui.page import ClauseLink

SYSTEM = "systemet"
# Grounds in the log that are no grounds of the guideline's.
WORDS: Mapping[str, str] = {
    **{code: words.lower() for code, words in REGISTRATIONS.items()},
    **{str(code): words.lower() for code, words in LABELS.items()},
    REMOVED: "togs bort",
    "gone_at_platform": "borta hos plattformen",
    "nobody": "ingen",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the log, ready to show."""

    seq: int
    verb: str
    who: str
    at: datetime
    ground: str
    links: Sequence[ClauseLink]


def told(events: Sequence[Event]) -> list[Told]:
    """These events in words, in the order given: one statement for the people, one for the guidelines."""
    named = {name for event in events for name in (event.actor, event.ground or "")}
    ids = [int(name.removeprefix("user:")) for name in named if name.startswith("user:")]
    people = {person.actor: person.name for person in User.objects.filter(pk__in=ids)}
    known = Guideline.objects.defer("content")
    digests = {event.guideline for event in events if event.guideline}
    guidelines = {each.digest: each for each in known.filter(digest__in=digests)}
    return [_told(event, people, guidelines.get(event.guideline or "")) for event in events]


def _told(event: Event, people: Mapping[str, str], guideline: Guideline | None) -> Told:
    ground = event.ground or ""
    return Told(
        seq=event.seq,
        verb=event.verb,
        who=people.get(event.actor, SYSTEM),
        at=event.at,
        ground=people.get(ground) or WORDS.get(ground) or _no_answer(guideline, ground, event.at),
        links=links(guideline, [event.clause]) if guideline and event.clause else [],
    )


def _no_answer(guideline: Guideline | None, code: str, at: datetime) -> str:
    """A ground for letting something be, in the guideline's own words; nothing for an id."""
    if guideline is None or not code:
        return ""
    known = answering.outcomes(pack_of(guideline), kind="comment", on=local_day(at)).grounds
    return next((each.label.lower() for each in known if each.code == code), "")
