"""Commands that need neither settings nor database: the guideline, its deadlines, and screening."""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kanalkoll.language import NO_ALLOW, Finding, Screening, screen
from kanalkoll.language.name_pack import NO_PACK, NamePack, NamePackFault, read
from kanalkoll.language.readability import lix
from kanalkoll.municipality.coverage import STATUSES, counts, coverage
from kanalkoll.municipality.folders import read_folder, shipped
from kanalkoll.policy import cases, deadlines
from kanalkoll.policy.controls import descriptions
from kanalkoll.policy.let_be import let_be
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class WrongUse(Exception):
    """The command was given something that it cannot use; the text says what and how to mend it."""


def add_to(subparsers: Any) -> None:
    """Declare the commands."""
    _guideline(subparsers)
    due = _command(
        subparsers, "deadline", "svarstiden enligt en riktlinje", deadline,
        "kanalkoll deadline --guideline aneby --received 2026-10-23T17:00:00+02:00",
    )  # fmt: skip
    due.add_argument("--guideline", required=True, help="mappens namn eller sökväg")
    due.add_argument("--received", required=True, help="när meddelandet kom, ISO 8601")
    due.add_argument(
        "--kind", default="comment", choices=["comment", "message", "visitor_post"], help="slag av meddelande"
    )
    due.add_argument("--json", action="store_true", help="skriv JSON för skript")
    see = _command(
        subparsers, "screen", "granska texter, en JSON-rad var på standard in", screening,
        'echo \'{"id": 1, "text": "Hej!"}\' | kanalkoll screen --direction incoming',
    )  # fmt: skip
    see.add_argument("--guideline", help="mappens namn eller sökväg")
    see.add_argument(
        "--direction", required=True, choices=["incoming", "outgoing"], help="inkommande eller eget utkast"
    )
    see.add_argument("--names", help="mapp med en större namnlista, se docs/how-to/put-in-a-name-list.md")


def check(chosen: Namespace) -> int:
    """Every fault in a guideline folder at once, then its own cases."""
    pack = _pack(chosen.path)
    if pack is None:
        return 1
    faults = cases.run(pack)
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{pack.title}: {len(pack.clauses)} bestämmelser, {len(pack.cases)} fall. Allt stämmer.")
    return 1 if faults else 0


def cover(chosen: Namespace) -> int:
    """One object per clause with an honest status."""
    names = [chosen.guideline] if chosen.guideline else list(shipped())
    covered = []
    for name in names:
        pack = _pack(name)
        if pack is None:
            return 1
        covered += coverage(pack)
    if chosen.json:
        print(json.dumps([each.as_json() for each in covered], ensure_ascii=False, indent=1))
        return 0
    for each in covered:
        print(f"{each.id:12} {STATUSES[each.status]:9} {', '.join(each.controls)}")
    print(", ".join(f"{STATUSES[status]}: {count}" for status, count in counts(covered).items()))
    return 0


def controls(chosen: Namespace) -> int:
    """The control vocabulary."""
    if chosen.json:
        print(json.dumps(descriptions(), ensure_ascii=False, indent=1))
        return 0
    for each in descriptions():
        print(f"{each['name']} ({each['room']})\n    {str(each['what']).splitlines()[0]}")
    return 0


def deadline(chosen: Namespace) -> int:
    """The reply deadline and why."""
    pack = _pack(chosen.guideline)
    if pack is None:
        return 1
    try:
        received = datetime.fromisoformat(chosen.received)
    except ValueError as error:
        raise WrongUse(
            f"--received {chosen.received!r} är inte en tid. Skriv till exempel 2026-10-23T17:00:00+02:00."
        ) from error
    if received.tzinfo is None:
        received = received.replace(tzinfo=STOCKHOLM)
    due = deadlines.reply_due(pack, received=received, kind=chosen.kind)
    answer = {
        "due": due.at.astimezone(STOCKHOLM).isoformat() if due.at else None,
        "clause": due.clauses[0] if due.clauses else None,
        "calendar": due.calendar,
        "explanation": due.explanation,
    }
    print(json.dumps(answer, ensure_ascii=False) if chosen.json else due.explanation)
    return 0


def screening(chosen: Namespace) -> int:
    """JSON lines in, JSON lines out; a line that cannot be read is named and the others go on."""
    allow = NO_ALLOW
    if chosen.guideline:
        pack = _pack(chosen.guideline)
        if pack is None:
            return 1
        allow = let_be(pack, on=local_day(datetime.now(UTC)))
    names = _names(chosen.names)
    faults = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            text, channel = str(given["text"]), given.get("channel")
        except (ValueError, KeyError, TypeError, AttributeError):
            faults += 1
            print(f"Rad {number} är inte ett JSON-objekt med id och text.", file=sys.stderr)
            continue
        found = screen(text, direction=chosen.direction, channel=channel, allow=allow, names=names)
        print(json.dumps({"id": given.get("id"), **_as_printed(found), "lix": lix(text)}, ensure_ascii=False))
    return 1 if faults else 0


def _names(folder: str | None) -> NamePack:
    if not folder:
        return NO_PACK
    try:
        return read({file.name: file.read_bytes() for file in Path(folder).iterdir() if file.is_file()})
    except OSError as error:
        raise WrongUse(f"--names: mappen {folder} går inte att läsa. Kontrollera sökvägen.") from error
    except NamePackFault as fault:
        raise WrongUse(f"--names: {fault}") from fault


def _guideline(subparsers: Any) -> None:
    parser = subparsers.add_parser("guideline", help="kontrollera riktlinjer och se hur de täcks")
    inner = parser.add_subparsers(title="vad", metavar="", required=True)
    checked = _command(
        inner, "check", "alla fel i en mapp på en gång", check, "kanalkoll guideline check aneby"
    )
    checked.add_argument("path", help="mappens namn eller sökväg")
    covered = _command(
        inner, "coverage", "hur varje bestämmelse täcks", cover, "kanalkoll guideline coverage aneby"
    )
    covered.add_argument("guideline", nargs="?", help="mappens namn eller sökväg; utan namn visas alla")
    covered.add_argument("--json", action="store_true", help="skriv JSON för skript")
    listed = _command(
        inner, "controls", "alla slags kontroller", controls, "kanalkoll guideline controls --json"
    )
    listed.add_argument("--json", action="store_true", help="skriv JSON för skript")


def _command(
    subparsers: Any, name: str, text: str, run: Callable[[Namespace], int], example: str
) -> ArgumentParser:
    parser: ArgumentParser = subparsers.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"Exempel:\n  {example}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def _pack(name: str) -> Pack | None:
    try:
        reading = read_folder(name)
    except FileNotFoundError as error:
        raise WrongUse(str(error)) from error
    for fault in reading.faults:
        print(fault, file=sys.stderr)
    return reading.pack


def _as_printed(found: Screening) -> dict[str, object]:
    def of(kind: str) -> list[Finding]:
        return [finding for finding in found.findings if finding.kind == kind]

    return {
        "spans": [{"start": f.start, "end": f.end, "type": f.type} for f in of("personal_data")],
        "categories": dict(found.categories),
        "handling": dict(found.handling),
        "evidence": [{"start": f.start, "end": f.end, "category": f.type} for f in of("category")],
        "findings": [{"start": f.start, "end": f.end, "type": f.type} for f in of("draft")],
    }
