"""What is a municipality's own: its telephone numbers, e-mail domains, addresses, schools and places.

They stand in the guideline folder as `texts/our_own.txt`, one to a line: "telefon: 010-000 00 00". Lines that begin
with # are for the reader. A folder without the file has none, and screening then knows of none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kanalkoll.policy.faults import Fault

TEXT = "our_own"
FILE = f"texts/{TEXT}.txt"
KINDS = {
    "telefon": "phones",
    "e-post": "emails",
    "adress": "addresses",
    "skola": "schools",
    "plats": "places",
}


@dataclass(frozen=True, slots=True)
class Ours:
    """What screening is to know of the municipality itself, as it was written."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def ours(texts: Mapping[str, str]) -> Ours:
    """The municipality's own among a guideline's texts, empty where they are silent."""
    found: dict[str, list[str]] = {}
    for _, kind, value in _lines(texts.get(TEXT, "")):
        if kind in KINDS and value:
            found.setdefault(KINDS[kind], []).append(value)
    return Ours(**{name: tuple(values) for name, values in found.items()})


def own_faults(files: Mapping[str, str]) -> list[Fault]:
    """Every line of the file in a guideline folder (relative file name → text) that says nothing one can use."""
    return [
        Fault(FILE, number, None, f"Skriv raden som ”sort: värde”. Sorterna är {', '.join(KINDS)}.")
        for number, kind, value in _lines(files.get(FILE, ""))
        if kind not in KINDS or not value
    ]


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            kind, _, value = line.partition(":")
            yield number, kind.strip().lower(), value.strip()
