"""An old suggestion under its old rules: the kept rule book is run on the kept text, in a process of its own.

The text goes in by a pipe and nothing is written of it; the process has a time limit and no settings of ours.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore

from kanalkoll.language import Finding, screen
from kanalkoll.language.findings import Allow
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.records import blobs
from kanalkoll.records.blobs import Damaged
from kanalkoll.screening import child
from kanalkoll.screening.entries import OWN
from kanalkoll.screening.models import RuleBook, Screening
from kanalkoll.screening.names import names
from kanalkoll.screening.own_rules import own_rules

SECONDS = 20
PATIENCE = 10
# A replay is a process of its own; a page that many open at once must not start very many.
_AT_ONCE = BoundedSemaphore(2)


class NotReplayed(Exception):
    """It could not be done; the sentence is for the person."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What the old rules say of the text now, and whether that is what was kept then."""

    findings: tuple[Finding, ...]
    same: bool


def replay(screening: Screening) -> Replay:
    """Run the rules that made the screening once more. Raises NotReplayed."""
    book = screening.rule_book
    if book is None:
        raise NotReplayed("Reglerna sparades inte på den tiden. Det som visades då är ändå bevarat.")
    found = _run(book, screening.version.text, _own(screening.at))
    return Replay(found, same=_said(found) == _said(screening.found))


def by_todays_rules(screening: Screening, now: datetime) -> tuple[Finding, ...]:
    """What the rules of today, with the words in force today, say of the same text. Raises NotReplayed."""
    own, larger, text = _own(now), names(), screening.version.text
    try:
        return screen(text, direction="incoming", channel="kommentar", allow=own, names=larger).findings
    except Exception:
        # As in receiving: whatever goes wrong in judging a text, the page about it is there.
        raise NotReplayed("Texten går inte att granska med dagens regler.") from None


def _said(findings: tuple[Finding, ...]) -> list[Finding]:
    """What can be compared: an own word's reason names its author, who may be called something else by now."""
    return [replace(one, reason="") if one.rule.startswith(OWN) else one for one in findings]


def _own(at: datetime) -> Allow:
    return own_rules(pack_of(in_force(at)), at)


def _run(book: RuleBook, text: str, allow: Allow) -> tuple[Finding, ...]:
    try:
        rules = blobs.read(book.pk)  # compared with its digest: what was altered is never run
    except Damaged:
        raise NotReplayed(
            "De sparade reglerna är skadade eller saknas. Kör kanalkoll records verify."
        ) from None
    if not _AT_ONCE.acquire(timeout=PATIENCE):
        raise NotReplayed("Flera texter räknas om just nu. Försök igen om en stund.")
    try:
        return _findings(rules, json.dumps({"text": text, "allow": _plain(allow)}).encode())
    finally:
        _AT_ONCE.release()


def _findings(rules: bytes, question: bytes) -> tuple[Finding, ...]:
    with tempfile.TemporaryDirectory(prefix="kanalkoll-rules-") as folder:
        book = Path(folder) / "rules.zip"
        book.write_bytes(rules)
        try:
            done = subprocess.run(
                [sys.executable, "-I", child.__file__, str(book)],
                input=question,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # an error's message may quote the text
                timeout=SECONDS,
                cwd=folder,
                env={},
                check=True,
            )
            answer = json.loads(done.stdout)
            return tuple(Finding(**each) for each in answer["findings"])
        except subprocess.TimeoutExpired:
            raise NotReplayed("De gamla reglerna blev inte klara i tid.") from None
        except (subprocess.CalledProcessError, OSError, ValueError, TypeError, KeyError):
            raise NotReplayed("De gamla reglerna går inte att köra på den här datorn längre.") from None


def _plain(allow: Allow) -> dict[str, object]:
    plain = asdict(allow)
    for name in ("words", "phones", "emails", "streets", "off"):
        plain[name] = sorted(plain[name])
    for each in plain["excused"]:
        each["types"] = sorted(each["types"])
    return plain
