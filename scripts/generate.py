"""Writes docs/reference from what the code knows; with --check says which pages are no longer current."""

import sys
from collections.abc import Iterator
from pathlib import Path

from kanalkoll.municipality.coverage import STATUSES, Covered, counts, coverage
from kanalkoll.municipality.folders import read_folder
from kanalkoll.policy.controls import descriptions
from kanalkoll.policy.pack import Pack

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
GUIDELINES = ROOT / "src" / "kanalkoll" / "guidelines"
GENERATED = "<!-- Skrivs av scripts/generate.py. Ändra där, inte här. -->"


def main(*, check: bool) -> int:
    """Writes the pages, or compares them; 1 when a page is not current."""
    pages = {"controls.md": _lines_to_text(_controls()), "coverage.md": _lines_to_text(_coverage())}
    stale = [name for name, text in pages.items() if _current(REFERENCE / name) != text]
    if check:
        for name in stale:
            print(f"docs/reference/{name} is not current: run `make pages` and commit it", file=sys.stderr)
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (REFERENCE / name).write_text(pages[name], encoding="utf-8")
    return 0


def _controls() -> Iterator[str]:
    yield from ("# Kontroller", "", GENERATED, "")
    yield "En riktlinje binder sina bestämmelser till de här kontrollerna."
    yield "Samma lista ger `kanalkoll guideline controls`."
    for control in descriptions():
        yield from ("", f"## `{control['name']}`", "", f"Rum: `{control['room']}`. {control['what']}")
        yield from _parameters(control["parameters"])


def _parameters(parameters: object) -> Iterator[str]:
    if not isinstance(parameters, list) or not parameters:
        return
    yield from ("", "| Parameter | Typ | Betydelse | Förval |", "| --- | --- | --- | --- |")
    for each in parameters:
        default = "måste anges" if each["required"] else _plain(each["default"])
        yield f"| `{each['name']}` | {_cell(each['type'])} | {_cell(each['meaning'])} | {_cell(default)} |"


def _coverage() -> Iterator[str]:
    packs = [_pack(folder.name) for folder in sorted(GUIDELINES.iterdir()) if folder.is_dir()]
    covered = [(pack, coverage(pack)) for pack in packs]
    yield from ("# Hur riktlinjernas bestämmelser täcks", "", GENERATED, "")
    yield "*Bevisad*: ett test visar det, och testet faller när bestämmelsens kontroller tas bort."
    yield "*Visas*: rätt person ser bestämmelsen där den gäller. *Saknas*: inget av detta ännu."
    yield from (
        "",
        f"| Riktlinje | Bestämmelser | {' | '.join(STATUSES.values())} |",
        "| --- | ---: | ---: | ---: | ---: |",
    )
    for pack, clauses in covered:
        figures = " | ".join(str(figure) for figure in counts(clauses).values())
        yield f"| {pack.municipality} | {len(clauses)} | {figures} |"
    for pack, clauses in covered:
        yield from ("", f"## {pack.municipality}: {pack.title}", "")
        yield from ("| Bestämmelse | Täckning | Kontroller | Bevis |", "| --- | --- | --- | --- |")
        yield from (_row(clause) for clause in clauses)


def _row(clause: Covered) -> str:
    controls = ", ".join(f"`{name}`" for name in clause.controls)
    tests = ", ".join(sorted({name.split("[")[0].split("::")[-1] for name in clause.proof}))
    return f"| {clause.id} | {STATUSES[clause.status]} | {controls} | {tests} |"


def _pack(name: str) -> Pack:
    reading = read_folder(name)
    if reading.pack is None:
        raise SystemExit("\n".join(str(fault) for fault in reading.faults))
    return reading.pack


def _plain(value: object) -> str:
    match value:
        case None:
            return "inget"
        case bool():
            return "ja" if value else "nej"
        case list() | tuple():
            return ", ".join(map(str, value)) or "inga"
    return str(value)


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")


def _lines_to_text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _current(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.exists() else ""


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
