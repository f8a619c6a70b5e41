"""Reads a guideline folder, given as texts: guideline.toml, cases.toml and texts/*.txt."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kanalkoll.policy import positions
from kanalkoll.policy.content import Content
from kanalkoll.policy.content import content_of as typed_content
from kanalkoll.policy.faults import Fault
from kanalkoll.policy.ours import own_faults

GUIDELINE = "guideline.toml"
CASES = "cases.toml"
_TOP: dict[str, dict[str, type]] = {GUIDELINE: {"guideline": dict, "clause": list}, CASES: {"case": list}}


def content_of(files: Mapping[str, str]) -> tuple[Content | None, tuple[Fault, ...]]:
    """The typed content of a guideline folder (relative file name → text), or every fault in it."""
    if GUIDELINE not in files:
        return None, (Fault(GUIDELINE, 1, None, f"Filen {GUIDELINE} saknas i mappen."),)
    sources = {name: files.get(name, "") for name in _TOP}
    faults = [fault for name, text in sources.items() for fault in _shape_faults(name, text)]
    faults += own_faults(files)
    if faults:
        return None, tuple(sorted(faults))
    guideline, cases = (tomllib.loads(text) for text in sources.values())
    raw = {
        "guideline": guideline.get("guideline", {}),
        "clauses": guideline.get("clause", []),
        "texts": _texts(files),
        "cases": cases.get("case", []),
    }
    return typed_content(raw, _TomlPlaces.of(sources[GUIDELINE], sources[CASES]))


def _shape_faults(name: str, text: str) -> list[Fault]:
    """What keeps a file from being read at all: it is not TOML, or its tables have other names or shapes."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        return _syntax_faults(name, text, str(wrong))
    wanted = _TOP[name]
    lines = {table.header.split(".")[0]: table.line for table in reversed(positions.tables(text))}
    lines |= positions.tables(text)[0].keys
    faults = []
    for key, value in tables.items():
        shown = " och ".join(f"[[{each}]]" if kind is list else f"[{each}]" for each, kind in wanted.items())
        if key not in wanted:
            message = f"Tabellen {key} finns inte. Här får stå {shown}."
            faults.append(Fault(name, lines.get(key, 1), None, message))
        elif not isinstance(value, wanted[key]) or (wanted[key] is list and not _all_tables(value)):
            faults.append(Fault(name, lines.get(key, 1), None, f"{key} har fel form. Här ska stå {shown}."))
    if name == GUIDELINE and "guideline" not in tables:
        faults.append(Fault(name, 1, None, "Tabellen [guideline] saknas."))
    return faults


def _all_tables(value: object) -> bool:
    """Whether it is a list of tables, each of whose controls, if any, are tables too."""
    return isinstance(value, list) and all(
        isinstance(each, Mapping)
        and isinstance(each.get("control", []), list)
        and all(isinstance(control, Mapping) for control in each.get("control", []))
        for each in value
    )


def _syntax_faults(name: str, text: str, wrong: str) -> list[Fault]:
    """The fault that tomllib stopped at, and those further down that only tree-sitter sees."""
    found = re.search(r"line (\d+)", wrong)
    first = int(found[1]) if found else max(1, text.count("\n") + 1)
    lines = {first: f"Det här är inte giltig TOML: {wrong}."}
    for line in positions.broken_lines(text):
        lines.setdefault(line, "Det här är inte giltig TOML. Se efter citattecken och hakparenteser.")
    return [Fault(name, line, None, message) for line, message in lines.items()]


def _texts(files: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix("texts/").removesuffix(".txt"): text.strip()
        for name, text in sorted(files.items())
        if name.startswith("texts/") and name.endswith(".txt")
    }


@dataclass(frozen=True, slots=True)
class _TomlPlaces:
    """Finds the lines of a guideline's two files."""

    top: positions.Table | None
    clause_tables: Sequence[positions.Table]
    control_tables: Sequence[Sequence[positions.Table]]
    case_tables: Sequence[positions.Table]

    @classmethod
    def of(cls, guideline: str, cases: str) -> "_TomlPlaces":
        clauses: list[positions.Table] = []
        controls: list[list[positions.Table]] = []
        top = None
        for table in positions.tables(guideline):
            if table.header == "guideline":
                top = table
            elif table.header == "clause":
                clauses.append(table)
                controls.append([])
            elif table.header == "clause.control" and controls:
                controls[-1].append(table)
        case_tables = [table for table in positions.tables(cases) if table.header == "case"]
        return cls(top, clauses, controls, case_tables)

    def guideline(self, key: str | None = None) -> tuple[str, int]:
        return _line(GUIDELINE, self.top, key)

    def clause(self, number: int, key: str | None = None) -> tuple[str, int]:
        return _line(GUIDELINE, _nth(self.clause_tables, number), key)

    def control(self, clause: int, number: int, key: str | None = None) -> tuple[str, int]:
        of_clause: Any = _nth(self.control_tables, clause) or ()
        return _line(GUIDELINE, _nth(of_clause, number) or _nth(self.clause_tables, clause), key)

    def case(self, number: int, key: str | None = None) -> tuple[str, int]:
        return _line(CASES, _nth(self.case_tables, number), key)


def _nth(tables: Sequence[Any], number: int) -> Any:
    """The table of that number, or None where tables are written inline and so have no line of their own."""
    return tables[number] if number < len(tables) else None


def _line(file: str, table: positions.Table | None, key: str | None) -> tuple[str, int]:
    if table is None:
        return file, 1
    return file, table.keys.get(key, table.line) if key else table.line
