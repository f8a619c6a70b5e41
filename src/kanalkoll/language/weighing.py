"""What words weigh together: weights fitted to our own labelled texts, for what no single turn of phrase tells.

A sign is a word, a tag or known edge of it (see `vocabulary`), its first letters (`trap~`), two words side by side
(`svarar_inte`), a mark, or where a sentence stands in its paragraph (`@1`, and `@-1` for the last). `make weights` fits
the list of that name, which stays open to be read and questioned.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from kanalkoll.language import lexicon, situations
from kanalkoll.language.weights import PARTS, Row, Weights, fitted, trust
from kanalkoll.language.words import Sentence

# How the name of a rule ends by which words alone tell a label.
BY_WORDS: Final = ".weighed"
# How few words may tell something together.
_FEWEST: Final = 3
# A passage is so many words of whole sentences, as many as a comment seldom has more of; more hold more signs by chance.
_PASSAGE: Final = 60
# Log odds. Words that speak against a label talk a turn of phrase down no further than this.
LEAST: Final = -5.0
# Log odds added where a miss is worse than a false alarm: worth a look is a danger that is one in four likely, a threat
# that is one in eleven, a question that is two in five. Insults, the commonest, secrets, which cannot be taken back, and
# what is to be filed are told where they are about as likely as not.
_RATHER: Final = {"kris": 1.1, "hot": 2.33, "fraga": 0.4, "krankning": 0.1, "klagomal": -0.1} | dict.fromkeys(
    ("sekretess", "synpunkt"), 0.0
)
# For all else a false alarm is worse: it is told where it is four times as likely as not.
_THAN_NOT: Final = -1.4
# A turn of phrase as sure as this may stand, unless the words around it speak against it as much as this: of the sure
# ones that were tried, one in five was right then, for danger none.
STEADFAST: Final = 0.8
_AGAINST: Final = -4.6
# Beyond this a chance is 1 to every digit that is told.
_MOST: Final = 30.0
# Told by one sentence, and by where it stands in its paragraph: what is asked.
BY_SENTENCE: Final = frozenset({"fraga"})
# The first and the second sentence of a paragraph have signs of their own, and so have the last two.
_PLACES: Final = 2
# The edges of a sentence, as words beside its first and its last.
_FIRST, _LAST = "^", "$"
# How many letters begin a word that the lists do not know.
_STEM: Final = 4
# How many words an explanation names, and how much of each.
_TOLD, _LONGEST = 3, 30
_EMPTY_LINE = re.compile(r"\n\s*\n")

# What weighs anything in a sentence: its words, pairs of words and marks, each once.
Held = Mapping[str, Row]


class Weighed(NamedTuple):
    """The log odds, by their words alone, that the sentences `first` to `last`, of so many words, bear a label."""

    odds: float
    first: int
    last: int
    words: int


_NOTHING: Final[Mapping[str, Weighed]] = {}
_NONE: Final[Mapping[str, Row]] = {}
_NO_WEIGHT: Final = (0, _NONE)


@dataclass(frozen=True, slots=True)
class Alone:
    """A label told by words alone: how surely, where it stands in the view, up to which sentence, and why."""

    label: str
    score: float
    start: int
    end: int
    last: int
    reason: str

    @property
    def rule(self) -> str:
        """The name under which it is told and its false alarms are counted."""
        return f"{self.label}{BY_WORDS}"


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a text tell: for every sentence, by label, the surest of the passages that hold it.

    Of what is asked a passage is the sentence itself.
    """

    parts: Sequence[Sentence]
    held: Sequence[Held]
    surest: Sequence[Mapping[str, Weighed]]
    weights: Weights

    def near(self, sentence: int, label: str) -> Weighed | None:
        """The passage around a sentence that speaks most for a label; None where all speak much against it."""
        return self.surest[sentence].get(label) if self.surest else None

    def alone(self, labels: Iterable[str], told: Mapping[str, AbstractSet[int]]) -> Iterator[Alone]:
        """What passages tell by their words alone, the surest first, none with a sentence already told of."""
        hinted = set[str]().union(*self.surest)
        for label in (each for each in labels if each in hinted):
            taken = set(told[label])
            passages = {each[label] for each in self.surest if label in each}
            for weighed in sorted(passages, key=lambda each: (-each.odds, each.first)):
                here = range(weighed.first, weighed.last + 1)
                if weighed.words >= _FEWEST and _suffices(label, weighed) and taken.isdisjoint(here):
                    taken.update(here)
                    yield self._told(label, weighed)

    def _told(self, label: str, weighed: Weighed) -> Alone:
        """Where in the passage it stands: the sentence that speaks most for the label, with those beside that do."""
        number = self.weights.labels.index(label)
        here = range(weighed.first, weighed.last + 1)
        odds = {each: self.weights.told(sum(self.held[each].values()))[number] for each in here}
        first = last = max(here, key=odds.__getitem__)
        while odds.get(first - 1, 0) > 0:
            first -= 1
        while odds.get(last + 1, 0) > 0:
            last += 1
        return Alone(
            label,
            together(label, 0.0, weighed),
            self.parts[first].start,
            self.parts[last].words[-1].end,
            last,
            _reason(label, self._speaking(number, range(first, last + 1))),
        )

    def _speaking(self, number: int, here: range) -> Mapping[str, int]:
        """The words of these sentences that speak for the label of that number, as they stand, and how much."""
        known = {
            word: row
            for each in here
            for word in self.parts[each].texts
            if (row := self.held[each].get(word))
        }
        weighs = {word: self.weights.told(row)[number] for word, row in known.items()}
        return {word: weight for word, weight in weighs.items() if weight > 0}


def weigh(
    text: str,
    parts: Sequence[Sentence],
    allowed: AbstractSet[str] = frozenset(),
    weights: Weights | None = None,
) -> Words:
    """Weighs the words of a view's text, cut into sentences; words that the municipality allows weigh nothing."""
    weights = weights or fitted()
    held = [
        _held(tuple([word for word in part.texts if word not in allowed]), part.mark, weights)
        if allowed
        else _held(part.texts, part.mark, weights)
        for part in parts
    ]
    surest: list[Mapping[str, Weighed]] = [_NOTHING] * len(parts)
    asked, others = _columns(weights)
    for opens, closes in paragraphs(text, parts):
        for first, last in _passages(parts, opens, closes):
            # What stands twice weighs once.
            rows: dict[str, Row] = {}
            for each in held[first : last + 1]:
                rows.update(each)
            here = _spoken_for(others, weights, sum(rows.values()), parts, first, last)
            for number in range(first, last + 1):
                before = surest[number]
                surest[number] = _surer(before, here) if before else here
        for number in range(opens, closes + 1) if asked else ():
            placed = sum([weights.signs.get(sign, 0) for sign in places(number, opens, closes)])
            row = placed + sum(held[number].values())
            if here := _spoken_for(asked, weights, row, parts, number, number):
                surest[number] = {**surest[number], **here}
    return Words(parts, held, surest, weights)


@lru_cache(maxsize=2)
def _columns(weights: Weights) -> tuple[Sequence[tuple[int, str]], Sequence[tuple[int, str]]]:
    """The numbered labels that sentences are weighed for, and those that passages are."""
    numbered = list(enumerate(weights.labels))
    return (
        [one for one in numbered if one[1] in BY_SENTENCE],
        [one for one in numbered if one[1] not in BY_SENTENCE],
    )


def _spoken_for(
    labels: Sequence[tuple[int, str]],
    weights: Weights,
    row: Row,
    parts: Sequence[Sentence],
    first: int,
    last: int,
) -> Mapping[str, Weighed]:
    """Which of the labels these sentences speak for, or not much against: given is what their signs weigh together."""
    words = sum([len(part.words) for part in parts[first : last + 1]])
    damp = math.sqrt(_PASSAGE / words) if words > _PASSAGE else 1.0
    told = weights.told(row)
    return {
        label: Weighed(odds, first, last, words)
        for number, label in labels
        if (odds := (weights.starts[number] + told[number] * damp) / PARTS) > LEAST
    }


def places(number: int, opens: int, closes: int) -> tuple[str, str]:
    """The signs of where a sentence stands in the paragraph of the sentences `opens` to `closes`."""
    return f"@{min(number - opens, _PLACES) + 1}", f"@-{min(closes - number, _PLACES) + 1}"


def _surer(one: Mapping[str, Weighed], other: Mapping[str, Weighed]) -> Mapping[str, Weighed]:
    """Of two passages that hold a sentence, by label the surer."""
    return {
        **one,
        **{label: each for label, each in other.items() if label not in one or one[label].odds < each.odds},
    }


def paragraphs(text: str, parts: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The first and last sentence of every paragraph."""
    first = 0
    for last, part in enumerate(parts):
        if last + 1 == len(parts) or _EMPTY_LINE.search(text, part.end, parts[last + 1].start):
            yield first, last
            first = last + 1


def _passages(parts: Sequence[Sentence], first: int, closes: int) -> Iterator[tuple[int, int]]:
    """The first and last sentence of every passage; in a long paragraph each begins in the middle of the one before."""
    while first <= closes:
        last, middle = first, None
        words = len(parts[first].words)
        while last < closes:
            words += len(parts[last + 1].words)
            if words > _PASSAGE:
                break
            last += 1
            if middle is None and words > _PASSAGE // 2:
                middle = last
        yield first, last
        first = middle if last < closes and middle is not None and middle > first else last + 1


def together(label: str, score: float, near: Weighed | None, *, heeded: bool = False) -> float:
    """How sure a turn of phrase of this score (0 for none) and the words around it are together.

    One that is to be heeded stands unless the words speak much against it.
    """
    if label not in trust():
        return score
    words = near.odds if near else LEAST
    odds = words + score * trust()[label] + _RATHER.get(label, _THAN_NOT)
    both = 1 / (1 + math.exp(-min(odds, _MOST)))
    return max(score, both) if heeded and words > _AGAINST else both


def _suffices(label: str, weighed: Weighed) -> bool:
    """Whether what its words tell is a reason to look."""
    return weighed.odds + _RATHER.get(label, _THAN_NOT) >= 0


def _reason(label: str, speaking: Mapping[str, int]) -> str:
    """The plain sentence that explains it, with the words that speak most for the label."""
    heaviest = sorted(speaking, key=lambda word: -speaking[word])[:_TOLD]
    named = [f"”{word[:_LONGEST]}”" for word in speaking if word in heaviest]
    plain = lexicon.pairs("reasons")[f"{label}{BY_WORDS}"]
    return f"{plain} Mest talar {_and(named)} för det." if named else plain


def _and(words: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def signs(parts: Iterable[Sentence]) -> Counter[str]:
    """Every sign of a text but the places, known or not, and how many of its words, pairs and marks bear it."""
    words = {word for part in parts for word in part.texts}
    beside = {
        f"{one}_{other}"
        for part in parts
        for one, other in zip((_FIRST, *part.texts), (*part.texts, _LAST), strict=True)
    }
    marks = {sign for part in parts for sign in part.mark}
    return Counter(beside | marks) + Counter(sign for word in words for sign in _of(word))


@lru_cache(maxsize=100)
def _held(words: tuple[str, ...], mark: str, weights: Weights) -> Held:
    rows: dict[str, Row] = {}
    before, after = _FIRST, weights.pairs.get(_FIRST, _NONE)
    for word, (row, beside) in zip(words, map(_weigher(weights), words), strict=True):
        if together := after.get(word):
            rows[f"{before}_{word}"] = together
        if row:
            rows[word] = row
        before, after = word, beside
    if together := after.get(_LAST):
        rows[f"{before}_{_LAST}"] = together
    for sign in mark:
        if sign in weights.signs:
            rows[sign] = weights.signs[sign]
    return rows


@lru_cache(maxsize=2)
def _weigher(weights: Weights) -> Callable[[str], tuple[Row, Mapping[str, Row]]]:
    """Tells what all signs of a word weigh together, and what it weighs together with the word after it."""

    @lru_cache(maxsize=60_000)
    def weight(word: str) -> tuple[Row, Mapping[str, Row]]:
        known, after = _of(word) & weights.signs.keys(), weights.pairs.get(word, _NONE)
        # Words that weigh nothing are many: they share one answer.
        return (sum([weights.signs[sign] for sign in known]), after) if known or after else _NO_WEIGHT

    return weight


@lru_cache(maxsize=60_000)
def _of(word: str) -> frozenset[str]:
    known = situations.keys(word)
    return known | {f"{word[:_STEM]}~"} if len(word) > _STEM else known
