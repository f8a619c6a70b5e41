"""Types the plain content of a guideline, wherever it comes from, and reports every fault in it at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any, Protocol, cast, get_args

from kanalkoll.policy.clauses import Adoption, Case, Clause, Plain, Repealed, Use
from kanalkoll.policy.codes import ClauseKind, Modality
from kanalkoll.policy.controls import registry
from kanalkoll.policy.faults import Fault
from kanalkoll.policy.parameters import text_names, typed

_GUIDELINE_TEXTS = ("municipality", "title")
_ADOPTION = ("adopted_by", "adopted_on", "paragraph", "repeals", "note")
_REPEALED = ("title", "adopted_on", "paragraph")
_CLAUSE_TEXTS = ("id", "section", "modality", "kind", "summary")
_CLAUSE_KEYS = (*_CLAUSE_TEXTS, "area", "subject", "figures", "repeats", "see", "control")
_CASE_KEYS = ("clause", "given", "expect")

Raw = Mapping[str, Any]  # a table as TOML or JSON gives it, before it is typed


class Places(Protocol):
    """Tells where a part of the guideline stands: the file and the line, counted from 1."""

    def guideline(self, key: str | None = None) -> tuple[str, int]:
        """The [guideline] table, or one of its keys."""

    def clause(self, number: int, key: str | None = None) -> tuple[str, int]:
        """The clause of that number, counted from 0, or one of its keys."""

    def control(self, clause: int, number: int, key: str | None = None) -> tuple[str, int]:
        """A control of a clause, both counted from 0, or one of its keys."""

    def case(self, number: int, key: str | None = None) -> tuple[str, int]:
        """The case of that number, counted from 0, or one of its keys."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a guideline holds, typed."""

    municipality: str
    title: str
    adoption: Adoption
    clauses: tuple[Clause, ...]
    texts: Mapping[str, str]
    cases: tuple[Case, ...]


def content_of(raw: Raw, places: Places) -> tuple[Content | None, tuple[Fault, ...]]:
    """The typed content of `raw` (guideline, clauses, texts, cases), or every fault in it."""
    reader = _Reader(places=places, texts=raw["texts"])
    municipality, title, adoption = reader.guideline(raw["guideline"])
    clauses = tuple(reader.clauses(raw["clauses"]))
    cases = tuple(reader.cases(raw["cases"], {clause.id for clause in clauses}))
    if reader.faults:
        return None, tuple(sorted(reader.faults))
    return Content(municipality, title, adoption, clauses, reader.texts, cases), ()


@dataclass(slots=True)
class _Reader:
    """Walks through the tables and collects faults as it goes."""

    places: Places
    texts: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def guideline(self, table: Raw) -> tuple[str, str, Adoption]:
        where = self.places.guideline
        self._unknown(table, (*_GUIDELINE_TEXTS, *_ADOPTION), where, None)
        municipality, title = (self._text(table, key, where, None) for key in _GUIDELINE_TEXTS)
        adoption = Adoption(
            body=self._text(table, "adopted_by", where, None, optional=True) or None,
            on=self._date(table, "adopted_on", where, None),
            paragraph=self._text(table, "paragraph", where, None, optional=True) or None,
            repeals=self._repealed(table, where),
            note=self._text(table, "note", where, None, optional=True) or None,
        )
        return municipality, title, adoption

    def clauses(self, tables: Sequence[Raw]) -> Iterator[Clause]:
        ids = [str(table.get("id", "")) for table in tables]
        if not tables:
            self._fault(self.places.guideline(), None, "Riktlinjen har inga bestämmelser ([[clause]]).")
        for number, table in enumerate(tables):
            yield self._clause(number, table, ids)

    def cases(self, tables: Sequence[Raw], ids: set[str]) -> Iterator[Case]:
        for number, table in enumerate(tables):
            where = _at(self.places.case, number)
            clause = self._text(table, "clause", where, None)
            self._unknown(table, _CASE_KEYS, where, clause)
            if clause and clause not in ids:
                self._fault(where("clause"), clause, f"Bestämmelsen {clause} finns inte i riktlinjen.")
            given, expect = (self._table(table, key, where, clause) for key in ("given", "expect"))
            if not expect:
                self._fault(where("expect"), clause, "Fallet saknar expect: ange vad som ska bli följden.")
            yield Case(clause=clause, given=given, expect=expect, line=where(None)[1])

    def _repealed(self, table: Raw, where: "_Where") -> Repealed | None:
        given = table.get("repeals")
        if given is None:
            return None
        if not isinstance(given, Mapping):
            self._fault(where("repeals"), None, f"repeals ska vara en tabell med {', '.join(_REPEALED)}.")
            return None
        inside = _at_key(where, "repeals")
        self._unknown(given, _REPEALED, inside, None)
        return Repealed(
            title=self._text(given, "title", inside, None, optional=True) or None,
            on=self._date(given, "adopted_on", inside, None),
            paragraph=self._text(given, "paragraph", inside, None, optional=True) or None,
        )

    def _clause(self, number: int, table: Raw, ids: list[str]) -> Clause:
        where = _at(self.places.clause, number)
        name = ids[number] or None
        self._unknown(table, _CLAUSE_KEYS, where, name)
        texts = {key: self._text(table, key, where, name) for key in _CLAUSE_TEXTS}
        self._choice(texts["modality"], Modality, where("modality"), name, "modality")
        self._choice(texts["kind"], ClauseKind, where("kind"), name, "kind")
        if name in ids[:number]:
            self._fault(where("id"), name, f"Id {name} används två gånger. Ge varje bestämmelse ett eget.")
        repeats, see = (self._list(table, key, where, name) for key in ("repeats", "see"))
        for key, others in (("repeats", repeats), ("see", see)):
            for other in others:
                if other not in ids:
                    self._fault(where(key), name, f"{key} pekar på {other}, som inte finns i riktlinjen.")
        return Clause(
            area=self._text(table, "area", where, name, optional=True) or None,
            subject=self._text(table, "subject", where, name, optional=True) or None,
            **texts,  # type: ignore[arg-type]  # the two choices were checked above
            figures=self._table(table, "figures", where, name),
            controls=tuple(self._uses(number, name, table)),
            repeats=repeats,
            see=see,
        )

    def _uses(self, number: int, clause: str | None, table: Raw) -> Iterator[Use[object]]:
        for place, raw in enumerate(table.get("control", ())):
            where = _at(self.places.control, number, place)
            use = self._use(raw, where, clause)
            if use is not None:
                yield use

    def _use(self, raw: Raw, where: "_Where", clause: str | None) -> Use[object] | None:
        name = self._text(raw, "use", where, clause)
        since, until = (self._date(raw, key, where, clause) for key in ("from", "until"))
        if since and until and until < since:
            self._fault(where("until"), clause, f"until ({until}) ligger före from ({since}).")
        entry = registry().get(name)
        if entry is None:
            if name:
                self._fault(where("use"), clause, _unknown_control(name))
            return None
        table = {key: value for key, value in raw.items() if key not in ("use", "from", "until")}
        params, faults = typed(entry.params, table)
        for fault in faults:
            self._fault(where(fault.key), clause, f"{name}: {fault.message}")
        if params is None:
            return None
        for key, text in text_names(params):
            if text not in self.texts:
                self._fault(where(key), clause, f"{name}: texten texts/{text}.txt finns inte.")
        return Use(clause=clause or "", control=name, params=params, since=since, until=until)

    def _text(
        self, table: Raw, key: str, where: "_Where", clause: str | None, *, optional: bool = False
    ) -> str:
        value = table.get(key)
        if value is None and optional:
            return ""
        if isinstance(value, str) and value.strip():
            return value.strip()
        wrong = "saknas" if value is None else "ska vara en text som inte är tom"
        self._fault(where(key if key in table else None), clause, f"{key} {wrong}.")
        return ""

    def _date(self, table: Raw, key: str, where: "_Where", clause: str | None) -> date | None:
        value = table.get(key)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                value = object()
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self._fault(where(key), clause, f"{key} ska vara ett datum, till exempel 2024-01-01.")
        return None

    def _list(self, table: Raw, key: str, where: "_Where", clause: str | None) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self._fault(where(key), clause, f'{key} ska vara en lista med texter, till exempel ["AN-7-02"].')
        return ()

    def _table(self, table: Raw, key: str, where: "_Where", clause: str | None) -> dict[str, Plain]:
        value = table.get(key, {})
        if isinstance(value, Mapping):
            return {str(name): _plain(each) for name, each in value.items()}
        self._fault(where(key), clause, f"{key} ska vara en tabell, till exempel {key} = {{ hours = 24 }}.")
        return {}

    def _choice(
        self, value: str, choices: object, place: tuple[str, int], clause: str | None, key: str
    ) -> None:
        allowed = get_args(choices)
        if value and value not in allowed:
            self._fault(place, clause, f"{key} är {value!r} men ska vara något av {', '.join(allowed)}.")

    def _unknown(self, table: Raw, known: Sequence[str], where: "_Where", clause: str | None) -> None:
        for key in table:
            if key not in known:
                self._fault(where(key), clause, f"Fältet {key} finns inte. Här får stå {', '.join(known)}.")

    def _fault(self, place: tuple[str, int], clause: str | None, message: str) -> None:
        self.faults.append(Fault(place[0], place[1], clause, message))


class _Where(Protocol):
    def __call__(self, key: str | None = None) -> tuple[str, int]: ...


def _at(place: Any, *numbers: int) -> _Where:
    """A place finder for one table: give it a key, or None for the table itself."""

    def where(key: str | None = None) -> tuple[str, int]:
        found: tuple[str, int] = place(*numbers, key)
        return found

    return where


def _at_key(where: _Where, outer: str) -> _Where:
    """A place finder for a table that is written as the value of one key."""

    def inside(key: str | None = None) -> tuple[str, int]:
        return where(outer if key else None)

    return inside


def _unknown_control(name: str) -> str:
    close = get_close_matches(name, registry(), n=1)
    hint = f" Menade du {close[0]}?" if close else " Se alla med kanalkoll guideline controls."
    return f"Kontrollen {name} finns inte.{hint}"


def _plain(value: object) -> Plain:
    """A TOML value as JSON can hold it; dates and times become ISO strings."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return cast(Plain, value)  # text, number, truth value or nothing: neither TOML nor JSON has more
