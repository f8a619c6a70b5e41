"""The evidence sheet: set as PDF and as pictures, for a comment in a thread of a few."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from bench.figures import Figure, at_most
from bench.inside.receiving import round_of
from bench.inside.registry import subject
from bench.inside.town import NOW, Bench
from kanalkoll.inbox.models import Message
from kanalkoll.records import sheet
from kanalkoll.records.composing import SheetText
from kanalkoll.records.evidence import prepare_sheet

WORDING = SheetText(
    municipality="Aneby kommun",
    platform="Facebook",
    reference="Borttagning 1",
    ground="Hot mot person",
    ground_code="hot",
    clauses=(("AN-6-01", "Hot tas bort."),),
    guideline="Riktlinjer för sociala medier",
    guideline_digest=None,
    secured_by="Karin Ekholm",
)


@subject("sheets")
def measure(bench: Bench) -> Iterator[Figure]:
    """The first sheet of a process, and the best of those that follow, each of another comment."""
    round_of(bench, 12)()
    messages = list(Message.objects.select_related("record").order_by("-pk")[: 2 + bench.rounds * 2])
    timed = _Timed(sheet._compiler())
    with patch.object(sheet, "_compiler", lambda: timed):
        for message in messages:
            timed.begin()
            start = time.perf_counter()
            prepare_sheet(message.record, wording=WORDING, now=NOW)
            timed.whole.append(time.perf_counter() - start)
    yield Figure(bench.name("sheet.first_pdf"), timed.spent["pdf"][0] * 1_000, "ms")
    yield _figure(bench, "sheet.pdf", timed.spent["pdf"], 100)
    yield _figure(bench, "sheet.png", timed.spent["png"], None)
    yield _figure(bench, "sheet.prepared_and_stored", timed.whole, None)


def _figure(bench: Bench, name: str, seconds: list[float], limit: float | None) -> Figure:
    """Wall time: the typesetter works in threads of its own."""
    value = min(seconds[2:]) * 1_000
    return Figure(bench.name(name), value, "ms", goal=at_most(limit) if limit else None, wall=value)


@dataclass(slots=True)
class _Timed:
    """The typesetter with a watch on it."""

    compiler: Any
    spent: dict[str, list[float]] = field(default_factory=lambda: {"pdf": [], "png": []})
    whole: list[float] = field(default_factory=list)

    def begin(self) -> None:
        for seconds in self.spent.values():
            seconds.append(0.0)

    def compile(self, *, format: str, **rest: Any) -> Any:
        start = time.perf_counter()
        try:
            return self.compiler.compile(format=format, **rest)
        finally:
            self.spent[format][-1] += time.perf_counter() - start
