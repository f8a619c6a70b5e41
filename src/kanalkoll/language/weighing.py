"""What no single turn of phrase tells: many signs near one another, each weighed by hand."""

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from kanalkoll.language import lexicon, situations
from kanalkoll.language.words import Word

# From how much on the signs of one or two sentences together are a reason to look.
ENOUGH: Final = {"kris": 5.0, "klagomal": 4.5}
# Signs that weigh this much each are grave; unless they weigh enough by themselves it is only an everyday scene.
_GRAVE: Final = 2.0
_GRAVE_ENOUGH: Final = 5.0
# As many words as a short comment has; of a longer text more is asked.
_SHORT: Final = 14


def suffices(own: Sequence[Word], both: Sequence[Word], kind: str) -> bool:
    """Whether the signs of a kind in a sentence, or in it and the one before, are a reason to look."""
    # Most sentences hold next to no sign at all: that is soon seen.
    if sum(_gravest(word.text, kind) for word in both) < _GRAVE_ENOUGH:
        return False
    return max(weight(own, kind), weight(both, kind)) >= ENOUGH[kind]


def weight(words: Sequence[Word], kind: str) -> float:
    """What the signs of a kind weigh together in a row of words, less what speaks of other matters."""
    total, grave = tally(words, kind)
    if grave < _GRAVE_ENOUGH:
        return 0.0
    return total / max(1.0, math.sqrt(len(words) / _SHORT))


def tally(words: Sequence[Word], kind: str) -> tuple[float, float]:
    """The points of a row of words for a kind: all together, and those of grave signs alone.

    Each kind of sign counts once; a word of several kinds counts as the heaviest that is not yet counted.
    """
    counted: set[str] = set()
    total = grave = 0.0
    for word in words:
        signs = [sign for sign in _signs(word.text, kind) if sign[1] not in counted]
        if signs:
            # Signs are in falling order: those of the kind first, other matters last.
            points, tag = signs[0] if signs[0][0] > 0 else signs[-1]
            counted.add(tag)
            total += points
            grave += points if points >= _GRAVE else 0.0
    return total, grave


@lru_cache(maxsize=60_000)
def _gravest(word: str, kind: str) -> float:
    signs = _signs(word, kind)
    return signs[0][0] if signs and signs[0][0] >= _GRAVE else 0.0


@lru_cache(maxsize=60_000)
def _signs(word: str, kind: str) -> tuple[tuple[float, str], ...]:
    points = _points(kind)
    signs = ((points[key], key) for key in situations.keys(word) & points.keys())
    return tuple(sorted(signs, reverse=True))


@cache
def _points(kind: str) -> Mapping[str, float]:
    rows = (row for row in lexicon.lines("points") if row[0] == kind)
    return {f"#{tag}": float(points) for _, points, tags in rows for tag in tags.split()}
