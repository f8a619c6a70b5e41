"""Evidence: each manifest is what the log committed to, its files are those it lists, and none is missing."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import Problem
from kanalkoll.records.document import committed
from kanalkoll.records.evidence import SECURED
from kanalkoll.records.models import Evidence, EvidenceFile, Version
from kanalkoll.records.verification.rows import chunks


def evidence_problems() -> Iterator[Problem]:
    """Changed, dropped, swapped and added evidence."""
    dropped = Event.objects.filter(verb=SECURED).exclude(
        Exists(Evidence.objects.filter(event=OuterRef("pk")))
    )
    for event in dropped.order_by("seq").iterator():
        yield Problem(
            "evidence_dropped", event.object, f"Beviset som säkrades i händelse {event.seq} är borttaget."
        )
    logged = Exists(Event.objects.filter(pk=OuterRef("event_id")))
    there = Exists(Version.objects.filter(pk=OuterRef("version_id")))
    for evidence in Evidence.objects.exclude(logged & there).order_by("pk").iterator():
        yield Problem(
            "evidence_added", evidence.name, f"Bevis {evidence.pk} saknar sin händelse eller sin version."
        )
    stray = EvidenceFile.objects.exclude(Exists(Evidence.objects.filter(pk=OuterRef("evidence_id"))))
    for file in stray.order_by("pk").iterator():
        yield Problem(
            "evidence_added", f"evidence_file:{file.pk}", f"Bevisfil {file.pk} hör inte till något bevis."
        )
    yield from _changed()


def _changed() -> Iterator[Problem]:
    last_event = 0
    for chunk in chunks(Evidence.objects.select_related("event", "version").prefetch_related("files")):
        for evidence in chunk:
            for fault in _faults(evidence):
                yield Problem("evidence_changed", evidence.name, f"Bevis {evidence.pk}: {fault}.")
            if evidence.event_id <= last_event:
                yield Problem(
                    "evidence_swapped", evidence.name, f"Bevis {evidence.pk} har bytt plats med ett annat."
                )
            last_event = evidence.event_id


def _faults(evidence: Evidence) -> Iterator[str]:
    event, manifest = evidence.event, bytes(evidence.manifest)
    if committed(bytes(evidence.nonce), manifest) != bytes(evidence.commitment):
        yield "förteckningen är en annan än den som säkrades"
    if bytes(event.commitment or b"") != bytes(evidence.commitment):
        yield "loggen har åtagit sig en annan förteckning"
    if (event.verb, event.object, event.at) != (SECURED, f"record:{evidence.record_id}", evidence.secured_at):
        yield "loggen talar om en annan handling eller tid"
    try:
        listed = json.loads(manifest)
        version = listed["version"]
        kept = (listed["record"], version["number"], version["event"], version["record"])
        files = [(file["role"], file["label"], file["sha256"]) for file in listed["files"]]
        secured_at = datetime.fromisoformat(listed["secured_at"])
    except (ValueError, KeyError, TypeError):
        yield "förteckningen går inte att läsa"
        return
    now = evidence.version
    if kept != (evidence.record_id, now.number, now.event_id, now.record_id):
        yield "det pekar på en annan handling eller version"
    if secured_at != evidence.secured_at:
        yield "tiden är ändrad"
    rows = sorted(evidence.files.all(), key=lambda file: file.position)
    if [(file.role, file.label, file.blob_id) for file in rows] != files:
        yield "filerna är andra än de som säkrades"
