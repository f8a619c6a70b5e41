"""A municipality's adopted guideline as data: read from a folder, frozen as JSON, asked for its controls."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar, cast, overload

from kanalkoll.policy import folder, frozen
from kanalkoll.policy.clauses import Adoption, Case, Clause, Use
from kanalkoll.policy.content import Content
from kanalkoll.policy.faults import Fault
from kanalkoll.policy.register import name_of

__all__ = ["Fault", "Pack", "Reading", "UnreadableGuideline", "finish", "from_json", "read"]

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Pack:
    """One adopted guideline. `frozen` is its content as adopted, in canonical JSON."""

    name: str
    municipality: str
    title: str
    adoption: Adoption
    clauses: Mapping[str, Clause]
    texts: Mapping[str, str]
    cases: tuple[Case, ...]
    frozen: str = field(repr=False)
    _by_control: Mapping[str, tuple[Use[Any], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the uses by control once: decisions ask for them many times per message."""
        found: dict[str, list[Use[Any]]] = {}
        for clause in self.clauses.values():
            for use in clause.controls:
                found.setdefault(use.control, []).append(use)
        index = {name: tuple(uses) for name, uses in found.items()}
        object.__setattr__(self, "_by_control", index)

    @property
    def digest(self) -> str:
        """SHA-256 of the content as adopted, in hexadecimal."""
        return hashlib.sha256(self.frozen.encode()).hexdigest()

    @overload
    def uses(self, control: type[P], on: date) -> tuple[Use[P], ...]: ...

    @overload
    def uses(self, control: str, on: date) -> tuple[Use[Any], ...]: ...

    def uses(self, control: type[P] | str, on: date) -> tuple[Use[Any], ...]:
        """Every use of a control, by its parameter class or its name, that holds on the day `on`."""
        name = control if isinstance(control, str) else name_of(control)
        return tuple(use for use in self._by_control.get(name, ()) if use.holds(on))

    def without(self, *clause_ids: str) -> "Pack":
        """The same guideline as if these clauses were bound to nothing.

        A view for proofs: what was adopted, and so `frozen` and `digest`, stays what it was.
        Raises KeyError for a clause that the guideline does not have.
        """
        unbound = {each: replace(self.clauses[each], controls=()) for each in clause_ids}
        return replace(self, clauses={**self.clauses, **unbound})

    def to_json(self) -> str:
        """The content as adopted, in canonical JSON; `from_json` is the way back."""
        return self.frozen


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a guideline folder: a pack, or every fault in it."""

    pack: Pack | None
    faults: tuple[Fault, ...]


class UnreadableGuideline(ValueError):
    """A frozen guideline that this version of the program cannot read. Trying again does not help."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep every fault for whoever shows them."""
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def read(files: Mapping[str, str], *, name: str) -> Reading:
    """Read a guideline folder given as relative file name → text. Reports every fault at once."""
    content, faults = folder.content_of(files)
    if content is None or faults:
        return Reading(pack=None, faults=faults)
    return Reading(pack=finish(_pack(name, content)), faults=())


def from_json(text: str) -> Pack:
    """The guideline that `Pack.to_json` froze. Raises UnreadableGuideline with every fault."""
    try:
        stored = json.loads(text)
        name = stored["name"]
    except (ValueError, KeyError, TypeError) as wrong:
        fault = Fault("", 1, None, f"Innehållet är inte en fryst riktlinje: {wrong}")
        raise UnreadableGuideline((fault,)) from wrong
    content, faults = frozen.content_of(stored)
    if content is None:
        raise UnreadableGuideline(faults)
    return finish(_pack(cast(str, name), content))


def finish(pack: Pack) -> Pack:
    """The last step of both `read` and `from_json`: the one place where every pack passes."""
    return pack


def _pack(name: str, content: Content) -> Pack:
    return Pack(
        name=name,
        municipality=content.municipality,
        title=content.title,
        adoption=content.adoption,
        clauses={clause.id: clause for clause in content.clauses},
        texts=content.texts,
        cases=content.cases,
        frozen=frozen.canonical(name, content),
    )
