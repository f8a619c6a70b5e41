"""What disappeared without us: who is to be told of it, and that somebody has looked at it."""

from collections.abc import Iterable
from datetime import datetime

from kanalkoll.inbox.acting import NotNow
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation.acting import note
from kanalkoll.moderation.models import Vanished
from kanalkoll.municipality.models import Unit, User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission


def acknowledge(vanished_id: int, *, text: str, by: User, now: datetime) -> Vanished:
    """Take note of something that vanished, with what one knows of why. Raises NotNow or Refused."""
    with writing():
        found = Vanished.objects.select_for_update(of=("self",)).select_related("record").get(pk=vanished_id)
        require(by, Permission.REMOVE, found.account_id)
        if found.acknowledged_at is not None:
            raise NotNow("Någon annan har redan tagit det till kännedom.")
        if not text.strip():
            raise NotNow("Skriv vad du vet om varför det försvann.")
        found.acknowledged_by, found.acknowledged_at = by, now
        found.note = note(found.record, text, by=by, now=now)
        found.save()
        append(
            [
                Happened(
                    verb="record.vanishing_acknowledged",
                    object=found.record.name,
                    actor=by.actor,
                    clause=found.clauses[0] if found.clauses else None,
                )
            ],
            at=now,
        )
    return found


def managers_of(unit_ids: Iterable[int]) -> dict[int, User]:
    """The manager of each unit, or of the nearest unit above that has one at work. One statement."""
    units = Unit.objects.select_related("manager").in_bulk()
    found: dict[int, User] = {}
    for unit_id in set(unit_ids):
        above: int | None = unit_id
        while above is not None and unit_id not in found:
            manager, above = units[above].manager, units[above].parent_id
            if manager is not None and manager.is_active:
                found[unit_id] = manager
    return found
