"""Folders that the municipality puts in beside the rules, read whole into memory and never written."""

from collections.abc import Mapping
from pathlib import Path


class Unreadable(ValueError):
    """The folder cannot be used; the message says in Swedish why."""


def files_in(folder: Path, *, most_bytes: int) -> Mapping[str, bytes]:
    """The contents of the folder's files by name. Raises Unreadable, also when they are more than `most_bytes`."""
    try:
        found = [file for file in sorted(folder.iterdir()) if file.is_file()]
        size = sum(file.stat().st_size for file in found)
        if size > most_bytes:
            raise Unreadable(f"Mappen är {size // 1_000_000} MB. Högst {most_bytes // 1_000_000} MB läses.")
        return {file.name: file.read_bytes() for file in found}
    except OSError as error:
        raise Unreadable(
            f"Mappen {folder} går inte att läsa. Kontrollera sökvägen och rättigheterna."
        ) from error
