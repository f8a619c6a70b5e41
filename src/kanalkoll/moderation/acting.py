"""What every verb on a removal begins and ends with."""

from collections.abc import Mapping
from datetime import datetime

from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.models import Message
from kanalkoll.ledger.events import Happened, append
from kanalkoll.moderation.models import MOVES, STATES, Removal
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.records import keeping
from kanalkoll.records.models import Record
from kanalkoll.screening.judging import screening_of
from kanalkoll.screening.verdicts import marks_of

# Unpublishing means taken off the platform and kept here; hiding leaves it visible to the author and friends.
# What is gone there already needs nothing done.
OPERATION_OF: Mapping[str, str] = {"hide": "hide", "unpublish": "delete", "delete": "delete", "none": ""}


def taken(removal_id: int, *, by: User, permission: Permission, to: str | None = None) -> Removal:
    """The removal, locked for this transaction, after permission and state table. Inside writing()."""
    removal = (
        Removal.objects.select_for_update(of=("self",))
        .select_related("record", "account", "guideline")
        .defer("guideline__content")
        .get(pk=removal_id)
    )
    require(by, permission, removal.account_id)
    if to is not None and to not in MOVES[removal.state]:
        raise NotNow(
            f"En borttagning som är ”{removal.get_state_display()}” kan inte bli ”{STATES[to]}”. "
            "Ladda om sidan."
        )
    removal.revision += 1
    return removal


def happened(removal: Removal, verb: str, *, actor: str, now: datetime) -> None:
    """Append the removal's event, with ground and clause."""
    append(
        [
            Happened(
                verb=verb,
                object=removal.name,
                actor=actor,
                guideline=removal.guideline.digest,
                clause=removal.clauses[0] if removal.clauses else None,
                ground=removal.ground,
            )
        ],
        at=now,
    )


def note(record: Record, text: str, *, by: User, now: datetime) -> Record | None:
    """A person's own words about the case, kept as a record; None for an empty text."""
    if not text.strip():
        return None
    return keeping.draw_up(
        account=record.account,
        kind="note",
        text=text.strip(),
        parent=record,
        author_name=by.name,
        by=by.actor,
        now=now,
    )


def unhurried(record: Record) -> None:
    """The case hurries no longer and the item stays: it goes back to the place its text gives it in the queue."""
    screening = screening_of(record)
    urgent = marks_of(screening)[0] if screening else 0
    Message.objects.filter(record=record, urgent=1).update(urgent=urgent)
