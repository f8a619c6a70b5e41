"""Turns a plain table into a control's typed parameters, and describes those parameters.

The types understood: int, bool, str, TextName, date, time, Literal, tuple of one of these, mapping from
str to one of these, and each of them or nothing.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, time
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from kanalkoll.policy.register import TextName

Hint: TypeAlias = Any  # a type annotation taken apart at run time; typing has no name for it

_WORDS: Mapping[Hint, str] = {
    int: "heltal",
    bool: "true eller false",
    str: "text",
    TextName: "namn på en text i mappen texts",
    date: "datum",
    time: "klockslag",
}


@dataclass(frozen=True, slots=True)
class ParameterFault:
    """What is wrong with one parameter, or with the table as a whole when `key` is None."""

    key: str | None
    message: str


def typed(params: type, table: Mapping[str, object]) -> tuple[object | None, tuple[ParameterFault, ...]]:
    """The parameters that `table` spells, or every fault in it. Never both."""
    known = _hints(params)
    faults = [
        ParameterFault(key, f"Parametern {key} finns inte. Det som finns: {', '.join(known) or 'inga'}.")
        for key in table
        if key not in known
    ]
    values: dict[str, object] = {}
    for spec in fields(params):
        if spec.name in table:
            try:
                values[spec.name] = _convert(table[spec.name], known[spec.name])
            except ValueError as wrong:
                faults.append(ParameterFault(spec.name, f"Parametern {spec.name} ska vara {wrong}."))
        elif _required(spec):
            wanted = _words(known[spec.name])
            faults.append(ParameterFault(None, f"Parametern {spec.name} saknas. Den ska vara {wanted}."))
    if faults:
        return None, tuple(faults)
    try:
        return params(**values), ()
    except ValueError as wrong:
        return None, (ParameterFault(None, str(wrong)),)


def plain(params: object) -> dict[str, object]:
    """The parameters as JSON values, every one spelled out, so that a later default changes nothing."""
    return {spec.name: _jsonable(getattr(params, spec.name)) for spec in fields(params)}  # type: ignore[arg-type]


def text_names(params: object) -> tuple[tuple[str, TextName], ...]:
    """Every text that the parameters name, with the parameter that names it."""
    values = ((spec.name, getattr(params, spec.name)) for spec in fields(params))  # type: ignore[arg-type]
    return tuple((key, value) for key, value in values if isinstance(value, TextName))


def describe(params: type) -> list[dict[str, object]]:
    """Name, type in words, meaning and default of every parameter."""
    hints = get_type_hints(params, include_extras=True)
    return [
        {
            "name": spec.name,
            "type": _words(hints[spec.name]),
            "meaning": _meaning(hints[spec.name]),
            "required": _required(spec),
            **({} if _required(spec) else {"default": _jsonable(_default(spec))}),
        }
        for spec in fields(params)
    ]


@cache
def _hints(params: type) -> dict[str, Hint]:
    return get_type_hints(params)


def _required(spec: Field[Any]) -> bool:
    return spec.default is MISSING and spec.default_factory is MISSING


def _default(spec: Field[Any]) -> object:
    if spec.default_factory is not MISSING:
        return spec.default_factory()
    return spec.default


def _convert(value: object, hint: Hint) -> object:
    """`value` as the type `hint` asks for. Raises ValueError with the wanted type in words."""
    try:
        return _as(hint, value)
    except ValueError as wrong:
        raise ValueError(_words(hint)) from wrong


def _as(hint: Hint, value: object) -> object:
    if _shape(hint) in (Union, UnionType):
        return None if value is None else _as(_inner(hint), value)
    if _shape(hint) is Literal and isinstance(value, str) and value in get_args(hint):
        return value
    if _shape(hint) is tuple and isinstance(value, list | tuple):
        return tuple(_as(get_args(hint)[0], each) for each in value)
    if _shape(hint) is Mapping and isinstance(value, Mapping):
        return {str(key): _as(get_args(hint)[1], each) for key, each in value.items()}
    if hint in (date, time) and isinstance(value, str):
        return hint.fromisoformat(value)
    if hint is TextName and isinstance(value, str):
        return TextName(value)
    if type(value) is hint:
        return value
    raise ValueError(value)


def _shape(hint: Hint) -> Hint:
    """What kind of type it is: Union, Literal, tuple, a mapping, or None for a plain class."""
    return get_origin(hint)


def _inner(hint: Hint) -> Hint:
    return next(each for each in get_args(hint) if each is not NoneType)


def _words(hint: Hint) -> str:
    """A type in words that a guideline author understands."""
    if _shape(hint) is Annotated:
        return _words(get_args(hint)[0])
    if _shape(hint) in (Union, UnionType):
        return _words(_inner(hint))
    if _shape(hint) is Literal:
        choices = [f'"{choice}"' for choice in get_args(hint)]
        return choices[0] if len(choices) == 1 else f"något av {', '.join(choices)}"
    if _shape(hint) is tuple:
        return f"en lista där varje del är {_words(get_args(hint)[0])}"
    if _shape(hint) is not None:
        return f"en tabell där varje värde är {_words(get_args(hint)[1])}"
    return _WORDS[hint]


def _meaning(hint: Hint) -> str:
    """The words beside the type; every parameter of a control has them."""
    return str(hint.__metadata__[0])


def _jsonable(value: object) -> object:
    if isinstance(value, tuple):
        return [_jsonable(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _jsonable(each) for key, each in value.items()}
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, TextName) else value
