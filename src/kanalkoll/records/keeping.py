"""The verbs that keep content: capture what comes, draw up what we write, and say what became of it.

All of them are called inside `lane.writing()`. `by` is the actor's plain id ("user:3", "system").
"""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from kanalkoll.ledger.events import Happened, append
from kanalkoll.records import search
from kanalkoll.records.capture import Captured, capture
from kanalkoll.records.models import Record, Version
from kanalkoll.records.own import draw_up, published
from kanalkoll.records.versions import Draft, write

__all__ = ["Captured", "capture", "draw_up", "gone", "published", "seal"]


def gone(record: Record, *, by: str, now: datetime, ground: str | None) -> Version | None:
    """The platform no longer has it: a version more, never one less. None when we knew already.

    What it said stays the text of the record, but of a sealed one nothing is copied.
    """
    record.refresh_from_db()
    if record.gone_at is not None or record.head is None:
        return None
    document = replace(
        record.head.content, reason="gone", gone=True, raw_sha256=sha256(b"").hexdigest(), captured_at=now
    )
    if record.sealed_at is not None:
        document = replace(document, text="", media=())
    record.gone_at = now
    record.save(update_fields=["gone_at"])
    [version] = write([Draft(record, document, b"")], actor=by, now=now, ground=ground)
    return version


def seal(record: Record, *, by: str, now: datetime) -> None:
    """Close child abuse material off from view, search and export; it is never rendered or copied from here.

    What was fetched on arrival stays for the police's and the registrar's decision. Again does nothing.
    """
    record.refresh_from_db()
    if record.sealed_at is not None:
        return
    record.sealed_at = now
    record.save(update_fields=["sealed_at"])
    search.forget(record.pk)
    append([Happened(verb="record.sealed", object=record.name, actor=by)], at=now)
