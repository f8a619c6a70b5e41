"""Writing versions: the log's events, the rows, what the record says now, the search index."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from kanalkoll.ledger.clock import random_bytes
from kanalkoll.ledger.events import Happened, append
from kanalkoll.records import search
from kanalkoll.records.document import Document, committed
from kanalkoll.records.models import Attachment, Record, Version

NONCE_BYTES = 32


@dataclass(frozen=True, slots=True)
class Draft:
    """A version about to be written. The document's number is given when it is."""

    record: Record
    document: Document
    raw: bytes
    becomes_head: bool = True


def write(
    drafts: Sequence[Draft], *, actor: str, now: datetime, ground: str | None = None, fresh: bool = False
) -> list[Version]:
    """Number, commit to, log and store the drafts in this order. Call it inside `lane.writing()`.

    `fresh` says that none of the records has any version yet. The records' `head` is set on the objects too.
    """
    if not drafts:
        return []
    earlier = {} if fresh else _earlier(drafts)
    versions = _numbered(drafts, earlier, now)
    events = append([_happened(version, actor, ground) for version in versions], at=now)
    for version, event in zip(versions, events, strict=True):
        version.event = event
    Version.objects.bulk_create(versions)
    _attach(drafts, versions)
    _move_heads(drafts, versions)
    search.index(_texts(drafts, earlier))
    return versions


def _earlier(drafts: Sequence[Draft]) -> dict[int, list[tuple[int, str]]]:
    """Number and text of the versions there are."""
    rows = Version.objects.filter(record__in={draft.record.pk for draft in drafts})
    earlier: dict[int, list[tuple[int, str]]] = {}
    for record, number, text in rows.values_list("record_id", "number", "text"):
        earlier.setdefault(record, []).append((number, text))
    return earlier


def _numbered(
    drafts: Sequence[Draft], earlier: dict[int, list[tuple[int, str]]], now: datetime
) -> list[Version]:
    last = {record: max(number for number, _ in versions) for record, versions in earlier.items()}
    versions = []
    for draft in drafts:
        number = last[draft.record.pk] = last.get(draft.record.pk, 0) + 1
        versions.append(_version(draft, number, now))
    return versions


def _version(draft: Draft, number: int, now: datetime) -> Version:
    document = replace(draft.document, number=number).to_bytes()
    nonce = random_bytes(NONCE_BYTES)
    return Version(
        record=draft.record,
        number=number,
        reason=draft.document.reason,
        raw=draft.raw,
        text=draft.document.text,
        document=document,
        nonce=nonce,
        commitment=committed(nonce, document),
        captured_at=now,
    )


def _happened(version: Version, actor: str, ground: str | None) -> Happened:
    return Happened(
        verb=f"record.{version.reason}",
        object=version.record.name,
        actor=actor,
        ground=ground,
        commitment=bytes(version.commitment),
    )


def _attach(drafts: Sequence[Draft], versions: Sequence[Version]) -> None:
    attachments = [
        Attachment(version=version, position=position, blob_id=media.sha256, kind=media.kind, alt=media.alt)
        for draft, version in zip(drafts, versions, strict=True)
        for position, media in enumerate(draft.document.media)
        if media.sha256
    ]
    if attachments:
        Attachment.objects.bulk_create(attachments)


def _move_heads(drafts: Sequence[Draft], versions: Sequence[Version]) -> None:
    heads: dict[int, int] = {}
    for draft, version in zip(drafts, versions, strict=True):
        if draft.becomes_head:
            draft.record.head = version
            heads[draft.record.pk] = version.pk
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE records_record SET head_id = %s WHERE id = %s",
            [(version, record) for record, version in heads.items()],
        )


def _texts(drafts: Sequence[Draft], earlier: dict[int, list[tuple[int, str]]]) -> dict[int, list[str]]:
    """All that each record says or has said: what was edited away must be found again as well."""
    texts: dict[int, list[str]] = {}
    for draft in drafts:
        if draft.record.direction == "internal" or draft.record.sealed_at is not None:
            continue
        if draft.record.pk not in texts:
            before = [text for _, text in earlier.get(draft.record.pk, ())]
            texts[draft.record.pk] = [draft.record.author_name, *before]
        texts[draft.record.pk] += [draft.document.text, draft.document.author.name]
    return texts
