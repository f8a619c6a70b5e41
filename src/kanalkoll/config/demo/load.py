"""Filling an empty installation with a demonstration town, its people and six weeks of history."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kanalkoll.config.demo.history import Player
from kanalkoll.config.demo.people import Staff, employ, keep_replies
from kanalkoll.config.demo.script import steps
from kanalkoll.config.demo.square import square
from kanalkoll.config.demo.towns import Town, read
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.models import Event
from kanalkoll.municipality.folders import read_folder
from kanalkoll.municipality.guidelines import BadGuideline, adopt
from kanalkoll.municipality.models import Guideline, User
from kanalkoll.policy import pack as packs
from kanalkoll.policy.pack import Pack

BEFORE_ALL = timedelta(days=50)
LONG_IN_FORCE = timedelta(days=400)
PLAYED = "demo.played"


class NotEmpty(Exception):
    """There is somebody here already: a demonstration is only loaded into an empty installation."""


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """Whom one can sign in as, in the order of the town's own list."""

    town: Town
    people: tuple[User, ...]


def load(name: str, *, now: datetime, torget: str) -> DemoPeople:
    """The town called `name`, played up to `now` against the Torget at that address. Aware times.

    Where this town is already loaded nothing happens. Raises NotEmpty where there are other people,
    KeyError for a town there is not, BadGuideline for a guideline that cannot be adopted.
    """
    town = read(name)
    if not is_loaded(town):
        _refuse_others()
        now = now.astimezone(UTC).replace(microsecond=0)
        _fill(town, now=now, torget=torget)
    return who(town)


def is_loaded(town: Town) -> bool:
    """Whether the town's people are here."""
    return Guideline.objects.filter(name=town.folder).exists() and _all_was_played()


def who(town: Town) -> DemoPeople:
    """The people one can sign in as, those with most to do first."""
    order = {person.name: place for place, person in enumerate(town.people)}
    people = User.objects.filter(is_active=True).select_related("unit").prefetch_related("grants__account")
    return DemoPeople(town, tuple(sorted(people, key=lambda user: order.get(user.name, len(order)))))


def _fill(town: Town, *, now: datetime, torget: str) -> None:
    beginning = now - BEFORE_ALL
    pack = _adopted(town, now=beginning)
    names = {key: person.name for person in town.people for key in person.keys}
    with square(torget) as there:
        pages = there.open_pages(town.accounts, names)
        if any(page.kept for page in pages.values()):
            # Its posts are there, and what we knew of them is not: they would be written a second time.
            raise NotEmpty("Torget minns en tidigare demonstration. Töm datamappen och försök igen.")
        staff: Staff = employ(town, pages, address=there.address, since=beginning)
        keep_replies(pack, by=staff.people["komm1"])
        there.turn_to(beginning)
        try:
            Player(town, staff, there).play(steps(town, now=now), until=now)
        finally:
            there.turn_to(None)
    with writing():
        append([Happened(verb=PLAYED, object=f"town:{town.folder}", actor="system")], at=now)


def _all_was_played() -> bool:
    return Event.objects.filter(verb=PLAYED).exists()


def _refuse_others() -> None:
    """Also a town whose loading was cut short: half a town is worse than none."""
    if User.objects.exists() or Guideline.objects.exists():
        raise NotEmpty(
            "Här finns redan människor eller en riktlinje, eller så blev demonstrationen avbruten när den "
            "lästes in. Töm datamappen och försök igen."
        )


def _adopted(town: Town, *, now: datetime) -> Pack:
    """Adopt the guideline; where it repeals another, that one is entered first, with what is known of it."""
    reading = read_folder(town.folder)
    if reading.pack is None:
        raise BadGuideline(reading.faults)
    pack, before = reading.pack, _predecessor(reading.pack)
    if before is not None:
        started = before.adoption.on
        first = datetime(started.year, started.month, started.day, tzinfo=UTC) if started else None
        adopt(before, by=None, now=now, in_force_from=first or now - 2 * LONG_IN_FORCE)
    adopt(pack, by=None, now=now, in_force_from=now - LONG_IN_FORCE)
    return pack


def _predecessor(pack: Pack) -> Pack | None:
    """The repealed guideline as far as the new one tells: its title, date and paragraph, and no rules."""
    repealed = pack.adoption.repeals
    if repealed is None:
        return None
    adopted_on = f"adopted_on = {repealed.on.isoformat()}" if repealed.on else ""
    text = f"""
[guideline]
municipality = {json.dumps(pack.municipality, ensure_ascii=False)}
title = {json.dumps(repealed.title or "Den tidigare riktlinjen", ensure_ascii=False)}
paragraph = {json.dumps(repealed.paragraph or "–", ensure_ascii=False)}
{adopted_on}

[[clause]]
id = "UPPHAVD-01"
section = "Upphävd riktlinje"
modality = "definition"
kind = "informational"
summary = "Texten finns inte i programmet. Raden står här för att beslutet om den nya ska gå att följa."
"""
    reading = packs.read({"guideline.toml": text}, name=f"{pack.name}-upphavd")
    if reading.pack is None:
        raise BadGuideline(reading.faults)
    return reading.pack
