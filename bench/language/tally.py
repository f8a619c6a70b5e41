"""Right, wrong and missed, counted by name."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.figures import Goal


@dataclass(slots=True)
class Tally:
    """How often something was rightly found, wrongly found and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 when nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 when nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def there(self) -> int:
        """How many the texts hold."""
        return self.right + self.missed


@dataclass(slots=True)
class Count:
    """Tallies by name, and the texts that went wrong."""

    by_name: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, found: Iterable[str], wanted: Iterable[str], text: str) -> None:
        """Compares two multisets of names; "TYPE:span" is counted under TYPE."""
        got, want = Counter(found), Counter(wanted)
        for name in got.keys() | want.keys():
            tally = self.by_name.setdefault(name.partition(":")[0], Tally())
            both = min(got[name], want[name])
            tally.right += both
            tally.wrong += got[name] - both
            tally.missed += want[name] - both
        if got != want:
            extra, lost = ", ".join((got - want).elements()), ", ".join((want - got).elements())
            self.misses.append(f"+[{extra}] -[{lost}] {text!r}")

    @property
    def micro(self) -> Tally:
        """All names together."""
        all_ = self.by_name.values()
        return Tally(sum(t.right for t in all_), sum(t.wrong for t in all_), sum(t.missed for t in all_))

    def macro_f1(self, names: Sequence[str]) -> float:
        """The mean F1 of those names that the texts hold."""
        held = [self.by_name[name].f1 for name in names if name in self.by_name and self.by_name[name].there]
        return sum(held) / max(1, len(held))


@dataclass(frozen=True, slots=True)
class Quality:
    """One line of the report: what a reader made of one label in one set. Only measured figures are given."""

    name: str
    reader: str
    f1: float | None = None
    precision: float | None = None
    recall: float | None = None
    share: float | None = None
    n: int | None = None
    goal: Goal | None = None
    goal_for: str = "f1"

    @property
    def holds(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        measured = getattr(self, self.goal_for)
        if self.goal is None or measured is None:
            return None
        return bool(measured >= self.goal.bound if self.goal.at_least else measured <= self.goal.bound)

    def line(self) -> str:
        """The figures as one line of JSON."""
        given: dict[str, object] = {"name": self.name, "reader": self.reader}
        for name in ("f1", "precision", "recall", "share"):
            value = getattr(self, name)
            if value is not None:
                given[name] = round(value, 3)
        if self.n is not None:
            given["n"] = self.n
        if self.goal is not None:
            given |= {"goal": f"{self.goal_for} {self.goal}", "holds": self.holds}
        return json.dumps(given, ensure_ascii=False)


def quality(
    name: str, reader: str, tally: Tally, goal: Goal | None = None, *, goal_for: str = "f1"
) -> Quality:
    """The line of one tally."""
    return Quality(
        name,
        reader,
        tally.f1,
        tally.precision,
        tally.recall,
        n=tally.there,
        goal=goal,
        goal_for=goal_for,
    )
