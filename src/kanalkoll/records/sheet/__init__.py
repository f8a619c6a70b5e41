"""Setting the evidence sheet: values in, PDF (PDF/A-2a, PDF/UA-1) and one picture a page out. No database."""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from kanalkoll.records.sheet.fonts import FOLDERS
from kanalkoll.records.sheet.moments import in_short
from kanalkoll.records.sheet.signs import Runs, runs

PDF_STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
PICTURE_PPI = 110
SIGNS_NOTICE = (
    "Tecken inom hakparentes med gul botten är tecken som inte syns eller som inte kan visas. "
    "De skrivs ut med sitt nummer och namn i Unicode."
)
NO_PICTURES_NOTICE = "Bilderna kunde inte visas på bladet. De är bevarade som filer, se Spårbarhet."
SHORTENED = " … (avkortad på bladet, hela texten är bevarad)"
LONGEST_IN_THREAD = 700


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody's words on the sheet. `when` is the platform's time, or ours when it gives none."""

    author: str
    when: datetime | None
    text: str
    depth: int = 0
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept picture: its place below the blobs' folder, its format, and what is said about it."""

    path: str
    format: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that stands on a sheet. Facts, grounds and hashes are label and value."""

    municipality: str
    reference: str
    lead: str
    secured_at: datetime
    facts: Sequence[tuple[str, str]]
    item: Entry
    grounds: Sequence[tuple[str, str]]
    thread: Sequence[Entry]
    left_out: int
    pictures: Sequence[Picture]
    hashes: Sequence[tuple[str, str]]
    notices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished sheet."""

    pdf: bytes
    pages: tuple[bytes, ...]


def render(contents: Contents, *, pictures_in: Path) -> Rendered:
    """Set the sheet. Whatever text and pictures hold, there comes a sheet that says what it cannot show."""
    without = replace(contents, pictures=(), notices=[*contents.notices, NO_PICTURES_NOTICE])
    attempts = [(contents, False)]
    attempts += [(without, False), (without, True)] if contents.pictures else [(contents, True)]
    for attempt, only_ordinary in attempts[:-1]:
        try:
            return _set(attempt, only_ordinary, pictures_in)
        except typst.TypstError:
            continue
    return _set(*attempts[-1], pictures_in)


def _set(contents: Contents, only_ordinary: bool, pictures_in: Path) -> Rendered:
    sheet = {"sheet": json.dumps(_data(contents, only_ordinary))}
    root = str(pictures_in) if contents.pictures else None
    compiler = _compiler()
    pdf = compiler.compile(
        input=_template(), format="pdf", sys_inputs=sheet, root=root, pdf_standards=PDF_STANDARDS
    )
    pages = compiler.compile(input=_template(), format="png", sys_inputs=sheet, root=root, ppi=PICTURE_PPI)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no document")
    return Rendered(pdf, tuple(pages) if isinstance(pages, list) else (pages or b"",))


_of_thread = threading.local()


def _compiler() -> typst.Compiler:
    """One compiler a thread: it keeps fonts and layout, which takes a sheet from 140 to 20 ms."""
    found: typst.Compiler | None = getattr(_of_thread, "compiler", None)
    if found is None:
        found = _of_thread.compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
    return found


@cache
def _fonts() -> typst.Fonts:
    """Debian's Noto fonts and those inside Typst, so that a sheet looks the same wherever it is set."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in FOLDERS],
    )


@cache
def _template() -> bytes:
    return files("kanalkoll.records.sheet").joinpath("sheet.typ").read_bytes()


def _data(contents: Contents, only_ordinary: bool) -> dict[str, object]:
    cutter = _Cutter(only_ordinary)
    at = contents.secured_at.astimezone(UTC)
    data: dict[str, object] = {
        "title": "Bevisblad",
        "municipality": contents.municipality,
        "reference": contents.reference,
        "date": [at.year, at.month, at.day, at.hour, at.minute, at.second],
        "footer": f"Bevisblad, {contents.reference.lower()}, säkrat {in_short(contents.secured_at)}",
        "lead": cutter.cut(contents.lead),
        "facts": [[label, cutter.cut(value)] for label, value in contents.facts],
        "item": cutter.entry(contents.item),
        "grounds": [[label, cutter.cut(value)] for label, value in contents.grounds],
        "thread": [cutter.entry(_shortened(entry)) for entry in contents.thread],
        "pictures": [
            {
                "path": picture.path,
                "format": picture.format,
                "alt": picture.alt,
                "caption": cutter.cut(picture.caption),
            }
            for picture in contents.pictures
        ],
        "hashes": [list(row) for row in contents.hashes],
        "explanation": EXPLANATION,
    }
    return data | {"notices": [*contents.notices, *_left_out(contents), *cutter.notices()]}


EXPLANATION = (
    "SHA-256 är ett fingeravtryck: ändras ett enda tecken blir det ett annat. Kontrollsumman är ett sådant "
    "fingeravtryck av dokumentet tillsammans med ett hemligt tal. Den står i kommunens händelselogg, ett "
    "Merkleträd enligt RFC 6962 vars rot signeras i kontrollpunkter. Kommandot kanalkoll records verify "
    "räknar om allt från grunden och hittar varje ändring i det bevarade."
)


def _left_out(contents: Contents) -> list[str]:
    if not contents.left_out:
        return []
    return [
        f"I tråden finns {contents.left_out} inlägg till på samma nivå. De är bevarade men visas inte här."
    ]


def _shortened(entry: Entry) -> Entry:
    if len(entry.text) <= LONGEST_IN_THREAD:
        return entry
    return replace(entry, text=entry.text[:LONGEST_IN_THREAD] + SHORTENED)


class _Cutter:
    """Cuts texts into runs and remembers whether any sign had to be named."""

    def __init__(self, only_ordinary: bool) -> None:
        self._only_ordinary = only_ordinary
        self._named = False

    def cut(self, text: str) -> list[dict[str, str]]:
        found: Runs = runs(text, only_ordinary=self._only_ordinary)
        self._named |= found.named
        return list(found.parts)

    def entry(self, entry: Entry) -> dict[str, object]:
        return {
            "author": self.cut(entry.author),
            "when": in_short(entry.when),
            "runs": self.cut(entry.text),
            "depth": entry.depth,
            "marked": entry.marked,
        }

    def notices(self) -> list[str]:
        return [SIGNS_NOTICE] if self._named else []
