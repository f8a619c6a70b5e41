"""Reading the demonstration's own TOML tables, with a clear word about what does not fit. Pure."""

import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

Table = Mapping[str, Any]
Made = TypeVar("Made")


def content() -> Traversable:
    """The folder with the towns and the stories."""
    return files("kanalkoll.config.demo") / "content"


def table(place: Traversable) -> Table:
    """One TOML file."""
    return tomllib.loads(place.read_text("utf-8"))


def only(given: Table, known: frozenset[str], where: str) -> None:
    """Raise ValueError for a key that nobody reads: a misspelt one would otherwise be lost in silence."""
    unknown = sorted(set(given) - known)
    if unknown:
        raise ValueError(f"{where}: unknown key {', '.join(unknown)}")


def several(given: Table, key: str, made: Callable[[Table], Made]) -> tuple[Made, ...]:
    """A list of tables, each made into a value."""
    return tuple(made(each) for each in given.get(key, ()))


def maybe(given: Table, key: str, made: Callable[[Table], Made]) -> Made | None:
    """A table that may be missing, made into a value."""
    return made(given[key]) if key in given else None
