"""Trouble that can be switched on: each fault is used up by the next n things it matches, and counted.

A fault says *what* goes wrong; how the wrong answer is worded is the platform's (`Wire.failure`), how it is
sent is `spoiling`'s, and what happens to a webhook is `webhooks`'.
"""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

Door = Literal["call", "item", "webhook"]


@dataclass(frozen=True, slots=True)
class FaultKind:
    """`door` is where it strikes: a call to the platform, something newly written, or a webhook going out."""

    name: str
    door: Door
    label: str
    about: str


KINDS: Mapping[str, FaultKind] = {
    kind.name: kind
    for kind in (
        FaultKind(
            "commit_then_timeout", "call", "Gör det, men svarar aldrig", "Ändringen görs, svaret uteblir."
        ),
        FaultKind("commit_then_cut", "call", "Gör det, men bryter", "Ändringen görs, förbindelsen bryts."),
        FaultKind(
            "commit_then_server_error", "call", "Gör det, men svarar fel", "Ändringen görs, svaret är 500."
        ),
        FaultKind("timeout", "call", "Svarar aldrig", "Inget görs och inget svar kommer."),
        FaultKind("cut", "call", "Bryter förbindelsen", "Inget görs och förbindelsen bryts."),
        FaultKind("server_error", "call", "Serverfel (500)", "Inget görs; felkod 1 eller 2."),
        FaultKind("rate_limited", "call", "För många anrop (429)", "Felkod 4, 32 eller 613 och full mätare."),
        FaultKind("token_revoked", "call", "Nyckeln är återkallad", "Felkod 190."),
        FaultKind("token_expired", "call", "Nyckeln har gått ut", "Felkod 190, underkod 463."),
        FaultKind("permission_missing", "call", "Behörighet saknas", "Felkod 200."),
        FaultKind("error", "call", "Valfritt fel", "Felkod, underkod och status efter eget val."),
        FaultKind("html", "call", "Svarar med en webbsida", "HTML i stället för JSON."),
        FaultKind("truncated_json", "call", "Avhuggen JSON", "Svaret slutar mitt i."),
        FaultKind("wrong_types", "call", "Fel sorters värden", "Giltig JSON med fel typer."),
        FaultKind("empty_body", "call", "Tomt svar", "Status 200 utan innehåll."),
        FaultKind("huge_body", "call", "Jättelikt svar", "Tiotals megabyte JSON."),
        FaultKind("broken_length", "call", "Bryter mitt i svaret", "Färre byte än utlovat."),
        FaultKind("redirect", "call", "Skickar vidare till annan värd", "302 till en främmande adress."),
        FaultKind("slow", "call", "Svarar långsamt", "Väntar innan svaret."),
        FaultKind("drip", "call", "Droppar svaret", "Några byte i taget."),
        FaultKind(
            "author_edits", "call", "Avsändaren ändrar precis före", "Kommentaren ändras före anropet."
        ),
        FaultKind(
            "author_deletes", "call", "Avsändaren raderar precis före", "Kommentaren raderas före anropet."
        ),
        FaultKind("late", "item", "Syns först senare", "Det nyskrivna går inte att läsa genast."),
        FaultKind("webhook_duplicated", "webhook", "Kommer två gånger", "Samma meddelande två gånger."),
        FaultKind("webhook_reordered", "webhook", "Kommer i fel ordning", "Byter plats med nästa."),
        FaultKind("webhook_lost", "webhook", "Kommer inte alls", "Meddelandet försvinner."),
        FaultKind("webhook_wrong_signature", "webhook", "Fel signatur", "Signerat med fel hemlighet."),
        FaultKind("webhook_malformed", "webhook", "Trasigt innehåll", "Rätt signerat, inte JSON."),
        FaultKind("webhook_huge", "webhook", "Jättelikt", "Tusen poster i ett meddelande."),
        FaultKind("webhook_late", "webhook", "Kommer senare", "Väntar innan det skickas."),
    )
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One armed fault. Empty matchers match everything; `operation` may also be "read" or "write".

    `times` is how many matching things are left to spoil, `skip` how many are let through first. `seconds` is
    the length of a wait; `code`, `subcode` and `status` override the platform's usual error.
    """

    number: int
    kind: str
    times: int = 1
    skip: int = 0
    operation: str | None = None
    account: str | None = None
    object: str | None = None
    seconds: float | None = None
    code: int | None = None
    subcode: int | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a fault is matched against."""

    operation: str
    writes: bool
    account_id: str | None
    object_id: str | None


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[Fault] = []
        self._fired: Counter[str] = Counter()
        self._given = 0

    def add(
        self,
        kind: str,
        *,
        times: int = 1,
        skip: int = 0,
        operation: str | None = None,
        account: str | None = None,
        object: str | None = None,
        seconds: float | None = None,
        code: int | None = None,
        subcode: int | None = None,
        status: int | None = None,
    ) -> Fault:
        """Arm a fault. Raises ValueError for a kind that does not exist or a count below one."""
        if kind not in KINDS:
            raise ValueError(f"no such fault: {kind}; there are {', '.join(KINDS)}")
        if times < 1 or skip < 0:
            raise ValueError("times must be at least 1 and skip at least 0")
        with self._lock:
            self._given += 1
            fault = Fault(
                self._given, kind, times, skip, operation, account, object, seconds, code, subcode, status
            )
            self._armed.append(fault)
        return fault

    def take(self, door: Door, target: Target) -> Fault | None:
        """The first armed fault that matches, used once; None when all is well."""
        with self._lock:
            for place, fault in enumerate(self._armed):
                if KINDS[fault.kind].door != door or not _matches(fault, target):
                    continue
                if fault.skip:
                    self._armed[place] = replace(fault, skip=fault.skip - 1)
                    continue
                if fault.times == 1:
                    del self._armed[place]
                else:
                    self._armed[place] = replace(fault, times=fault.times - 1)
                self._fired[fault.kind] += 1
                return fault
        return None

    def armed(self) -> tuple[Fault, ...]:
        with self._lock:
            return tuple(self._armed)

    def fired(self) -> dict[str, int]:
        """How many times each kind has struck since the town began."""
        with self._lock:
            return dict(self._fired)

    def clear(self) -> None:
        """Disarm everything; the counts stay."""
        with self._lock:
            self._armed.clear()

    def as_json(self) -> dict[str, object]:
        return {"armed": [asdict(fault) for fault in self.armed()], "fired": self.fired()}


def _matches(fault: Fault, target: Target) -> bool:
    if fault.operation not in (None, target.operation, "write" if target.writes else "read"):
        return False
    return fault.account in (None, target.account_id) and fault.object in (None, target.object_id)
