"""Runs a guideline's own cases: in each situation the outcome must be the one it demands, by its clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from kanalkoll.policy.clauses import Case, Plain
from kanalkoll.policy.folder import CASES
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.questions import QUESTIONS, Situation, Unanswerable


@dataclass(frozen=True, slots=True)
class CaseFault:
    """A case that does not hold: where it stands, which clause it concerns, what came out instead."""

    line: int
    clause: str
    message: str

    def __str__(self) -> str:
        """As a person reads it on a terminal."""
        return f"{CASES}:{self.line}: {self.clause}: {self.message}"


def run(pack: Pack) -> tuple[CaseFault, ...]:
    """Every case of the guideline that does not hold. An empty answer means that all do."""
    return tuple(
        CaseFault(case.line, case.clause, message)
        for case in pack.cases
        for message in _complaints(pack, case)
    )


def _complaints(pack: Pack, case: Case) -> Iterator[str]:
    for name, expected in case.expect.items():
        question = QUESTIONS.get(name)
        if question is None:
            close = get_close_matches(name, QUESTIONS, n=1)
            hint = f" Menade du {close[0]}?" if close else f" Det som finns: {', '.join(sorted(QUESTIONS))}."
            yield f"Frågan {name} finns inte.{hint}"
            continue
        try:
            answer, clauses = question(Situation(pack, case.given))
        except Unanswerable as wrong:
            yield f"{name} går inte att svara på: {wrong}."
            continue
        if not _same(answer, expected):
            yield f"{name} blir {_shown(answer)}, men fallet väntar sig {_shown(expected)}."
        elif case.clause not in clauses:
            yield f"{name} stämmer, men vilar inte på {case.clause} utan på {_shown(list(clauses))}."


def _same(answer: Plain, expected: Plain) -> bool:
    """Equal values; two moments are equal when they are the same instant."""
    if isinstance(answer, str) and isinstance(expected, str):
        one, other = _moment(answer), _moment(expected)
        if one and other and one.tzinfo and other.tzinfo:
            return one == other
    return answer == expected and isinstance(answer, bool) == isinstance(expected, bool)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _shown(value: Plain) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or "inget"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "inget" if value is None else str(value)
