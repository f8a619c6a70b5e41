"""Removals and reports held against the log: who asked, on what ground, who said yes, and how far it went.

The act, the answers to the guideline's questions and a report's reference are not in the log and not checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from kanalkoll.inbox.models import Message
from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import Problem
from kanalkoll.moderation.models import Removal, Report
from kanalkoll.municipality.models import Guideline
from kanalkoll.records.evidence import SECURED
from kanalkoll.records.models import Evidence
from kanalkoll.records.verification.deeds import Deed, compared, events_of, first_of, without_rows
from kanalkoll.records.verification.rows import chunks

REQUESTED, APPROVED, TRIED_AGAIN = "removal.requested", "removal.approved", "removal.tried_again"
REPORTED, SKIPPED = "removal.reported", "removal.report_skipped"
REFUSED, RESTORED, RESTORE_ASKED = "removal.refused", "removal.restored", "removal.restore_requested"
WITHDRAWN, GONE = "removal.withdrawn", "removal.nothing_to_remove"
KEPT, REMOVED, VERIFIED = "removal.secured", "removal.removed", "removal.verified"
BECOMES = {
    REQUESTED: "requested",
    KEPT: "secured",
    APPROVED: "approved",
    REFUSED: "refused",
    REMOVED: "removed",
    VERIFIED: "verified",
    RESTORED: "restored",
    WITHDRAWN: "withdrawn",
    GONE: "gone",
    "removal.unknown": "unknown",
    "removal.failed": "failed",
    "removal.still_visible": "failed",
}
VERBS = frozenset({*BECOMES, TRIED_AGAIN, RESTORE_ASKED, REPORTED, SKIPPED})


def events_about(messages: Sequence[Message]) -> dict[int, list[Event]]:
    """What removals did to these messages' state, by the message's primary key."""
    message_of = {message.record_id: message.pk for message in messages}
    removals = Removal.objects.filter(record__in=list(message_of)).values_list("pk", "record_id")
    named = {f"removal:{pk}": message_of[record] for pk, record in removals}
    found: dict[int, list[Event]] = {}
    for name, events in events_of(named, verbs=(REMOVED, RESTORED)).items():
        found.setdefault(named[name], []).extend(events)
    return found


def removal_problems() -> Iterator[Problem]:
    """Changed, dropped, added and swapped removals and reports. Read it within `lane.reading()`."""
    yield from without_rows(REQUESTED, Removal, kind="removal", label="Borttagning")
    there = Exists(Removal.objects.filter(pk=OuterRef("removal_id")))
    for pk in Report.objects.exclude(there).order_by("pk").values_list("pk", flat=True):
        yield Problem("report_added", f"report:{pk}", f"Anmälan {pk} hör inte till någon borttagning.")
    digests = dict(Guideline.objects.values_list("pk", "digest"))
    for chunk in chunks(Removal.objects.all()):
        told_of = events_of((removal.name for removal in chunk), verbs=VERBS)
        reports = _reports(chunk)
        evidence = Evidence.objects.in_bulk([each.evidence_id for each in chunk if each.evidence_id])
        actors = _actors(list(evidence.values()))
        messages = Message.objects.only("pk", "record_id").in_bulk(
            [each.message_id for each in chunk if each.message_id]
        )
        for removal in chunk:
            events = told_of.get(removal.name, [])
            if not events or events[0].verb != REQUESTED:
                yield Problem(
                    "removal_added", removal.name, f"Borttagning {removal.pk} finns inte i händelseloggen."
                )
                continue
            message = messages.get(removal.message_id or 0)
            about = message is None or message.record_id == removal.record_id
            kept = evidence.get(removal.evidence_id or 0)
            for fault in (
                *(() if about else ("den hör till ett annat ärende",)),
                *_request(removal, events[0], digests.get(removal.guideline_id)),
                *_course(removal, events),
                *_evidence(removal, events, kept, actors.get(kept.event_id) if kept else None),
            ):
                yield Problem("removal_changed", removal.name, f"Borttagning {removal.pk}: {fault}.")
            yield from _reported(reports.get(removal.pk, []), events)


def _reports(removals: list[Removal]) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = {}
    for report in Report.objects.filter(removal__in=[each.pk for each in removals]).order_by("pk"):
        found.setdefault(report.removal_id, []).append(report)
    return found


def _actors(evidence: list[Evidence]) -> dict[int, str]:
    """Who secured each, by its event."""
    events = Event.objects.filter(pk__in=[each.event_id for each in evidence], verb=SECURED)
    return dict(events.values_list("pk", "actor"))


def _request(removal: Removal, event: Event, digest: str | None) -> Iterator[str]:
    kept = {
        "vem som begärde den": (f"user:{removal.requested_by_id}", event.actor),
        "när den begärdes": (removal.requested_at, event.at),
        "grunden": (removal.ground, event.ground),
        "bestämmelsen": (first_of(removal.clauses), event.clause or ""),
        "riktlinjen": (digest, event.guideline),
    }
    yield from _differing(kept)


def _course(removal: Removal, events: list[Event]) -> Iterator[str]:
    approved, ended = _last(events, APPROVED), _last(events, REFUSED, RESTORED, WITHDRAWN, GONE)
    ending = _last(events, REFUSED, RESTORE_ASKED, WITHDRAWN, GONE)
    kept = {
        "läget": (removal.state, _state(events)),
        "vem som godkände den": (_user(removal.approved_by_id), approved.actor if approved else None),
        "när den godkändes": (removal.approved_at, _at(approved)),
        "när den säkrades": (removal.secured_at, _at(_last(events, KEPT))),
        "när den togs bort": (removal.removed_at, _at(_last(events, REMOVED))),
        "när den kontrollerades": (removal.verified_at, _at(_last(events, VERIFIED))),
        "vem som avslutade den": (_user(removal.ended_by_id), ending.actor if ending else None),
        "när den avslutades": (removal.ended_at, _at(ended)),
    }
    yield from _differing(kept)


def _differing(kept: Mapping[str, tuple[object, object]]) -> Iterator[str]:
    for name, (now, logged) in kept.items():
        if now != logged:
            yield f"{name} är något annat än vad loggen säger"


def _evidence(
    removal: Removal, events: list[Event], evidence: Evidence | None, secured_by: str | None
) -> Iterator[str]:
    secured = _last(events, KEPT)
    if evidence is None:
        if removal.evidence_id is not None or (secured is not None and not removal.never_copied):
            yield "beviset saknas"
    elif secured is None or (evidence.record_id, evidence.secured_at, secured_by) != (
        removal.record_id,
        secured.at,
        secured.actor,
    ):
        yield "beviset är ett annat än det som säkrades för den"


def _reported(reports: list[Report], events: list[Event]) -> Iterator[Problem]:
    kept = [
        (each.pk, Deed(SKIPPED if each.skipped else REPORTED, each.at, f"user:{each.by_id}"))
        for each in reports
    ]
    wanted = [
        (event, Deed(event.verb, event.at, event.actor))
        for event in events
        if event.verb in (REPORTED, SKIPPED)
    ]
    yield from compared(kept, wanted, kind="report", label="Anmälan")


def _state(events: list[Event]) -> str:
    state, before = "", "secured"
    for event in events:
        if event.verb == APPROVED:
            before = "approved"
        # Tried again, it stands where it stood before it was sent.
        state = before if event.verb == TRIED_AGAIN else BECOMES.get(event.verb, state)
    return state


def _last(events: list[Event], *verbs: str) -> Event | None:
    return next((event for event in reversed(events) if event.verb in verbs), None)


def _at(event: Event | None) -> datetime | None:
    return event.at if event else None


def _user(pk: int | None) -> str | None:
    return f"user:{pk}" if pk else None
