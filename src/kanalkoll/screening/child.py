"""Run by itself in a process of its own: one text through the rules in a zip. Text in on stdin, findings out on stdout.

It knows nothing of the program around it, so that rules of any day can be run: what an older `Allow` did not know
is left out.
"""

import json
import sys
from dataclasses import asdict, fields
from importlib import import_module
from typing import Any, Final
from zipfile import ZipFile

# The folder of a book that holds the larger list of names.
NAMES: Final = "names"


def main() -> None:
    """`sys.argv[1]` is the zip; stdin is JSON with `text` and `allow`."""
    sys.path.insert(0, sys.argv[1])
    language: Any = import_module("kanalkoll.language")
    values: Any = import_module("kanalkoll.language.findings")
    given = json.loads(sys.stdin.buffer.read())
    found = language.screen(
        given["text"],
        direction="incoming",
        channel="kommentar",
        allow=_allow(values, given["allow"]),
        **_names(sys.argv[1]),
    )
    answer = {"rules_version": found.rules_version, "findings": [asdict(each) for each in found.findings]}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _names(path: str) -> dict[str, Any]:
    """The larger list of names, where one lies in the book."""
    with ZipFile(path) as book:
        held = {
            name.removeprefix(f"{NAMES}/"): book.read(name)
            for name in book.namelist()
            if name.startswith(f"{NAMES}/")
        }
    return {"names": import_module("kanalkoll.language.name_pack").read(held)} if held else {}


def _allow(values: Any, given: dict[str, Any]) -> Any:
    known = {field.name for field in fields(values.Allow)}
    made: dict[str, Any] = {
        name: frozenset(given[name])
        for name in ("words", "phones", "emails", "streets", "off")
        if name in known
    }
    if "excused" in known:
        made["excused"] = tuple(
            values.Excused(**each | {"types": frozenset(each["types"])}) for each in given["excused"]
        )
    if "local" in known:
        made["local"] = tuple(values.LocalWord(**each) for each in given["local"])
    return values.Allow(**made)


if __name__ == "__main__":
    main()
