"""What words weigh together: weights fitted to our own labelled texts, for what no single turn of phrase tells.

A sign is a word, a tag or known edge of it (see `vocabulary`), its first letters (`trap~`), two words side by side
(`svarar_inte`) or a mark. `make weights` fits the list of that name, which stays open to be read and questioned.
"""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kanalkoll.language import lexicon, situations
from kanalkoll.language.words import Sentence

# The rows of the list for what every text starts from, and for a turn of phrase that a rule knows.
ALWAYS: Final = "*"
PHRASE: Final = "§"
# How few words may tell something together, and how many sentences.
_FEWEST: Final = 3
_STRETCH: Final = 3
# The texts that the weights come from are short; more words hold more signs by chance.
_SHORT: Final = 40
# Log odds. Words that speak against a label talk a turn of phrase down no further than this.
LEAST: Final = -2.2
# Log odds added where a miss is worse than a false alarm: what is one in three likely, one in five for a threat, is
# worth a look.
_RATHER: Final = {"kris": 0.8, "hot": 1.4, "fraga": 0.6}
# A turn of phrase as sure as this may stand whatever the words around it weigh.
STEADFAST: Final = 0.8
# Beyond this a chance is 1 to every digit that is told.
_MOST: Final = 30.0
# How many letters begin a word that the lists do not know.
_STEM: Final = 4
# How many words an explanation names, and how much of each.
_TOLD, _LONGEST = 3, 30


@dataclass(frozen=True, slots=True)
class Weighed:
    """The log odds, by their words alone, that the sentences `first` to `last`, of so many words, bear a label."""

    odds: float
    first: int
    last: int
    words: int

    @property
    def sentences(self) -> int:
        """How many sentences there are."""
        return self.last - self.first + 1


Surest = Mapping[str, Weighed]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What every label starts from, in log odds, and by sign what it weighs for which of them, told by number."""

    labels: tuple[str, ...]
    starts: tuple[float, ...]
    signs: Mapping[str, tuple[tuple[int, float], ...]]


def weigh(
    parts: Sequence[Sentence], allowed: AbstractSet[str] = frozenset(), weights: Weights | None = None
) -> Sequence[Surest]:
    """For every sentence, by label, the surest of the stretches of at most three sentences that hold it.

    A stretch that suffices by itself goes before a longer one. A sentence more can only add stretches: what sufficed
    for another sentence still does.
    Words that the municipality allows weigh nothing.
    """
    weights = weights or _fitted()
    held = [
        _known(tuple([word.text for word in part.words if word.text not in allowed]), part.mark, weights)
        for part in parts
    ]
    sums = [_sum(signs, weights) for signs in held]
    surest: list[dict[str, Weighed]] = [{} for _ in parts]
    for first in range(len(parts)):
        totals = sums[first]
        seen = held[first]
        words = len(parts[first].words)
        for last in range(first, min(first + _STRETCH, len(parts))):
            if last > first:
                if held[last] <= seen:
                    # What has been said already tells nothing new.
                    continue
                totals = [one + other for one, other in zip(totals, sums[last], strict=True)]
                # What stands in both weighs once.
                for sign in held[last] & seen:
                    for number, weight in weights.signs[sign]:
                        totals[number] -= weight
                seen |= held[last]
                words += len(parts[last].words)
            damp = math.sqrt(_SHORT / words) if words > _SHORT else 1.0
            for number, (start, total) in enumerate(zip(weights.starts, totals, strict=True)):
                odds = start + total * damp
                if odds > LEAST:
                    _keep(Weighed(odds, first, last, words), weights.labels[number], surest)
    return surest


def together(label: str, score: float, near: Weighed | None, *, heeded: bool = False) -> float:
    """How sure a turn of phrase of this score (0 for none) and the words around it are together.

    One that is to be heeded stands whatever the words weigh.
    """
    if label not in _trust():
        return score
    odds = (near.odds if near else LEAST) + score * _trust()[label] + _RATHER.get(label, 0.0)
    both = 1 / (1 + math.exp(-min(odds, _MOST)))
    return max(score, both) if heeded else both


def untold(surest: Sequence[Surest], label: str, told: AbstractSet[int]) -> list[Weighed]:
    """The stretches that bear a label by their words alone, shortest and surest first, none already told of."""
    taken = set(told)
    found: list[Weighed] = []
    stretches = {each[label] for each in surest if label in each}
    for weighed in sorted(stretches, key=lambda each: (each.sentences, -each.odds, each.first)):
        here = range(weighed.first, weighed.last + 1)
        if weighed.words >= _FEWEST and _suffices(label, weighed) and taken.isdisjoint(here):
            taken.update(here)
            found.append(weighed)
    return found


def _suffices(label: str, weighed: Weighed) -> bool:
    """Whether what its words tell is a reason to look."""
    return weighed.odds + _RATHER.get(label, 0.0) >= 0


def reason(parts: Sequence[Sentence], label: str) -> str:
    """The plain sentence that explains a stretch, with the words that speak most for the label."""
    weights = _fitted()
    number = weights.labels.index(label)
    words = dict.fromkeys(word.text for part in parts for word in part.words)
    weighed = {
        word: sum(dict(weights.signs[sign]).get(number, 0.0) for sign in _weighing(word, weights))
        for word in words
    }
    heaviest = sorted((word for word in words if weighed[word] > 0), key=lambda word: -weighed[word])[:_TOLD]
    named = [f"”{word[:_LONGEST]}”" for word in words if word in heaviest]
    plain = lexicon.pairs("reasons")[f"{label}.weighed"]
    return f"{plain} Mest talar {_and(named)} för det." if named else plain


def _and(words: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def signs(part: Sentence) -> frozenset[str]:
    """Every sign of a sentence, known or not."""
    words = [word.text for word in part.words]
    pairs = (f"{one}_{other}" for one, other in zip(("^", *words), (*words, "$"), strict=True))
    return frozenset((*pairs, *part.mark)).union(*map(_of, words))


@lru_cache(maxsize=1_000)
def _sum(signs: frozenset[str], weights: Weights) -> list[float]:
    totals = [0.0] * len(weights.labels)
    for sign in signs:
        for number, weight in weights.signs[sign]:
            totals[number] += weight
    return totals


@lru_cache(maxsize=1_000)
def _known(words: tuple[str, ...], mark: str, weights: Weights) -> frozenset[str]:
    """The signs of a sentence that weigh anything."""
    beside = _beside(weights)
    pairs = [
        f"{one}_{other}"
        for one, other in zip(("^", *words), (*words, "$"), strict=True)
        if one in beside and other in beside[one]
    ]
    marks = weights.signs.keys() & mark
    return frozenset((*pairs, *marks)).union(*(_weighing(word, weights) for word in words))


@lru_cache(maxsize=60_000)
def _weighing(word: str, weights: Weights) -> frozenset[str]:
    return _of(word) & weights.signs.keys()


@lru_cache(maxsize=2)
def _beside(weights: Weights) -> Mapping[str, set[str]]:
    """The words beside which another word weighs, and those words."""
    found: dict[str, set[str]] = {}
    for sign in weights.signs:
        one, together, other = sign.partition("_")
        if together:
            found.setdefault(one, set()).add(other)
    return found


def _keep(weighed: Weighed, label: str, surest: Sequence[dict[str, Weighed]]) -> None:
    """Keeps it where it is the shortest that suffices, or else the surest: what stands further on changes neither."""
    for number in range(weighed.first, weighed.last + 1):
        best = surest[number].get(label)
        if best is None or _rank(label, best) < _rank(label, weighed):
            surest[number][label] = weighed


def _rank(label: str, weighed: Weighed) -> tuple[bool, int, float]:
    enough = _suffices(label, weighed)
    return enough, -weighed.sentences if enough else 0, weighed.odds


@lru_cache(maxsize=60_000)
def _of(word: str) -> frozenset[str]:
    known = situations.keys(word)
    return known | {f"{word[:_STEM]}~"} if len(word) > _STEM else known


@cache
def _fitted() -> Weights:
    rows = _rows()
    labels = tuple(rows[ALWAYS])
    signs = {
        sign: tuple((labels.index(label), weight) for label, weight in row.items())
        for sign, row in rows.items()
        if sign not in {ALWAYS, PHRASE}
    }
    return Weights(labels, tuple(rows[ALWAYS].values()), signs)


@cache
def _trust() -> Mapping[str, float]:
    """What a turn of phrase weighs for each label when its score is 1."""
    return _rows()[PHRASE]


@cache
def _rows() -> Mapping[str, Mapping[str, float]]:
    return {sign: dict(map(_weight, written.split())) for sign, written in lexicon.lines("weights")}


def _weight(written: str) -> tuple[str, float]:
    label, _, weight = written.partition("=")
    return label, float(weight)
