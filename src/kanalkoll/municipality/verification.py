"""Adopted guidelines: each is what was frozen, says what its content says, and was adopted in the log."""

import json
from collections.abc import Iterator
from hashlib import sha256

from kanalkoll.ledger import guards
from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import Problem
from kanalkoll.municipality.models import Guideline

ADOPTED = "guideline.adopted"


def guideline_problems() -> Iterator[Problem]:
    """Changed, dropped and added guidelines. There are few; all are held at once."""
    for name in guards.missing(("municipality_guideline",)):
        yield Problem("guard_missing", name, f"Databasens spärr {name} är borttagen.")
    adopted = {event.object: event for event in Event.objects.filter(verb=ADOPTED).order_by("seq")}
    for guideline in Guideline.objects.order_by("pk"):
        row = f"guideline:{guideline.pk}"
        event = adopted.pop(row, None)
        if event is None:
            yield Problem("guideline_added", row, f"Riktlinje {guideline.pk} finns inte i händelseloggen.")
            continue
        for fault in (*_by_the_log(guideline, event), *_by_its_content(guideline)):
            yield Problem("guideline_changed", row, f"Riktlinje {guideline.pk}: {fault}.")
    for row, event in adopted.items():
        yield Problem("guideline_dropped", row, f"Riktlinjen som antogs i händelse {event.seq} är borttagen.")


def _by_the_log(guideline: Guideline, event: Event) -> Iterator[str]:
    if event.guideline != guideline.digest:
        yield "loggen talar om ett annat innehåll"
    repeals = f"repeals guideline:{guideline.repeals_id}" if guideline.repeals_id else None
    if event.ground != repeals:
        yield "loggen säger något annat om vilken riktlinje den upphäver"


def _by_its_content(guideline: Guideline) -> Iterator[str]:
    if sha256(guideline.content.encode()).hexdigest() != guideline.digest:
        yield "innehållet är ett annat än det som antogs"
    try:
        stored = json.loads(guideline.content)
        frozen, name = dict(stored["guideline"]), stored["name"]
    except (ValueError, KeyError, TypeError):
        yield "innehållet går inte att läsa"
        return
    day = guideline.adopted_on.isoformat() if guideline.adopted_on else ""
    columns = {
        "mappen": (guideline.name, name),
        "titeln": (guideline.title, frozen.get("title")),
        "kommunen": (guideline.municipality, frozen.get("municipality")),
        "vem som antog den": (guideline.adopted_by, frozen.get("adopted_by", "")),
        "beslutsdatumet": (day, frozen.get("adopted_on", "")),
        "paragrafen": (guideline.paragraph, frozen.get("paragraph", "")),
    }
    for column, (now, kept) in columns.items():
        if now != kept:
            yield f"{column} är en annan än i det som antogs"
