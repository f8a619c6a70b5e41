"""Questions that want no answer: what their words weigh, by hand."""

from collections.abc import Mapping
from functools import cache, lru_cache

from kanalkoll.language import lexicon, situations


@lru_cache(maxsize=100)
def points(words: tuple[str, ...]) -> float:
    """How much a row of words tells that a question is asked for show.

    Each kind of sign counts once; a word of several kinds counts as the heaviest that is not yet counted.
    """
    counted: set[str] = set()
    total = 0.0
    for told in filter(None, map(_signs, words)):
        signs = [sign for sign in told if sign[1] not in counted]
        if signs:
            # Signs are in falling order: those of show first, those of earnest last.
            weight, tag = signs[0] if signs[0][0] > 0 else signs[-1]
            counted.add(tag)
            total += weight
    return total


@lru_cache(maxsize=60_000)
def _signs(word: str) -> tuple[tuple[float, str], ...]:
    weights = _weights()
    signs = ((weights[key], key) for key in situations.keys(word) & weights.keys())
    return tuple(sorted(signs, reverse=True))


@cache
def _weights() -> Mapping[str, float]:
    return {f"#{tag}": float(points) for points, tags in lexicon.lines("rhetorical") for tag in tags.split()}
