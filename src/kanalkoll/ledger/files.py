"""Writing a file so that it is whole or absent, also when the power goes."""

import os
import secrets
from pathlib import Path

from kanalkoll.ledger.faults import fault_point


def write_durably(path: Path, content: bytes, *, mode: int = 0o640) -> None:
    """Write beside, fsync, rename into place, fsync the folder (and each folder that had to be made).

    A reader sees the old file or the whole new one, never a part. Raises OSError when the disk refuses.
    """
    _make_folder(path.parent)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fault_point("file.before_rename")
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o750, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
