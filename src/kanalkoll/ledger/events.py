"""Appending to the log and reading an object's history."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import QuerySet

from kanalkoll.ledger.canonical import canonical
from kanalkoll.ledger.merkle import Frontier, leaf_hash
from kanalkoll.ledger.models import Event, Tree

# Any number will do as long as nothing else in the database locks on it.
_APPEND_LOCK = 0x6B616E616C
# Ids and codes only: whoever tries to log a sentence or a name with å in it is stopped here.
_PLAIN: Mapping[str, re.Pattern[str]] = {
    "verb": re.compile(r"[a-z][a-z0-9_.-]{0,59}"),
    "object": re.compile(r"[a-z][a-z0-9_.-]{0,39}(:[A-Za-z0-9_.-]{1,39})?"),
    "actor": re.compile(r"[a-z][a-z0-9_.-]{0,39}(:[A-Za-z0-9_.-]{1,39})?"),
    "guideline": re.compile(r"[A-Za-z0-9_.:-]{1,80}"),
    "clause": re.compile(r"[A-Z0-9.-]{1,40}"),
    "ground": re.compile(r"[A-Za-z0-9_.: -]{1,120}"),
}


class OutsideLane(RuntimeError):
    """An event was appended outside `lane.writing()`, where it could outlive the change it tells of."""


class NotPlain(ValueError):
    """A field of an event was not an id or a code. Content and names never go into the log."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What a verb tells the log: ids and codes, and SHA-256(nonce || bytes) of content as `commitment`."""

    verb: str
    object: str
    actor: str
    guideline: str | None = None
    clause: str | None = None
    ground: str | None = None
    commitment: bytes | None = None


def append(happened: Sequence[Happened], *, at: datetime) -> list[Event]:
    """Number these events and put them at the end of the log, in this order. `at` is aware.

    Call it inside `lane.writing()`, last in the verb: on PostgreSQL it holds the log until the commit.
    Raises OutsideLane and NotPlain.
    """
    if not connection.in_atomic_block:
        raise OutsideLane("append() hör hemma inom lane.writing()")
    for each in happened:
        _require_plain(each)
    if not happened:
        return []
    tree = claim_tree()
    at = at.astimezone(UTC)
    rows = [_row(seq, at, each) for seq, each in enumerate(happened, start=tree.size + 1)]
    frontier = Frontier.from_bytes(tree.size, bytes(tree.frontier)).extended(bytes(row.leaf) for row in rows)
    Event.objects.bulk_create(rows)
    Tree.objects.filter(pk=1).update(size=frontier.size, frontier=frontier.to_bytes())
    return rows


def history(object: str) -> QuerySet[Event]:
    """What has happened to an object, oldest first."""
    return Event.objects.filter(object=object).order_by("seq")


def claim_tree() -> Tree:
    """The tree, held for this transaction: nobody else can append until it ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_APPEND_LOCK])
    tree = Tree.objects.filter(pk=1).first()
    return tree or Tree.objects.create(pk=1)


def leaf_entry(seq: int, at: datetime, happened: Happened) -> bytes:
    """The bytes that the log commits to for one event: canonical JSON, `at` in UTC with microseconds."""
    return canonical(
        {
            "seq": seq,
            "at": f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z",
            "verb": happened.verb,
            "object": happened.object,
            "actor": happened.actor,
            "guideline": happened.guideline,
            "clause": happened.clause,
            "ground": happened.ground,
            "commitment": happened.commitment.hex() if happened.commitment is not None else None,
        }
    )


def _row(seq: int, at: datetime, happened: Happened) -> Event:
    return Event(
        seq=seq,
        at=at,
        verb=happened.verb,
        object=happened.object,
        actor=happened.actor,
        guideline=happened.guideline,
        clause=happened.clause,
        ground=happened.ground,
        commitment=happened.commitment,
        leaf=leaf_hash(leaf_entry(seq, at, happened)),
    )


def _require_plain(happened: Happened) -> None:
    for field, pattern in _PLAIN.items():
        value = getattr(happened, field)
        if value is not None and not pattern.fullmatch(value):
            # The value itself is left out: it may be what must not be spread.
            raise NotPlain(f"fältet {field} är inte ett id eller en kod")
    if happened.commitment is not None and len(happened.commitment) != 32:
        raise NotPlain("commitment ska vara 32 byte")
