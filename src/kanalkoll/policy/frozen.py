"""A guideline's content as canonical JSON, and back: what is stored when a guideline is adopted.

Keys are sorted and every parameter is spelled out, so that the same content always gives the same bytes
and a default that changes in a later version changes nothing in what was adopted.
"""

import json
from typing import Any

from kanalkoll.policy.clauses import Case, Clause, Plain, Repealed, Use
from kanalkoll.policy.content import Content
from kanalkoll.policy.content import content_of as typed_content
from kanalkoll.policy.faults import Fault
from kanalkoll.policy.parameters import plain


def canonical(name: str, content: Content) -> str:
    """The one JSON text of this content."""
    adoption = content.adoption
    guideline = {
        "municipality": content.municipality,
        "title": content.title,
        "adopted_by": adoption.body,
        "adopted_on": adoption.on.isoformat() if adoption.on else None,
        "paragraph": adoption.paragraph,
        "repeals": _repealed(adoption.repeals),
        "note": adoption.note,
    }
    stored = {
        "name": name,
        "guideline": {key: value for key, value in guideline.items() if value is not None},
        "clauses": [_clause(clause) for clause in content.clauses],
        "texts": dict(content.texts),
        "cases": [_case(case) for case in content.cases],
    }
    return json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_of(stored: dict[str, Any]) -> tuple[Content | None, tuple[Fault, ...]]:
    """The content that `canonical` wrote, or every fault in it."""
    lines = [case.pop("line", 1) for case in stored["cases"]]
    return typed_content(stored, _FrozenPlaces(lines))


def _repealed(repealed: Repealed | None) -> dict[str, str] | None:
    if repealed is None:
        return None
    written = {
        "title": repealed.title,
        "adopted_on": repealed.on.isoformat() if repealed.on else None,
        "paragraph": repealed.paragraph,
    }
    return {key: value for key, value in written.items() if value is not None}


def _clause(clause: Clause) -> dict[str, Any]:
    written = {
        "id": clause.id,
        "section": clause.section,
        "area": clause.area,
        "subject": clause.subject,
        "modality": clause.modality,
        "kind": clause.kind,
        "summary": clause.summary,
        "figures": dict(clause.figures),
        "control": [_use(use) for use in clause.controls],
        "repeats": list(clause.repeats),
        "see": list(clause.see),
    }
    return {key: value for key, value in written.items() if value not in (None, [], {})}


def _use(use: Use[object]) -> dict[str, Any]:
    dates = {"from": use.since, "until": use.until}
    return {
        "use": use.control,
        **{key: day.isoformat() for key, day in dates.items() if day},
        **plain(use.params),
    }


def _case(case: Case) -> dict[str, Plain]:
    return {
        "clause": case.clause,
        "given": dict(case.given),
        "expect": dict(case.expect),
        "line": case.line,
    }


class _FrozenPlaces:
    """A frozen guideline has no lines, but remembers on which line of cases.toml each case stood."""

    def __init__(self, case_lines: list[int]) -> None:
        self._case_lines = case_lines

    def guideline(self, key: str | None = None) -> tuple[str, int]:
        return "", 1

    def clause(self, number: int, key: str | None = None) -> tuple[str, int]:
        return "", 1

    def control(self, clause: int, number: int, key: str | None = None) -> tuple[str, int]:
        return "", 1

    def case(self, number: int, key: str | None = None) -> tuple[str, int]:
        return "", self._case_lines[number]
