"""The larger list of names, where the municipality has put one in: read once, checked against its manifest."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kanalkoll.language.name_pack import NO_PACK, NamePack, NamePackFault, read
from kanalkoll.screening.folders import Unreadable, files_in

MOST_BYTES = 50_000_000


def names() -> NamePack:
    """The list in the folder that the settings name; the empty one when they name none. Raises NamePackFault."""
    folder: Path | None = settings.KANALKOLL_NAMES
    return _read(folder) if folder else NO_PACK


def files_of_names() -> Mapping[str, bytes]:
    """The files that the list was read from, by name; none without a list. Raises NamePackFault."""
    folder: Path | None = settings.KANALKOLL_NAMES
    return _files(folder) if folder else {}


@lru_cache(maxsize=1)
def _read(folder: Path) -> NamePack:
    return read(_files(folder))


@lru_cache(maxsize=1)
def _files(folder: Path) -> Mapping[str, bytes]:
    try:
        return files_in(folder, most_bytes=MOST_BYTES)
    except Unreadable as error:
        raise NamePackFault(str(error)) from error
