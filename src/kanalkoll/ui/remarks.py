"""What a writer is told of a draft while writing: the room's own notices first, then advice on the language.

Any room with a field to write in can show it: it hands over the text, what `language` found in it, and what its
own rules say. Advice never stops anything; whether a notice does is decided where the text is sent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kanalkoll.language import SUGGESTED, Finding, Screening
from kanalkoll.language.mending import better
from kanalkoll.language.names import is_foreign, name
from kanalkoll.ui.page import ClauseLink

MOST = 5
LONGEST_QUOTE = 60
WHOLE = "Hela texten"
# What is said about a place in the text, the most useful to its writer first.
KINDS: Mapping[str, str] = {
    "PERSONNUMMER": "Personnummer",
    "SAMORDNINGSNUMMER": "Samordningsnummer",
    "BANKKONTO": "Bankkonto",
    "NAMN": "Namn",
    "TELEFON": "Telefonnummer",
    "EPOST": "E-postadress",
    "ADRESS": "Adress",
    "REGNR": "Registreringsnummer",
    "FODELSEDATUM": "Födelsedatum",
    "krankning": "Ordval",
    "hets": "Ordval",
    "sexism": "Ordval",
    "svordom": "Ordval",
    "stavfel": "Stavning",
    "sarskrivning": "Särskrivning",
    "lank": "Länk",
    "byrakratord": "Krångligt ord",
    "tilltal": "Tilltal",
    "lasbarhet": "Läsbarhet",
    "lang_mening": "Lång mening",
    "forkortning": "Förkortning",
    "slang_intern": "Jargong",
    "versaler": "Versaler",
    "passiv": "Passiv form",
    "langt_ord": "Långt ord",
    "hashtag_camelcase": "Hashtagg",
    "skiljetecken": "Skiljetecken",
    "emoji": "Emojier",
}
# How to mend what is not about plain language, whose reasons say so themselves.
MENDING: Mapping[str, str] = {
    "personal_data": "Ta bort uppgiften om den inte behövs.",
    "category": "Skriv det på ett annat sätt.",
}
# What is true of a text in any language; the other advice is about Swedish.
_ANY_LANGUAGE = frozenset({"lank", "hashtag_camelcase", "versaler", "skiljetecken", "emoji"})
_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_OF_THE_WHOLE = frozenset({"lasbarhet", "tilltal", "emoji"})
_NUMBERS = ("inga", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the room's own rules say of the text. `words` are those it is about; `default`: the system's choice."""

    tone: Literal["late", "soon", "info"]
    message: str
    clauses: Sequence[ClauseLink] = ()
    default: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Advice on some words. `places` are all their occurrences, in code points; `better` can replace each of them."""

    label: str
    words: str
    reason: str
    places: tuple[tuple[int, int], ...]
    better: str = ""

    @property
    def quote(self) -> str:
        """The words, shortened in the middle when there are many; nothing where the reason names them itself."""
        if f"”{self.words.lower()}”" in self.reason.lower():
            return ""
        if len(self.words) <= LONGEST_QUOTE:
            return self.words
        return f"{self.words[:36].rstrip()} … {self.words[-18:].lstrip()}"

    @property
    def spans(self) -> str:
        """The places as the script reads them: "3-9 40-46"."""
        return " ".join(f"{start}-{end}" for start, end in self.places)


@dataclass(frozen=True, slots=True)
class Remarks:
    """Everything to show under a text. Nothing at all is said of an empty one. `language`: set when it is foreign."""

    written: bool
    notices: tuple[Notice, ...] = ()
    advice: tuple[Remark, ...] = ()
    language: str = ""

    @property
    def first(self) -> tuple[Remark, ...]:
        """The most useful advice."""
        return self.advice[:MOST]

    @property
    def further(self) -> tuple[Remark, ...]:
        """The rest, shown to who asks."""
        return self.advice[MOST:]

    @property
    def said(self) -> str:
        """All of it in one sentence, to be read out."""
        parts = []
        if self.notices:
            count = len(self.notices)
            parts.append("En påminnelse." if count == 1 else f"{_number(count).capitalize()} påminnelser.")
        if self.advice:
            parts.append(f"{_number(len(self.advice)).capitalize()} råd om språket. Du väljer själv.")
        if self.language:
            parts.append(f"Texten verkar vara skriven på {self.language}. Språkråd ges bara om svenska.")
        return " ".join(parts) or ("Inget att anmärka på." if self.written else "")


NOTHING_WRITTEN = Remarks(written=False)


def remarks_on(text: str, found: Screening, *, notices: Sequence[Notice] = ()) -> Remarks:
    """What to show under `text`. What a notice has quoted already is not said once more."""
    quoted = {words for notice in notices for words in notice.words}
    foreign = is_foreign(found.language)
    told = [
        one
        for one in found.findings
        if one.type in _ORDER and one.score >= SUGGESTED and text[one.start : one.end] not in quoted
        if not foreign or one.kind == "personal_data" or one.type in _ANY_LANGUAGE
    ]
    language = name(found.language) if foreign else ""
    return Remarks(bool(text.strip()), tuple(notices), tuple(_advice(text, told)), language)


def words_of(text: str, findings: Iterable[Finding]) -> tuple[str, ...]:
    """The words that these findings are about, each once."""
    return tuple(dict.fromkeys(text[one.start : one.end] for one in findings))


def _advice(text: str, found: Sequence[Finding]) -> Iterator[Remark]:
    """Equal advice about equal words once, with every place."""
    same: dict[tuple[str, str, str], list[Finding]] = {}
    for one in sorted(found, key=lambda one: (_ORDER[one.type], one.start)):
        words = "" if one.type in _OF_THE_WHOLE else text[one.start : one.end]
        same.setdefault((one.type, words, one.reason), []).append(one)
    for (kind, words, reason), places in same.items():
        yield Remark(
            label=KINDS[kind],
            words=words or WHOLE,
            reason=f"{reason} {MENDING.get(places[0].kind, '')}".rstrip(),
            places=tuple((one.start, one.end) for one in places),
            better=(better(places[0], text) or "") if words else "",
        )


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
