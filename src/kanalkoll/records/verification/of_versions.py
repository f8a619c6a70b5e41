"""Versions: each says what its document says, the log has committed to the document, and none is missing."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from django.db.models import Exists, OuterRef

from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import Problem
from kanalkoll.records.document import Document, committed
from kanalkoll.records.models import REASONS, Attachment, Version
from kanalkoll.records.verification.rows import chunks

VERBS = tuple(f"record.{reason}" for reason in REASONS)
Attached = list[tuple[int, str, str, str]]


def version_problems() -> Iterator[Problem]:
    """Changed, dropped, swapped and added versions and attachments."""
    yield from _dropped()
    yield from _added()
    last_event = 0
    for chunk in chunks(Version.objects.select_related("event")):
        attached = _attached(chunk)
        for version in chunk:
            for fault in _faults(version, attached.get(version.pk, [])):
                yield Problem("version_changed", version.name, f"Version {version.pk}: {fault}.")
            if version.event_id <= last_event:
                yield Problem(
                    "version_swapped", version.name, f"Version {version.pk} har bytt plats med en annan."
                )
            last_event = version.event_id


def _dropped() -> Iterator[Problem]:
    without = Event.objects.filter(verb__in=VERBS).exclude(
        Exists(Version.objects.filter(event=OuterRef("pk")))
    )
    for event in without.order_by("seq").iterator():
        yield Problem(
            "version_dropped", event.object, f"Versionen som bevarades i händelse {event.seq} är borttagen."
        )


def _added() -> Iterator[Problem]:
    outside = Version.objects.exclude(Exists(Event.objects.filter(pk=OuterRef("event_id"))))
    for version in outside.order_by("pk").iterator():
        yield Problem("version_added", version.name, f"Version {version.pk} finns inte i händelseloggen.")
    stray = Attachment.objects.exclude(Exists(Version.objects.filter(pk=OuterRef("version_id"))))
    for attachment in stray.order_by("pk").iterator():
        yield Problem(
            "attachment_added",
            f"attachment:{attachment.pk}",
            f"Fil {attachment.pk} hör inte till någon version.",
        )


def _attached(versions: list[Version]) -> Mapping[int, Attached]:
    found: dict[int, Attached] = {}
    rows = Attachment.objects.filter(version__in=[version.pk for version in versions]).order_by("position")
    for version, *attachment in rows.values_list("version_id", "position", "blob_id", "kind", "alt"):
        found.setdefault(version, []).append(tuple(attachment))  # type: ignore[arg-type]
    return found


def _faults(version: Version, attached: Attached) -> Iterator[str]:
    event, stored = version.event, bytes(version.document)
    if committed(bytes(version.nonce), stored) != bytes(version.commitment):
        yield "dokumentet är ett annat än det som bevarades"
    if bytes(event.commitment or b"") != bytes(version.commitment):
        yield "loggen har åtagit sig ett annat dokument"
    if (event.verb, event.object) != (f"record.{version.reason}", f"record:{version.record_id}"):
        yield "loggen talar om en annan handling eller orsak"
    if event.at != version.captured_at:
        yield "tiden är en annan än loggens"
    try:
        document = Document.from_bytes(stored)
    except (ValueError, KeyError, TypeError):
        yield "dokumentet går inte att läsa"
        return
    yield from _unlike(version, document, attached)


def _unlike(version: Version, document: Document, attached: Attached) -> Iterator[str]:
    if (document.record, document.number, document.reason) != (
        version.record_id,
        version.number,
        version.reason,
    ):
        yield "handling, nummer eller orsak är ändrad"
    if document.text != version.text:
        yield "texten är ändrad"
    if document.captured_at != version.captured_at:
        yield "tiden är ändrad"
    if document.raw_sha256 != sha256(bytes(version.raw)).hexdigest():
        yield "plattformens svar är ändrat"
    kept = [
        (position, media.sha256, media.kind, media.alt)
        for position, media in enumerate(document.media)
        if media.sha256
    ]
    if kept != attached:
        yield "filerna är andra än de som bevarades"
