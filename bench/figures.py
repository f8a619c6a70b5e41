"""What the bench says: one figure a line, with its floor and its goal. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on the value itself, or on the ratio to the floor."""

    of: Literal["value", "ratio"]
    bound: float
    at_least: bool = False

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.bound:g}" + (" × floor" if self.of == "ratio" else "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing. `floor` is in the same unit; `ratio` is how many times the floor's CPU it costs.

    `wall` is the same value by the clock on the wall, which a busy machine stretches.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    goal: Goal | None = None
    wall: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        measured = self.value if self.goal.of == "value" else self.ratio
        if measured is None:
            return None
        return measured >= self.goal.bound if self.goal.at_least else measured <= self.goal.bound

    def line(self) -> str:
        """The figure as one line of JSON."""
        return json.dumps(
            {
                "name": self.name,
                "value": _rounded(self.value),
                "unit": self.unit,
                "floor": _rounded(self.floor),
                "ratio": _rounded(self.ratio),
                "goal": str(self.goal) if self.goal else None,
                "holds": self.holds,
                "wall": _rounded(self.wall),
            },
            ensure_ascii=False,
        )


def at_most(bound: float) -> Goal:
    """The value may be no greater."""
    return Goal("value", bound)


def at_least(bound: float) -> Goal:
    """The value may be no smaller."""
    return Goal("value", bound, at_least=True)


def times_floor(bound: float) -> Goal:
    """No more than so many times the floor's CPU."""
    return Goal("ratio", bound)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share (0 to 1) of them do not exceed."""
    if not values:
        raise ValueError("nothing was measured")
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def _rounded(value: float | None) -> float | None:
    """Three figures are all that a shared machine can say."""
    return None if value is None else float(f"{value:.3g}")
