"""Guideline folders: those shipped with the program and those of a fifth municipality. Needs no database."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kanalkoll.policy import pack as packs


def shipped() -> dict[str, Traversable]:
    """The guideline folders that come with the program, by name."""
    root = files("kanalkoll") / "guidelines"
    return {entry.name: entry for entry in sorted(root.iterdir(), key=lambda e: e.name) if entry.is_dir()}


def folder(name_or_path: str) -> tuple[str, Traversable]:
    """A shipped folder by name, or any folder by path. Raises FileNotFoundError."""
    known = shipped()
    if name_or_path in known:
        return name_or_path, known[name_or_path]
    path = Path(name_or_path)
    if not (path / "guideline.toml").is_file():
        raise FileNotFoundError(
            f"{name_or_path!r} är varken en av {', '.join(known)} eller en mapp med en guideline.toml."
        )
    return path.resolve().name, path


def read_folder(name_or_path: str) -> packs.Reading:
    """Read a guideline folder's files and hand them to the policy room."""
    name, place = folder(name_or_path)
    return packs.read(_texts(place), name=name)


def _texts(place: Traversable) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in place.iterdir():
        if entry.is_file() and entry.name.endswith(".toml"):
            found[entry.name] = entry.read_text("utf-8")
    texts = place / "texts"
    if texts.is_dir():
        for entry in texts.iterdir():
            if entry.name.endswith(".txt"):
                found[f"texts/{entry.name}"] = entry.read_text("utf-8")
    return found
