"""Rule books: the rules as files, kept the first time they are used, so that an old suggestion can be replayed.

`language` is pure: its Python and its lists are all that a suggestion comes from, beside the larger list of names
where there is one (kept in the same book), the municipality's own words and the two things named in a rule book
(Python and the numbering plan).
"""

import io
import platform
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from kanalkoll.language import RULES_VERSION
from kanalkoll.ledger.events import Happened, append
from kanalkoll.records import blobs
from kanalkoll.screening.child import NAMES
from kanalkoll.screening.models import RuleBook
from kanalkoll.screening.names import files_of_names

PACKAGE = "kanalkoll"
ROOM = "language"
# A file's time says nothing about the rules; the same files are always the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
NEVER = frozenset({"__pycache__"})


def in_use(now: datetime) -> RuleBook:
    """The book of the rules that this process runs, kept with an event the first time. Call it inside writing()."""
    found = RuleBook.objects.filter(pk=digest()).first()
    return found if found is not None else _kept(now)


@cache
def digest() -> str:
    """What the rules of this process are known by: the SHA-256 of their files, packed."""
    return sha256(packed()).hexdigest()


@cache
def surroundings() -> dict[str, str]:
    """What the rules also lean on and a book does not hold."""
    return {"python": platform.python_version(), "phonenumbers": version("phonenumbers")}


def packed() -> bytes:
    """The rules' own files as a zip: Python, lists and the list of names, in order, without times."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in _contents():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(entry, content)
    return held.getvalue()


def _kept(now: datetime) -> RuleBook:
    [blob] = blobs.keep([(packed(), None)])
    book, new = RuleBook.objects.get_or_create(
        blob=blob, defaults={"version": RULES_VERSION, "first_used_at": now, "surroundings": surroundings()}
    )
    if new:
        append(
            [
                Happened(
                    verb="screening.rules_first_used",
                    object=book.name,
                    actor="system",
                    commitment=bytes.fromhex(book.pk),
                )
            ],
            at=now,
        )
    return book


def _contents() -> Iterator[tuple[str, bytes]]:
    for name, file in _files():
        yield name, file.read_bytes()
    for name, content in sorted(files_of_names().items()):
        yield f"{NAMES}/{name}", content


def _files() -> Iterator[tuple[str, Traversable]]:
    package = files(PACKAGE)
    yield f"{PACKAGE}/__init__.py", package / "__init__.py"
    yield from _below(package / ROOM, f"{PACKAGE}/{ROOM}")


def _below(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        if each.is_dir() and each.name not in NEVER:
            yield from _below(each, f"{name}/{each.name}")
        elif each.is_file() and not each.name.endswith(".pyc"):
            yield f"{name}/{each.name}", each
