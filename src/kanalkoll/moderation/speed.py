"""How fast something that must go has gone, counted from its discovery."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from kanalkoll.moderation.models import Removal
from kanalkoll.moderation.reports import rule_of


@dataclass(frozen=True, slots=True)
class Haste:
    """The clock of one case. `due` is how fast the guideline wants it; `taken` runs on until it is removed."""

    due: Literal["promptly", "as_soon_as_possible"] | None
    discovered_at: datetime
    removed_at: datetime | None
    taken: timedelta
    clauses: tuple[str, ...]


def haste(removal: Removal, *, now: datetime) -> Haste:
    """The time from discovery to removal, and the clauses that want it short."""
    rule = rule_of(removal)
    until = removal.removed_at or removal.ended_at or now
    return Haste(
        rule.due, removal.discovered_at, removal.removed_at, until - removal.discovered_at, rule.due_clauses
    )
