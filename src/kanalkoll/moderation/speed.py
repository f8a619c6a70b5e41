"""How fast something that must go has gone, counted from its discovery."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from kanalkoll.moderation.models import Removal
from kanalkoll.moderation.reports import rule_of
from kanalkoll.policy.moderation import RemovalRule
from kanalkoll.ui.times import length_in_words

WANTED: Mapping[str, str] = {
    "promptly": "Ska bort skyndsamt.",
    "as_soon_as_possible": "Ska bort så snart som möjligt.",
}


@dataclass(frozen=True, slots=True)
class Haste:
    """The clock of one case. `due` is how fast the guideline wants it; `taken` runs on until it is removed."""

    due: Literal["promptly", "as_soon_as_possible"] | None
    discovered_at: datetime
    removed_at: datetime | None
    taken: timedelta
    clauses: tuple[str, ...]

    @property
    def wanted(self) -> str:
        """How fast it is to go, in words; empty where the guideline says nothing."""
        return WANTED[self.due] if self.due else ""

    @property
    def words(self) -> str:
        """How long it took, or has taken so far, from discovery."""
        return length_in_words(self.taken)


def haste(removal: Removal, *, now: datetime, rule: RemovalRule | None = None) -> Haste:
    """The time from discovery to removal, and the clauses that want it short. `rule`: the case's, if it is at hand."""
    rule = rule or rule_of(removal)
    until = removal.removed_at or removal.ended_at or now
    return Haste(
        rule.due, removal.discovered_at, removal.removed_at, until - removal.discovered_at, rule.due_clauses
    )
