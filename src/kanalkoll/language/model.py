"""A statistical model of a text, as an opinion beside the rules: it suggests, and never decides, folds or urges.

There is none unless somebody hands the room one: a manifest (TOML) and a file of weights, as bytes, each checked
against its SHA-256. The format is our own and holds numbers only, so that loading it can run nothing: one row of
32-bit little-endian floats for each category, a weight for each bucket and the bias last.

A text is the set of its words, pairs of words and letter runs of three to five, each hashed by CRC-32 into a
bucket; a score is the logistic function of the bias and the mean weight of the set.
"""

import hashlib
import math
import sys
import tomllib
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

from kanalkoll.language.findings import CATEGORIES, HANDLING
from kanalkoll.language.tokens import search_tokens

MANIFEST: Final = "manifest.toml"
FORMAT: Final = "kanalkoll-linear-1"
MOST_BUCKETS: Final = 1 << 22
# A model reads the beginning of a long text: more tells little, and costs time.
MOST_LETTERS: Final = 4_000
_RUNS: Final = (3, 4, 5)


class ModelFault(ValueError):
    """The model cannot be used; the message says in Swedish what is wrong and how to mend it."""


class Model(Protocol):
    """Anything that has an opinion of a text. `digest` is the SHA-256 of the manifest, which names every file's."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def digest(self) -> str: ...
    def scores(self, text: str) -> Mapping[str, float]:
        """A score from 0 to 1 for each category that the model knows; any string is accepted."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """The one kind of model there is: linear over hashed words and letter runs."""

    name: str
    version: str
    licence: str
    digest: str
    buckets: int
    rows: Mapping[str, Sequence[float]]

    def scores(self, text: str) -> Mapping[str, float]:
        """See Model."""
        found = features(text, self.buckets)
        weight = 1 / len(found) if found else 0.0
        return {
            category: round(_logistic(row[self.buckets] + weight * sum(row[place] for place in found)), 4)
            for category, row in self.rows.items()
        }


def read(files: Mapping[str, bytes]) -> LinearModel:
    """The model in these files, given by name. Raises ModelFault, also for a file that has been changed."""
    raw = _file(files, MANIFEST)
    manifest = _manifest(raw)
    if manifest.get("format") != FORMAT:
        raise ModelFault(f'{MANIFEST} ska ha raden format = "{FORMAT}". Andra slags modeller läses inte.')
    categories = _categories(manifest)
    buckets = _buckets(manifest)
    numbers = _numbers(_weights(manifest, files), rows=len(categories), columns=buckets + 1)
    return LinearModel(
        name=_text(manifest, "name"),
        version=_text(manifest, "version"),
        licence=_text(manifest, "licence"),
        digest=hashlib.sha256(raw).hexdigest(),
        buckets=buckets,
        rows={
            category: numbers[place * (buckets + 1) : (place + 1) * (buckets + 1)]
            for place, category in enumerate(categories)
        },
    )


def features(text: str, buckets: int) -> frozenset[int]:
    """The buckets of a text's words, pairs of words and letter runs."""
    return frozenset(zlib.crc32(each.encode()) % buckets for each in _pieces(text[:MOST_LETTERS]))


def _pieces(text: str) -> Iterator[str]:
    words = search_tokens(text)
    for word in words:
        yield f"w:{word}"
        padded = f"<{word}>"
        for length in _RUNS:
            for start in range(len(padded) - length + 1):
                yield f"l:{padded[start : start + length]}"
    for first, second in pairwise(words):
        yield f"p:{first} {second}"


def _logistic(value: float) -> float:
    # Beyond this the result is 0 or 1 to every digit that is kept.
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))


def _manifest(raw: bytes) -> Mapping[str, object]:
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelFault(f"{MANIFEST} går inte att läsa som TOML i UTF-8: {error}.") from error


def _text(manifest: Mapping[str, object], key: str) -> str:
    value = manifest.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ModelFault(f'{MANIFEST} saknar {key}. Lägg till raden {key} = "…".')
    return value


def _categories(manifest: Mapping[str, object]) -> list[str]:
    given = manifest.get("categories")
    known = (*CATEGORIES, *HANDLING)
    if not isinstance(given, list) or not given or len(set(map(str, given))) != len(given):
        raise ModelFault(f'{MANIFEST} saknar categories. Skriv till exempel categories = ["hot", "hets"].')
    for category in given:
        if category not in known:
            raise ModelFault(
                f"{MANIFEST} har kategorin {category!r}. Skriv bara sådana som finns: {', '.join(known)}."
            )
    return [str(category) for category in given]


def _buckets(manifest: Mapping[str, object]) -> int:
    given = manifest.get("buckets")
    if type(given) is not int or not 1 <= given <= MOST_BUCKETS:
        raise ModelFault(f"{MANIFEST} ska ha buckets, ett heltal från 1 till {MOST_BUCKETS}.")
    return given


def _weights(manifest: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    stated = manifest.get("weights")
    if not isinstance(stated, Mapping):
        raise ModelFault(f"{MANIFEST} saknar tabellen [weights] med file och sha256.")
    file, checksum = str(stated.get("file", "")), str(stated.get("sha256", ""))
    raw = _file(files, file)
    found = hashlib.sha256(raw).hexdigest()
    if found != checksum.lower():
        raise ModelFault(
            f"{file} är ändrad: den har SHA-256 {found[:12]}… och {MANIFEST} säger {checksum[:12] or 'inget'}…. "
            "Hämta modellen på nytt från den som har gjort den."
        )
    return raw


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise ModelFault(f"Filen {name!r} finns inte i modellens mapp.")
    return files[name]


def _numbers(raw: bytes, *, rows: int, columns: int) -> "array[float]":
    numbers: array[float] = array("f")
    if len(raw) != rows * columns * numbers.itemsize:
        raise ModelFault(
            f"Vikterna är {len(raw)} byte men {rows} kategorier och {columns - 1} fack ska ha "
            f"{rows * columns * numbers.itemsize}. Hämta modellen på nytt."
        )
    numbers.frombytes(raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    if not all(map(math.isfinite, numbers)):
        raise ModelFault("Vikterna innehåller tal som inte är tal. Hämta modellen på nytt.")
    return numbers
