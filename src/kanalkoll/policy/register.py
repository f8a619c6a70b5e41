"""The control registry: every kind of rule that a guideline can bind a clause to, under one name.

A control is a frozen dataclass of typed parameters. Its docstring is what a guideline author reads, and
therefore Swedish; so is the meaning that stands beside each parameter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from types import MappingProxyType
from typing import Literal, TypeVar

Room = Literal[
    "inbox", "moderation", "records", "archive", "oversight", "municipality", "accounts", "publishing"
]

P = TypeVar("P")

_BY_NAME: dict[str, "Control"] = {}
_BY_PARAMS: dict[type, "Control"] = {}


class TextName(str):
    """The name of a text in the guideline's texts folder, without ``.txt``; reading checks that it exists."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Control:
    """One entry of the vocabulary: its name in a guideline, the room that obeys it, and its parameters."""

    name: str
    room: Room
    params: type
    doc: str


def control(name: str, *, room: Room) -> Callable[[type[P]], type[P]]:
    """Register a frozen dataclass as the parameters of the control `name`.

    Raises ValueError when the name is taken or the class has no docstring of its own.
    """

    def register(params: type[P]) -> type[P]:
        if name in _BY_NAME:
            raise ValueError(f"the control {name} is registered twice")
        if not params.__doc__ or params.__doc__.startswith(f"{params.__name__}("):
            raise ValueError(f"the control {name} has no docstring")
        entry = Control(name=name, room=room, params=params, doc=cleandoc(params.__doc__))
        _BY_NAME[name] = _BY_PARAMS[params] = entry
        return params

    return register


def registered() -> Mapping[str, Control]:
    """Every control that has been registered so far, by name."""
    return MappingProxyType(_BY_NAME)


def name_of(params: type) -> str:
    """The name that a parameter class is registered under. Raises KeyError for an unregistered class."""
    return _BY_PARAMS[params].name
