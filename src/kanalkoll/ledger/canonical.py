"""Canonical JSON by RFC 8785, for the values the log and the records are made of. Pure."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

# For strings, integers, true, false, null, lists and objects with ASCII keys the standard library's encoder,
# told to sort and not to escape, writes exactly what RFC 8785 asks for, at fifteen times the speed of the
# rfc8785 package; the tests hold the two against each other. Floats are not used in documents.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Mapping[str, Json]) -> bytes:
    """The one byte form of the object. Keys are ASCII, integers within ±2**53, no floats.

    Raises UnicodeEncodeError on a lone surrogate, which has no UTF-8 form.
    """
    return _encode(value).encode()
