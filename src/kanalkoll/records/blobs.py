"""Files by their SHA-256 in a fan-out folder: whole or absent, read back before anything refers to them."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from kanalkoll.ledger.files import write_durably
from kanalkoll.records.mime import mime_of
from kanalkoll.records.models import Blob

LARGEST = 100 * 1024 * 1024


class TooLarge(ValueError):
    """The file is larger than LARGEST bytes and is not kept."""


class Damaged(RuntimeError):
    """A kept file is missing or is not what it was; `sha256` says which."""

    def __init__(self, sha256: str, fault: str) -> None:
        self.sha256 = sha256
        super().__init__(f"Filen {sha256} {fault}")


def store(content: bytes) -> str:
    """Put the bytes in place and read them back; returns their SHA-256. Do it before a transaction.

    A file that is there already is compared, and written anew if it was damaged.
    Raises TooLarge, Damaged and OSError.
    """
    if len(content) > LARGEST:
        raise TooLarge(f"{len(content)} byte; gränsen är {LARGEST}")
    name = sha256(content).hexdigest()
    path = path_of(name)
    if fault(name) is not None:
        write_durably(path, content)
        read(name)
    return name


def keep(contents: Iterable[tuple[bytes, str | None]]) -> list[Blob]:
    """Store files (bytes and declared media type) and their rows. Call it inside `lane.writing()`.

    Files that were stored before are only read back, so the disk's slowness can be taken outside the lane.
    """
    blobs = [
        Blob(sha256=store(content), size=len(content), mime=mime_of(content, declared=declared))
        for content, declared in contents
    ]
    Blob.objects.bulk_create({blob.sha256: blob for blob in blobs}.values(), ignore_conflicts=True)
    return blobs


def read(name: str) -> bytes:
    """The bytes, compared with their name. Raises Damaged."""
    try:
        content = path_of(name).read_bytes()
    except FileNotFoundError:
        raise Damaged(name, "saknas") from None
    if sha256(content).hexdigest() != name:
        raise Damaged(name, "är ändrad")
    return content


def fault(name: str) -> str | None:
    """What is wrong with a kept file, in Swedish, or None. Reads it in pieces, however large."""
    digest = sha256()
    try:
        with path_of(name).open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except FileNotFoundError:
        return "saknas"
    return None if digest.hexdigest() == name else "är ändrad"


def path_of(name: str) -> Path:
    """Where the bytes lie. Raises ValueError on anything but a SHA-256: no other file can be reached."""
    if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
        raise ValueError("inte en SHA-256")
    return folder() / name[:2] / name[2:4] / name


def folder() -> Path:
    """The folder that all files lie below."""
    return Path(settings.KANALKOLL_DATA) / "blobs"


def require_sound(name: str) -> None:
    """Raise Damaged unless the file is there and is what it was."""
    found = fault(name)
    if found is not None:
        raise Damaged(name, found)
