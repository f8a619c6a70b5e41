"""The values that a guideline is made of: clause, the use of a control, adoption, and case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from kanalkoll.policy.codes import ClauseKind, Modality

P = TypeVar("P")

Scalar: TypeAlias = str | int | bool | float
Plain: TypeAlias = "Scalar | list[Plain] | dict[str, Plain] | None"  # what JSON can hold


@dataclass(frozen=True, slots=True)
class Use(Generic[P]):
    """One clause's use of one control: typed parameters, valid from `since` until and including `until`."""

    clause: str
    control: str
    params: P
    since: date | None
    until: date | None

    def holds(self, on: date) -> bool:
        """Whether the control is in use on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Clause:
    """One normative statement of a guideline, in the guideline author's own words."""

    id: str
    section: str
    area: str | None
    subject: str | None
    modality: Modality
    kind: ClauseKind
    summary: str
    figures: Mapping[str, Plain]
    controls: tuple[Use[object], ...]
    repeats: tuple[str, ...]
    see: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repealed:
    """The guideline that this one replaces."""

    title: str | None
    on: date | None
    paragraph: str | None


@dataclass(frozen=True, slots=True)
class Adoption:
    """By whom, when and under which paragraph a guideline was adopted, and which one it replaces."""

    body: str | None
    on: date | None
    paragraph: str | None
    repeals: Repealed | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A situation and the outcome that a clause demands of it. Dates and times are ISO strings."""

    clause: str
    given: Mapping[str, Plain]
    expect: Mapping[str, Plain]
    line: int
