"""How each clause is covered: proven by a test, shown where the right person sees it, or missing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from kanalkoll.policy.clauses import Clause
from kanalkoll.policy.controls import registry
from kanalkoll.policy.pack import Pack

STATUSES = {"proven": "Bevisad", "shown": "Visas", "missing": "Saknas"}

MODALITIES = {
    "must": "Ska",
    "should": "Bör",
    "may": "Får",
    "must-not": "Får inte",
    "goal": "Mål",
    "definition": "Beskrivning",
}
KINDS = {
    "enforced": "Ska säkras av systemet",
    "monitored": "Ska bevakas av systemet",
    "assisted": "Systemet ska hjälpa till",
    "attested": "Ska intygas av en människa",
    "informational": "Vägledning",
}

# Where a person or a script meets each room's controls: url names, or commands with their words.
WHERE: Mapping[str, tuple[str, ...]] = {
    "inbox": ("inbox:queue", "inbox:message"),
    "moderation": ("moderation:case", "moderation:begin"),
    "records": ("inbox:message", "kanalkoll records verify"),
    "municipality": ("people:contact_persons", "municipality:guideline"),
    "accounts": ("accounts:accounts",),
}


@dataclass(frozen=True, slots=True)
class Covered:
    """One clause and what stands behind it."""

    id: str
    section: str
    summary: str
    modality: str
    kind: str
    controls: tuple[str, ...]
    where: tuple[str, ...]
    proof: tuple[str, ...]
    status: str

    @property
    def searchable(self) -> str:
        """Everything one might search a clause by, in small letters."""
        return " ".join((self.id, self.section, self.summary, *self.controls)).lower()

    @property
    def modality_label(self) -> str:
        """How strong the clause is, in Swedish."""
        return MODALITIES.get(self.modality, self.modality)

    @property
    def kind_label(self) -> str:
        """How the system covers the clause, in Swedish."""
        return KINDS.get(self.kind, self.kind)

    @property
    def status_label(self) -> str:
        """Proven, shown or missing, in Swedish."""
        return STATUSES[self.status]

    @property
    def controls_in_words(self) -> tuple[str, ...]:
        """What each control does: the first line of its description."""
        return tuple(registry()[name].doc.splitlines()[0] for name in self.controls)

    def as_json(self) -> dict[str, object]:
        """The object that scripts rely on."""
        return {
            "id": self.id,
            "modality": self.modality,
            "kind": self.kind,
            "controls": list(self.controls),
            "where": list(self.where),
            "proof": list(self.proof),
            "status": self.status,
        }


def coverage(pack: Pack) -> list[Covered]:
    """Every clause of the guideline, in its own order, with an honest status."""
    proofs = _proofs()
    return [_covered(clause, proofs.get(clause.id, ())) for clause in pack.clauses.values()]


def counts(covered: list[Covered]) -> dict[str, int]:
    """How many clauses have each status."""
    return {status: sum(1 for each in covered if each.status == status) for status in STATUSES}


def _covered(clause: Clause, proof: tuple[str, ...]) -> Covered:
    controls = tuple(dict.fromkeys(use.control for use in clause.controls))
    rooms = {registry()[name].room for name in controls}
    where = tuple(dict.fromkeys(place for room in sorted(rooms) for place in WHERE.get(room, ())))
    status = "proven" if proof and controls else "shown" if where else "missing"
    return Covered(
        clause.id,
        clause.section,
        clause.summary,
        clause.modality,
        clause.kind,
        controls,
        where,
        proof,
        status,
    )


def _proofs() -> dict[str, tuple[str, ...]]:
    """The proof that the test run wrote and the package ships: clause id → test ids."""
    text = (files("kanalkoll.municipality") / "proof.json").read_text("utf-8")
    return {clause: tuple(tests) for clause, tests in json.loads(text).items()}
