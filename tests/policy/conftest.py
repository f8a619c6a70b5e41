"""The four adopted guidelines as the program ships them, read from their folders."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kanalkoll.policy.pack import Pack, read

FOLDERS = Path(__file__).parents[2] / "src" / "kanalkoll" / "guidelines"
NAMES = ("alingsas", "aneby", "hallstahammar", "norrkoping")


def folder_files(name: str) -> dict[str, str]:
    """A shipped guideline folder as relative file name → text."""
    folder = FOLDERS / name
    files = [*folder.glob("*.toml"), *folder.glob("texts/*.txt")]
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


@pytest.fixture(scope="session")
def packs() -> Mapping[str, Pack]:
    """Every shipped guideline by the name of its folder."""
    found = {}
    for name in NAMES:
        reading = read(folder_files(name), name=name)
        assert reading.pack is not None, "\n".join(str(fault) for fault in reading.faults)
        found[name] = reading.pack
    return found
