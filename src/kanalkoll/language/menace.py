"""Threats that no single turn of phrase tells: signs near one another, each weighed by hand."""

import math
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from kanalkoll.language import lexicon

# From how much on the signs of one or two sentences together are a reason to look.
ENOUGH: Final = 2.2
# The least that what is hinted at must weigh, and the least that when and where must weigh in its stead.
_ACT: Final = 0.5
_ACT_AGAINST_ALL: Final = 2.0
_TIME: Final = 2.0
# More words hold more signs by chance: of a longer text more is asked.
_SHORT: Final = 20
_QUESTION: Final = 1.3
_CALL: Final = 1.0


def weight(keys: AbstractSet[str], words: int, mark: str) -> float:
    """What the signs of a threat among the keys of some words weigh together; 0 when nobody is threatened.

    Somebody must be addressed, and an act hinted at or much said of when and where.
    """
    if _address().isdisjoint(keys):
        return 0.0
    weights = dict.fromkeys(("act", "you", "you_all", "target", "time", "other"), 0.0)
    for kind, points, signs in _signs():
        if not signs.isdisjoint(keys):
            weights[kind] += points
    # The plural also addresses the municipality, whose critics speak in strong figures: more is asked of it.
    if weights["you"]:
        aimed = weights["act"] >= _ACT or weights["time"] >= _TIME
    else:
        aimed = weights["you_all"] > 0 and weights["act"] >= _ACT_AGAINST_ALL
    if not aimed:
        return 0.0
    total = sum(weights.values()) - ("?" in mark) * _QUESTION - ("!" in mark) * _CALL
    return total / max(1.0, math.sqrt(words / _SHORT))


@cache
def _address() -> frozenset[str]:
    return frozenset().union(*(signs for kind, _, signs in _signs() if kind in {"you", "you_all"}))


@cache
def _signs() -> tuple[tuple[str, float, frozenset[str]], ...]:
    return tuple(
        (kind, float(points), frozenset(signs.split())) for kind, points, signs in lexicon.lines("menace")
    )
