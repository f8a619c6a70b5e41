"""A larger list of names, read from the files of a folder with a manifest; the program works without one.

The files are `manifest.toml` (name, source, date, licence, and for each list its kind, file and SHA-256) and plain
text with one name a line. Whoever reads the folder hands over its files, and the pack to `screen`.
"""

import datetime
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

MANIFEST: Final = "manifest.toml"
KINDS: Final = ("given_names", "surnames", "places", "streets")


class NamePackFault(ValueError):
    """The files cannot be used; the message says in Swedish what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class NamePack:
    """Names in lower case by kind, and where they come from; `digest` is the SHA-256 of the manifest."""

    name: str = ""
    source: str = ""
    licence: str = ""
    date: datetime.date | None = None
    digest: str = ""
    given_names: frozenset[str] = field(default_factory=frozenset)
    surnames: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)
    streets: frozenset[str] = field(default_factory=frozenset)


NO_PACK: Final = NamePack()


def read(files: Mapping[str, bytes]) -> NamePack:
    """The pack in these files by name, every checksum compared; files not named are let be. Raises NamePackFault."""
    raw = _bytes(files, MANIFEST)
    manifest = _manifest(raw)
    names: dict[str, frozenset[str]] = dict.fromkeys(KINDS, frozenset())
    for stated in _lists(manifest):
        kind, file, checksum = (str(stated.get(key, "")) for key in ("kind", "file", "sha256"))
        if kind not in KINDS:
            raise NamePackFault(
                f"Listan {file!r} i {MANIFEST} har sorten {kind!r}. Skriv en av: {', '.join(KINDS)}."
            )
        names[kind] |= frozenset(_names(_checked(files, file, checksum), file))
    return NamePack(
        name=_text(manifest, "name"),
        source=_text(manifest, "source"),
        licence=_text(manifest, "licence"),
        date=_date(manifest),
        digest=hashlib.sha256(raw).hexdigest(),
        given_names=names["given_names"],
        surnames=names["surnames"],
        places=names["places"],
        streets=names["streets"],
    )


def _manifest(raw: bytes) -> Mapping[str, object]:
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NamePackFault(f"{MANIFEST} går inte att läsa som TOML i UTF-8: {error}.") from error


def _text(manifest: Mapping[str, object], key: str) -> str:
    value = manifest.get(key)
    if not isinstance(value, str) or not value.strip():
        raise NamePackFault(f'{MANIFEST} saknar {key}. Lägg till raden {key} = "…".')
    return value


def _date(manifest: Mapping[str, object]) -> datetime.date:
    value = manifest.get("date")
    if type(value) is not datetime.date:
        raise NamePackFault(
            f"{MANIFEST} saknar date. Lägg till dagen för listan, till exempel date = 2026-01-31."
        )
    return value


def _lists(manifest: Mapping[str, object]) -> list[Mapping[str, object]]:
    lists = manifest.get("list")
    if not isinstance(lists, list) or not lists or not all(isinstance(one, dict) for one in lists):
        raise NamePackFault(
            f"{MANIFEST} har inga listor. Lägg till minst en [[list]] med kind, file och sha256."
        )
    return lists


def _checked(files: Mapping[str, bytes], file: str, checksum: str) -> bytes:
    raw = _bytes(files, file)
    found = hashlib.sha256(raw).hexdigest()
    if found != checksum.lower():
        raise NamePackFault(
            f"{file} är inte den fil som {MANIFEST} beskriver (SHA-256 {found[:12]}… i stället för "
            f'{checksum[:12] or "ingen"}…). Hämta filen på nytt. Har ni själva ändrat den: skriv sha256 = "{found}".'
        )
    return raw


def _bytes(files: Mapping[str, bytes], file: str) -> bytes:
    if file not in files:
        raise NamePackFault(
            f"{file or 'En fil utan namn'} finns inte i mappen. Lägg filen bredvid {MANIFEST} och skriv bara dess namn."
        )
    return files[file]


def _names(raw: bytes, file: str) -> Iterator[str]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NamePackFault(f"{file} är inte skriven i UTF-8. Spara om filen som UTF-8.") from error
    for line in text.splitlines():
        if (name := line.strip().lower()) and not name.startswith("#"):
            yield name
