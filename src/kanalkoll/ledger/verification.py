"""Recomputing the log from its rows and holding it against every signed checkpoint, row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef

from kanalkoll.ledger import checkpoints as signing
from kanalkoll.ledger import guards
from kanalkoll.ledger.events import Happened, leaf_entry
from kanalkoll.ledger.keys import signing_key
from kanalkoll.ledger.merkle import EMPTY_ROOT, Frontier, leaf_hash
from kanalkoll.ledger.models import GUARDED_TABLES, Checkpoint, Event, Tree
from kanalkoll.ledger.notes import BadNote, opened

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was kept. `row` names it ("event:17"); the message is plain Swedish."""

    code: str
    row: str
    message: str

    def __str__(self) -> str:
        return f"{self.row}: {self.message}"


def verify(*, checkpoints: Sequence[str] = ()) -> Iterator[Problem]:
    """Every fault in events, tree and checkpoints. `checkpoints` are notes that have been kept elsewhere.

    Read it within `lane.reading()` when others are writing.
    """
    yield from _guards()
    stated: dict[int, dict[bytes, str]] = {}
    yield from _stored_checkpoints(stated)
    yield from _outside_checkpoints(checkpoints, stated)
    tree = Tree.objects.filter(pk=1).first() or Tree()
    walk = _Walk(stated)
    yield from walk.events()
    yield from _tree(tree, walk)
    yield from walk.beyond_the_end()


def _guards() -> Iterator[Problem]:
    for name in guards.missing(GUARDED_TABLES):
        yield Problem("guard_missing", name, f"Databasens spärr {name} är borttagen.")


def _stored_checkpoints(stated: dict[int, dict[bytes, str]]) -> Iterator[Problem]:
    key = signing_key().public_key()
    last = -1
    for each in Checkpoint.objects.select_related("event").order_by("pk"):
        row = f"checkpoint:{each.size}"
        if each.size <= last:
            yield Problem("checkpoint_swapped", row, f"Kontrollpunkten vid {each.size} har bytt plats.")
        last = each.size
        try:
            state = opened(each.note, key)
        except BadNote as fault:
            yield Problem("checkpoint_changed", row, f"Kontrollpunkten vid {each.size} är ändrad: {fault}.")
            continue
        known = (each.event.object, bytes(each.event.commitment or b""), each.event.at)
        wanted = (row, signing.commitment(each.note), each.signed_at)
        if known != wanted or (state.size, state.root) != (each.size, bytes(each.root)):
            yield Problem(
                "checkpoint_changed", row, f"Kontrollpunkten vid {each.size} stämmer inte med loggen."
            )
        stated.setdefault(state.size, {})[state.root] = row
    orphans = Event.objects.filter(verb=signing.SIGNED).exclude(
        Exists(Checkpoint.objects.filter(event=OuterRef("pk")))
    )
    for event in orphans:
        yield Problem(
            "checkpoint_dropped", event.object, f"Kontrollpunkten i händelse {event.seq} är borttagen."
        )
    for each in Checkpoint.objects.exclude(Exists(Event.objects.filter(pk=OuterRef("event_id")))):
        row = f"checkpoint:{each.size}"
        yield Problem("checkpoint_added", row, f"Kontrollpunkten vid {each.size} finns inte i loggen.")


def _outside_checkpoints(notes: Sequence[str], stated: dict[int, dict[bytes, str]]) -> Iterator[Problem]:
    key = signing_key().public_key()
    for number, note in enumerate(notes, start=1):
        try:
            state = opened(note, key)
        except BadNote as fault:
            yield Problem(
                "outside_checkpoint_bad", f"outside:{number}", f"Medskickad kontrollpunkt {number}: {fault}."
            )
            continue
        stated.setdefault(state.size, {}).setdefault(state.root, f"outside:{number}")


def _tree(tree: Tree, walk: "_Walk") -> Iterator[Problem]:
    last = walk.expected - 1
    if tree.size > last:
        yield _gap(walk.expected, tree.size + 1)
    elif tree.size < last:
        yield Problem("event_added", f"event:{tree.size + 1}", f"Händelserna efter {tree.size} är tillagda.")
    if tree.size != walk.frontier.size or bytes(tree.frontier) != walk.frontier.to_bytes():
        yield Problem(
            "tree_differs", "tree:1", f"Loggens räknare, {tree.size} händelser, stämmer inte med raderna."
        )


@dataclass(slots=True)
class _Walk:
    """A walk through the events, oldest first, comparing the root wherever a checkpoint states one."""

    stated: dict[int, dict[bytes, str]]
    frontier: Frontier = field(default_factory=Frontier)
    expected: int = 1
    last_sound: int = 0

    def events(self) -> Iterator[Problem]:
        rows = Event.objects.order_by("seq").values_list(
            "seq", "at", "verb", "object", "actor", "guideline", "clause", "ground", "commitment", "leaf"
        )
        stops = sorted((size for size in self.stated if size > 0), reverse=True)
        leaves: list[bytes] = []
        yield from self._compare(0)
        for seq, at, *fields, commitment, leaf in rows.iterator(chunk_size=_CHUNK):
            if seq != self.expected:
                yield _gap(self.expected, seq)
            stored = bytes(leaf)
            if stored != _recomputed(seq, at, fields, commitment):
                yield Problem("event_changed", f"event:{seq}", f"Händelse {seq} är ändrad.")
            leaves.append(stored)
            self.expected = seq + 1
            while stops and stops[-1] <= seq:
                self._grow(leaves)
                yield from self._compare(stops.pop())
            if len(leaves) == _CHUNK:
                self._grow(leaves)
        self._grow(leaves)

    def beyond_the_end(self) -> Iterator[Problem]:
        for size in sorted(self.stated):
            if size >= self.expected:
                row = next(iter(self.stated[size].values()))
                yield Problem(
                    "log_cut_short",
                    row,
                    f"En kontrollpunkt intygar {size} händelser men loggen slutar vid {self.expected - 1}. "
                    "Händelser har tagits bort eller en gammal kopia har lästs in.",
                )

    def _grow(self, leaves: list[bytes]) -> None:
        self.frontier = self.frontier.extended(leaves)
        leaves.clear()

    def _compare(self, size: int) -> Iterator[Problem]:
        root = self.frontier.root() if self.frontier.size else EMPTY_ROOT
        for stated, row in self.stated.get(size, {}).items():
            if stated == root and self.frontier.size == size:
                self.last_sound = size
            else:
                yield Problem(
                    "root_differs",
                    row,
                    f"Kontrollpunkten vid {size} intygar en annan logg: något bland händelserna "
                    f"{self.last_sound + 1}–{size} har ändrats efter att den signerades.",
                )


def _gap(expected: int, seq: int) -> Problem:
    if seq < expected:
        return Problem("event_added", f"event:{seq}", f"Händelse {seq} ligger utanför loggens numrering.")
    missing = f"{expected}" if seq == expected + 1 else f"{expected}–{seq - 1}"
    return Problem("event_dropped", f"event:{expected}", f"Händelse {missing} saknas.")


def _recomputed(
    seq: int, at: datetime, fields: Sequence[str | None], commitment: bytes | memoryview | None
) -> bytes:
    verb, object_, actor, guideline, clause, ground = fields
    committed = bytes(commitment) if commitment is not None else None
    happened = Happened(verb or "", object_ or "", actor or "", guideline, clause, ground, committed)
    return leaf_hash(leaf_entry(seq, at.astimezone(UTC), happened))
