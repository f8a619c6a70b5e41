"""Somebody has looked at what disappeared without us."""

from datetime import datetime

from kanalkoll.inbox.acting import NotNow
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation.acting import note
from kanalkoll.moderation.models import Vanished
from kanalkoll.municipality.models import User
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
