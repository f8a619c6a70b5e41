"""The list of weights that `make weights` fits: what each sign weighs for each label."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kanalkoll.language import lexicon

# The rows of the list for what every text starts from, and for a turn of phrase that a rule knows.
ALWAYS: Final = "*"
PHRASE: Final = "§"

# What something weighs for every label, in the order of the labels.
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What every label starts from, in log odds, and what each sign weighs for it; a pair by its first word."""

    labels: tuple[str, ...]
    starts: Row
    signs: Mapping[str, Row]
    pairs: Mapping[str, Mapping[str, Row]]


def as_weights(labels: tuple[str, ...], starts: Row, signs: Mapping[str, Row]) -> Weights:
    """Weights with their pairs laid ready for being looked up word by word."""
    pairs: dict[str, dict[str, Row]] = {}
    for sign, row in signs.items():
        one, together, other = sign.partition("_")
        if together:
            pairs.setdefault(one, {})[other] = row
    return Weights(labels, starts, signs, pairs)


@cache
def fitted() -> Weights:
    """The weights of the list."""
    rows = _rows()
    labels = tuple(rows[ALWAYS])
    signs = {
        sign: tuple(row.get(label, 0.0) for label in labels)
        for sign, row in rows.items()
        if sign not in {ALWAYS, PHRASE}
    }
    return as_weights(labels, tuple(rows[ALWAYS].values()), signs)


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
