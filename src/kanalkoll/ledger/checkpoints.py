"""Signed statements of the log's state that leave the system, so that a rewritten log is found out.

Signed at every removal and once a day, kept as rows and written to KANALKOLL_DATA/checkpoints/.
"""

import re
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kanalkoll.ledger.events import Happened, append, claim_tree
from kanalkoll.ledger.files import write_durably
from kanalkoll.ledger.keys import signing_key
from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.merkle import Frontier
from kanalkoll.ledger.models import Checkpoint, Tree
from kanalkoll.ledger.notes import State, verifier_key
from kanalkoll.ledger.notes import sign as sign_note

SIGNED = "checkpoint.signed"
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


class AlreadyNamed(RuntimeError):
    """The log has signed under another name; a log keeps its name for life."""


def name_log(municipality: str) -> None:
    """Give the log its name, kanalkoll/<municipality>, before its first checkpoint; again is harmless.

    `municipality` is in small letters a–z, digits and hyphens ("norrkoping").
    Raises ValueError and AlreadyNamed.
    """
    if not _PLAIN_NAME.fullmatch(municipality):
        raise ValueError("loggens namn skrivs med a–z, 0–9 och bindestreck")
    origin = f"kanalkoll/{municipality}"
    with writing():
        tree = claim_tree()
        if tree.origin != origin and Checkpoint.objects.exists():
            raise AlreadyNamed(f"loggen heter redan {tree.origin}")
        Tree.objects.filter(pk=1).update(origin=origin)


def sign(*, now: datetime) -> Checkpoint:
    """Sign the log as it stands, and log that. If nothing has happened since the last one, return that.

    The file is written when the transaction has been committed.
    """
    with writing():
        tree = claim_tree()
        latest = Checkpoint.objects.order_by("size").last()
        if latest and latest.event_id == tree.size:
            return latest
        checkpoint = _signed(tree, now)
        transaction.on_commit(export_missing)
    return checkpoint


def export_missing() -> list[Path]:
    """Write every checkpoint that has no file yet, and the public key beside them. Returns the new files."""
    folder = _folder()
    checkpoints = {folder / f"{each.size:012d}.txt": each.note for each in Checkpoint.objects.all()}
    public = folder / "verifier-key.txt"
    wanted = {public: f"{public_key()}\n", **checkpoints} if checkpoints else {}
    present = {path.name for path in folder.glob("*.txt")}
    new = [path for path in wanted if path.name not in present]
    for path in new:
        write_durably(path, wanted[path].encode())
    return new


def exported() -> list[str]:
    """The checkpoint notes that lie as files in KANALKOLL_DATA, oldest first."""
    return [path.read_text(encoding="utf-8") for path in sorted(_folder().glob("[0-9]*.txt"))]


def public_key() -> str:
    """The key that others check the checkpoints with, as a line of text."""
    origin = Tree.objects.values_list("origin", flat=True).get(pk=1)
    return verifier_key(origin, signing_key().public_key())


def commitment(note: str) -> bytes:
    """What the log holds of a checkpoint. No nonce: there is nothing in it to hide."""
    return sha256(note.encode()).digest()


def _signed(tree: Tree, now: datetime) -> Checkpoint:
    root = Frontier.from_bytes(tree.size, bytes(tree.frontier)).root()
    note = sign_note(State(tree.origin, tree.size, root), signing_key())
    [event] = append([_happened(tree.size, note)], at=now)
    return Checkpoint.objects.create(size=tree.size, root=root, note=note, signed_at=now, event=event)


def _happened(size: int, note: str) -> Happened:
    return Happened(verb=SIGNED, object=f"checkpoint:{size}", actor="system", commitment=commitment(note))


def _folder() -> Path:
    return Path(settings.KANALKOLL_DATA) / "checkpoints"
