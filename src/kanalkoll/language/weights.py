"""The list of weights that `make weights` fits: what each sign weighs for each label."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kanalkoll.language import columns, lexicon

# The rows of the list for what every text starts from, and for a turn of phrase that a rule knows.
ALWAYS: Final = "*"
PHRASE: Final = "§"

# One in log odds is so many parts: whole numbers, so that sums are exact.
PARTS: Final = 1000

# What something weighs for every label, in the order of the labels: a row of `columns`.
Row = int


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What every label starts from, in parts, and what each sign weighs for it; a pair by its first word."""

    labels: tuple[str, ...]
    starts: tuple[int, ...]
    signs: Mapping[str, Row]
    pairs: Mapping[str, Mapping[str, Row]]

    def told(self, row: Row) -> tuple[int, ...]:
        """What a row, or a sum of rows, weighs for every label: so many parts of one in log odds."""
        return columns.unpacked(row, len(self.labels))


def as_weights(starts: Mapping[str, float], signs: Mapping[str, Mapping[str, float]]) -> Weights:
    """Weights given in log odds, by sign and label, with the pairs laid ready for being looked up word by word."""
    rows = {sign: columns.packed(_parts(starts, odds)) for sign, odds in signs.items()}
    pairs: dict[str, dict[str, Row]] = {}
    for sign, row in rows.items():
        one, together, other = sign.partition("_")
        if together:
            pairs.setdefault(one, {})[other] = row
    return Weights(tuple(starts), _parts(starts, starts), rows, pairs)


def _parts(labels: Iterable[str], odds: Mapping[str, float]) -> tuple[int, ...]:
    return tuple(round(odds.get(label, 0.0) * PARTS) for label in labels)


@cache
def fitted() -> Weights:
    """The weights of the list."""
    rows = _rows()
    return as_weights(rows[ALWAYS], {sign: row for sign, row in rows.items() if sign not in {ALWAYS, PHRASE}})


@cache
def trust() -> Mapping[str, float]:
    """What a turn of phrase weighs for each label when its score is 1."""
    return _rows()[PHRASE]


@cache
def _rows() -> Mapping[str, Mapping[str, float]]:
    return {sign: dict(map(_pair, written.split())) for sign, written in lexicon.lines("weights")}


def _pair(written: str) -> tuple[str, float]:
    label, _, weight = written.partition("=")
    return label, float(weight)
