"""Signed notes and checkpoints in the C2SP text formats, with Ed25519. Pure but for the key it is handed."""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ALGORITHM = b"\x01"  # Ed25519 in the signed-note format
_KEY_ID_SIZE = 4


class BadNote(ValueError):
    """The text is not a checkpoint signed with the key: malformed, altered, or from another log."""


@dataclass(frozen=True, slots=True)
class State:
    """What a checkpoint states: the log of this name has this root over its first so many events."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(state: State, key: Ed25519PrivateKey) -> str:
    """The checkpoint as a signed note. The same state and key always give the same text."""
    text = state.text()
    marked = _key_id(state.origin, key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {state.origin} {base64.b64encode(marked).decode()}\n"


def opened(note: str, key: Ed25519PublicKey) -> State:
    """The state that the note states, if this key signed it. Further signature lines are passed over.

    Raises BadNote.
    """
    text, blank, signatures = note.partition("\n\n")
    if not blank:
        raise BadNote("noten saknar signatur")
    state = _parsed(text)
    for line in signatures.splitlines():
        if _signed_by(line, state, key):
            return state
    raise BadNote("ingen signatur i noten är gjord med loggens nyckel")


def verifier_key(origin: str, key: Ed25519PublicKey) -> str:
    """The public key in the form that other tools for signed notes read."""
    public = base64.b64encode(_ALGORITHM + key.public_bytes_raw()).decode()
    return f"{origin}+{_key_id(origin, key).hex()}+{public}"


def _parsed(text: str) -> State:
    try:
        origin, size, root = text.split("\n")
        state = State(origin, int(size), base64.b64decode(root, validate=True))
    except (ValueError, binascii.Error) as fault:
        raise BadNote("noten har inte tre rader med namn, antal och rot") from fault
    if state.text() != f"{text}\n":
        raise BadNote("noten är inte skriven i sin enda giltiga form")
    return state


def _signed_by(line: str, state: State, key: Ed25519PublicKey) -> bool:
    try:
        dash, name, encoded = line.split(" ")
        marked = base64.b64decode(encoded, validate=True)
        if dash != "—" or name != state.origin or marked[:_KEY_ID_SIZE] != _key_id(name, key):
            return False
        key.verify(marked[_KEY_ID_SIZE:], state.text().encode())
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return True


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + _ALGORITHM + key.public_bytes_raw()).digest()[:_KEY_ID_SIZE]
