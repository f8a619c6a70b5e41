"""Securing evidence before anything is done to an item: what it was, what stood round it, a sheet to read.

In two steps, so that the slow one keeps nobody waiting: `prepare_sheet` sets and stores the sheet outside the
write lane, `secure` writes the rows and the event inside it. Child abuse material is refused in both: it is
neither rendered nor copied.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kanalkoll.ledger.canonical import Json, canonical
from kanalkoll.ledger.clock import random_bytes
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.faults import fault_point
from kanalkoll.records import blobs
from kanalkoll.records.composing import SheetText, composed
from kanalkoll.records.document import committed
from kanalkoll.records.models import Blob, Evidence, EvidenceFile, Record, Version
from kanalkoll.records.sheet import render
from kanalkoll.records.thread import surroundings
from kanalkoll.records.versions import NONCE_BYTES

SECURED = "evidence.secured"


class Sealed(PermissionError):
    """The record is child abuse material: it is reported and removed, never copied or rendered."""


class Changed(RuntimeError):
    """The item changed at the platform after the sheet was prepared. Prepare a new one and try again."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture taken by a person, kept apart from what the system fetched; `label` says what it shows."""

    content: bytes
    mime: str
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, set and stored, for exactly one version of a record; `pdf` and `pages` are SHA-256 names."""

    version_id: int
    wording: SheetText
    pdf: str
    pages: tuple[str, ...]
    thread: tuple[int, ...]


def prepare_sheet(record: Record, *, wording: SheetText, now: datetime) -> Sheet:
    """Set the sheet for what the record says now, and store its files. Call it outside the write lane.

    Raises Sealed, and blobs.Damaged when a kept picture is not what it was.
    """
    record = _fresh(record)
    head = _head(record)
    around = surroundings(record)
    contents = composed(record, head, around, wording=wording, now=now)
    rendered = render(contents, pictures_in=blobs.folder())
    pages = tuple(blobs.store(page) for page in rendered.pages)
    versions = [each.head_id for _, each in around.entries if each.head_id is not None]
    return Sheet(head.pk, wording, blobs.store(rendered.pdf), pages, tuple(versions))


def secure(
    record: Record, *, sheet: Sheet, uploads: Sequence[Upload] = (), by: str, now: datetime
) -> Evidence:
    """Write the evidence and its event, after every file has been read back and compared.

    `by` is the actor's plain id. Call it inside `lane.writing()`. Raises Sealed, Changed and blobs.Damaged.
    """
    record = _fresh(record)
    head = _head(record)
    if head.pk != sheet.version_id:
        raise Changed("Inlägget har ändrats sedan bevisbladet gjordes. Gör ett nytt blad.")
    files = _files(head, sheet, uploads)
    fault_point("evidence.after_files")
    manifest = canonical(_manifest(record, head, sheet, files, by, now))
    nonce = random_bytes(NONCE_BYTES)
    commitment = committed(nonce, manifest)
    [event] = append([_happened(record, sheet.wording, by, commitment)], at=now)
    evidence = Evidence.objects.create(
        record=record,
        version=head,
        manifest=manifest,
        nonce=nonce,
        commitment=commitment,
        secured_at=now,
        event=event,
    )
    for file in files:
        file.evidence = evidence
    EvidenceFile.objects.bulk_create(files)
    fault_point("evidence.after_rows")
    return evidence


def shown_on(evidence: Evidence) -> frozenset[int]:
    """The records, by primary key, that stood in the thread when this was secured: their words are on the sheet."""
    return frozenset(each["record"] for each in json.loads(bytes(evidence.manifest))["thread"])


def shows_sealed(evidence: Evidence) -> bool:
    """Whether something that stood in the thread when this was secured has been sealed since.

    Its words stand on the sheet, so the files may no longer be given out.
    """
    return Record.objects.filter(pk__in=shown_on(evidence)).exclude(sealed_at=None).exists()


def _fresh(record: Record) -> Record:
    found = Record.objects.select_related("head", "account", "parent", "post").get(pk=record.pk)
    if found.sealed_at is not None:
        raise Sealed("Förseglat material kopieras aldrig. Anmäl det och ta bort det utan bevisblad.")
    return found


def _head(record: Record) -> Version:
    if record.head is None:
        raise RuntimeError(f"{record.name} has no version")
    return record.head


def _files(head: Version, sheet: Sheet, uploads: Sequence[Upload]) -> list[EvidenceFile]:
    """The files in the manifest's order; each is on disk, compared, and has its row."""
    ours = [(blobs.read(name), None) for name in (sheet.pdf, *sheet.pages)]
    kept = blobs.keep([*ours, *((upload.content, upload.mime) for upload in uploads)])
    media = [attachment.blob for attachment in head.attachments.select_related("blob")]
    for blob in media:
        blobs.require_sound(blob.sha256)
    pages = len(sheet.pages)
    rows: list[tuple[str, str, Blob]] = [("sheet_pdf", "", kept[0])]
    rows += [("sheet_png", f"Sida {n}", blob) for n, blob in enumerate(kept[1 : 1 + pages], start=1)]
    rows += [("media", "", blob) for blob in media]
    rows += [
        ("upload", upload.label[:200], blob) for upload, blob in zip(uploads, kept[1 + pages :], strict=True)
    ]
    return [
        EvidenceFile(position=position, role=role, label=label, blob=blob)
        for position, (role, label, blob) in enumerate(rows)
    ]


def _manifest(
    record: Record, head: Version, sheet: Sheet, files: Sequence[EvidenceFile], by: str, now: datetime
) -> dict[str, Json]:
    document = head.content
    thread = Version.objects.filter(pk__in=sheet.thread).order_by("event_id")
    return {
        "record": record.pk,
        "version": _version(head),
        "raw_sha256": sha256(bytes(head.raw)).hexdigest(),
        "author": document.author.name,
        "created_at": document.created_at.isoformat() if document.created_at else None,
        "captured_at": head.captured_at.isoformat(),
        "thread": [_version(version) for version in thread],
        "files": [
            {
                "role": file.role,
                "label": file.label,
                "sha256": file.blob_id,
                "made_by": "human" if file.role == "upload" else "system",
            }
            for file in files
        ],
        "account": record.account_id,
        "ground": sheet.wording.ground_code,
        "clauses": [clause for clause, _ in sheet.wording.clauses],
        "guideline": sheet.wording.guideline_digest,
        "secured_by": by,
        "secured_at": now.isoformat(),
    }


def _version(version: Version) -> dict[str, Json]:
    return {
        "record": version.record_id,
        "number": version.number,
        "event": version.event_id,
        "commitment": bytes(version.commitment).hex(),
    }


def _happened(record: Record, wording: SheetText, by: str, commitment: bytes) -> Happened:
    return Happened(
        verb=SECURED,
        object=record.name,
        actor=by,
        guideline=wording.guideline_digest,
        clause=wording.clauses[0][0] if wording.clauses else None,
        ground=wording.ground_code,
        commitment=commitment,
    )
