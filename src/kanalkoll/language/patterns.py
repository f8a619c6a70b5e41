"""Structures as data: a row is a sequence of words, tags and short gaps, found here in a sentence.

An element is alternatives parted by `|`: a word, a `#tag`, a beginning `terror*` or an ending `*jävel`.
A `?` after it makes it optional. `_` is any one word, `_0-3` up to three, never across a negation.
`^` and `$` are the edges of the sentence. Elements parted by ` & ` may stand in any order, near one another.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from kanalkoll.language import lexicon

_FREQUENT_TAGS = frozenset(
    ("#we", "#you", "#your", "#he", "#be", "#somebody", "#service", "#bad", "#adv", "#wh", "#all")
)
_GAP = re.compile(r"_(?:(\d)-(\d))?$")
_NEGATION = "#neg"
# How many words away the parts of a loose pattern may stand.
_REACH = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One element; a gap has no keys and a span of lengths."""

    keys: frozenset[str]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of a list: rule, score and conditions.

    `q` in a question, `!q` not in one, `n` undone by a negation just before, `-word` undone by that word near.
    """

    rule: str
    score: float
    flags: frozenset[str]
    steps: tuple[Step, ...]
    anchor: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern lies: words `first` to `last`, both included."""

    pattern: Pattern
    first: int
    last: int


def find(keys: Sequence[frozenset[str]], name: str) -> Iterator[Match]:
    """Every match of a list's patterns among words given by their keys; one match per pattern and anchor word."""
    index = _index(name)
    padded = (frozenset({"^"}), *keys, frozenset({"$"}))
    for place, here in enumerate(padded):
        for key in here & index.keys():
            for pattern in index[key]:
                match = _match(pattern, padded, place)
                if match is not None:
                    yield match


def holds(match: Match, keys: Sequence[frozenset[str]], question: bool) -> bool:
    """Whether the row's conditions hold where the pattern lies."""
    flags = match.pattern.flags
    if ("q" in flags and not question) or ("!q" in flags and question):
        return False
    if any(flag.startswith("-") for flag in flags) and _has_excuse(match, keys):
        return False
    if "n" not in flags:
        return True
    last = match.last if match.pattern.loose else match.first - 1
    return not any(_NEGATION in keys[place] for place in range(max(0, match.first - 3), last + 1))


def _has_excuse(match: Match, keys: Sequence[frozenset[str]]) -> bool:
    """Whether a word that makes the row harmless (`-word` among its conditions) stands near."""
    excuses = {flag[1:] for flag in match.pattern.flags if flag.startswith("-")}
    near = range(max(0, match.first - _REACH), min(len(keys), match.last + _REACH + 1))
    return any(not excuses.isdisjoint(keys[place]) for place in near)


def _match(pattern: Pattern, padded: Sequence[frozenset[str]], place: int) -> Match | None:
    if pattern.loose:
        return _near(pattern, padded, place)
    right = _walk(pattern.steps[pattern.anchor + 1 :], padded, place + 1, 1)
    if right is None:
        return None
    left = _walk(tuple(reversed(pattern.steps[: pattern.anchor])), padded, place - 1, -1)
    if left is None:
        return None
    # Back from the padded places to the words, without the sentence's edges.
    return Match(pattern, max(left, 0), min(right - 2, len(padded) - 3))


def _near(pattern: Pattern, padded: Sequence[frozenset[str]], place: int) -> Match | None:
    """The anchor with every other part somewhere around it, each part another word."""
    taken = {place}
    for number, step in enumerate(pattern.steps):
        if number == pattern.anchor:
            continue
        for other in range(max(1, place - _REACH), min(len(padded) - 1, place + _REACH + 1)):
            if other not in taken and not step.keys.isdisjoint(padded[other]):
                taken.add(other)
                break
        else:
            return None
    return Match(pattern, min(taken) - 1, max(taken) - 1)


def _walk(steps: tuple[Step, ...], padded: Sequence[frozenset[str]], place: int, way: int) -> int | None:
    """The place after the last step, walking right (1) or left (-1), or None."""
    if not steps:
        return place
    step = steps[0]
    if step.keys:
        if 0 <= place < len(padded) and not step.keys.isdisjoint(padded[place]):
            return _walk(steps[1:], padded, place + way, way)
        return None
    for skipped in range(step.most + 1):
        if skipped >= step.least:
            end = _walk(steps[1:], padded, place + way * skipped, way)
            if end is not None:
                return end
        ahead = place + way * skipped
        if not 0 <= ahead < len(padded) or _NEGATION in padded[ahead]:
            return None
    return None


@cache
def _index(name: str) -> Mapping[str, list[Pattern]]:
    index: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in read(name):
        for key in pattern.steps[pattern.anchor].keys:
            index[key].append(pattern)
    return index


@cache
def read(name: str) -> tuple[Pattern, ...]:
    """The patterns of a list; optional elements are written out as separate patterns."""
    patterns: list[Pattern] = []
    for row in lexicon.lines(name):
        rule, score, written = row[:3]
        flags = frozenset(row[3].split()) if len(row) > 3 else frozenset[str]()
        loose = " & " in written
        for steps in product(*map(_variants, written.replace(" & ", " ").split())):
            taken = tuple(step for step in steps if step is not None)
            patterns.append(Pattern(rule, float(score), flags, taken, _anchor(taken), loose))
    return tuple(patterns)


def _variants(written: str) -> tuple[Step | None, ...]:
    if gap := _GAP.match(written):
        least, most = (int(gap[1]), int(gap[2])) if gap[1] else (1, 1)
        return (Step(frozenset(), least, most),)
    step = Step(frozenset(written.removesuffix("?").split("|")))
    return (step, None) if written.endswith("?") else (step,)


def _anchor(steps: Sequence[Step]) -> int:
    """The step that is met least often, so that most sentences never try the pattern."""
    common = lexicon.words("common") | {"^", "$"}

    def cost(place: int) -> tuple[int, int]:
        keys = steps[place].keys
        frequent = len(keys & common) * 10 + len(keys & _FREQUENT_TAGS) * 10
        return (frequent + len(keys), place)

    return min((place for place, step in enumerate(steps) if step.keys), key=cost)
