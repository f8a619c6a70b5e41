"""Structures as data: a row is a sequence of words, tags and short gaps, found here in a sentence.

An element is alternatives parted by `|`: a word, a `#tag`, a beginning `terror*` or an ending `*jävel`.
A `?` after it makes it optional. `_` is any one word, `_0-3` up to three, never across a negation.
`^` and `$` are the edges of the sentence. Parts divided by ` & ` may stand in any order, near one another;
each part is an element or a row of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from operator import itemgetter
from typing import NamedTuple

from kanalkoll.language import lexicon, vocabulary

NOWHERE: frozenset[str] = frozenset()
# How much oftener a common word is met than another, and the commonest of all and numbers.
_OFTEN = 15
_MOST_OFTEN = 300
# Every sentence has its edges.
_ALWAYS = 6000
_FIRST = frozenset({"^"})
_LAST = frozenset({"$"})
_EDGES = _FIRST | _LAST
# So many words a sentence has, roughly.
_WORDS = 10
_GAP = re.compile(r"_(?:(\d)-(\d))?$")
_WITHIN = re.compile(r"w\d+$")
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

    `q` in a question, `!q` not in one, `n` undone by a negation just before, `-word` undone by that word near,
    `~word` by that word within or right beside, `=word` by that word anywhere in the text; `w6` brings the parts of
    a loose pattern within six words of the anchor: the keys of the step that is looked for first. The steps to its left
    and right are walked from it.
    """

    rule: str
    score: float
    flags: frozenset[str]
    anchor: frozenset[str]
    left: tuple[Step, ...]
    right: tuple[Step, ...]
    others: tuple[tuple[Step, ...], ...] = ()
    reach: int = _REACH
    near: frozenset[str] = NOWHERE
    beside: frozenset[str] = NOWHERE
    anywhere: frozenset[str] = NOWHERE
    first: tuple[int, frozenset[str]] = (0, NOWHERE)
    needs: tuple[frozenset[str], ...] = ()

    @property
    def loose(self) -> bool:
        """Whether it has other parts, in any order."""
        return bool(self.others)


class Match(NamedTuple):
    """Where a pattern lies: words `first` to `last`, both included."""

    pattern: Pattern
    first: int
    last: int


def find(keys: Sequence[frozenset[str]], name: str) -> Sequence[Match]:
    """Every match of a list's patterns among words given by their keys; one match per pattern and anchor word.

    In the order of their places, the surest first: sets have no order, and the same text gives the same result.
    """
    return _found(tuple(keys), name)


def may_stand(name: str, *held: frozenset[str]) -> bool:
    """Whether any pattern of a list may lie among words that have these keys: soon seen, for a list of few."""
    _, known = _index(name)
    return not all(map(known.isdisjoint, (_EDGES, *held)))


# What a text says over and over is looked through once; few are kept, for they are people's words.
@lru_cache(maxsize=100)
def _found(keys: tuple[frozenset[str], ...], name: str) -> Sequence[Match]:
    index, known = _index(name)
    padded = (_FIRST, *keys, _LAST)
    present = NOWHERE.union(*padded)
    if known.isdisjoint(present):
        return ()
    found: list[Match] = []
    for place, here in enumerate(padded):
        for key in here & known:
            for where, asked, patterns in index[key]:
                # Most candidates lack something: that is cheaper seen than walked.
                if asked.isdisjoint(padded[place + where] if where else present):
                    continue
                for pattern in patterns:
                    for needed in pattern.needs:
                        if present.isdisjoint(needed):
                            break
                    else:
                        match = _match(pattern, padded, place)
                        if match is not None:
                            found.append(match)
    return tuple(sorted(found, key=_order))


def _order(match: Match) -> tuple[int, int, float, str]:
    return match.first, match.last, -match.pattern.score, match.pattern.rule


def holds(
    match: Match, keys: Sequence[frozenset[str]], question: bool, text: Sequence[frozenset[str]] = ()
) -> bool:
    """Whether the row's conditions hold where the pattern lies; `text` is the keys of the text's parts."""
    flags = match.pattern.flags
    if ("q" in flags and not question) or ("!q" in flags and question):
        return False
    if _has_excuse(match, keys, text):
        return False
    if "n" not in flags:
        return True
    last = match.last if match.pattern.loose else match.first - 1
    return not any(_NEGATION in keys[place] for place in range(max(0, match.first - 3), last + 1))


def _has_excuse(match: Match, keys: Sequence[frozenset[str]], text: Sequence[frozenset[str]]) -> bool:
    """Whether a word that makes the row harmless stands in the text, near, or right beside."""
    pattern = match.pattern
    return bool(
        (pattern.anywhere and not all(map(pattern.anywhere.isdisjoint, text)))
        or _stands(pattern.near, match, keys, _REACH)
        or _stands(pattern.beside, match, keys, 1)
    )


def _stands(excuses: frozenset[str], match: Match, keys: Sequence[frozenset[str]], reach: int) -> bool:
    if not excuses:
        return False
    return not all(map(excuses.isdisjoint, keys[max(0, match.first - reach) : match.last + reach + 1]))


def _match(pattern: Pattern, padded: Sequence[frozenset[str]], place: int) -> Match | None:
    # To the left it is seldom far to the sentence's edge, where many begin and most that fail do so.
    left = _walk(pattern.left, padded, place - 1, -1)
    if left is None:
        return None
    right = _walk(pattern.right, padded, place + 1, 1)
    if right is None:
        return None
    if pattern.others:
        return _near(pattern, padded, place, range(left + 1, right))
    # Back from the padded places to the words, without the sentence's edges.
    return Match(pattern, max(left, 0), min(right - 2, len(padded) - 3))


def _near(pattern: Pattern, padded: Sequence[frozenset[str]], place: int, here: range) -> Match | None:
    """The anchor's part with every other part somewhere around it, no word in two parts."""
    taken = set(here)
    around = range(max(1, place - pattern.reach), min(len(padded) - 1, place + pattern.reach + 1))
    for part in pattern.others:
        first = part[0].keys
        for spot in around:
            if first.isdisjoint(padded[spot]) or spot in taken:
                continue
            end = _walk(part[1:], padded, spot + 1, 1)
            if end is not None and taken.isdisjoint(range(spot, end)):
                taken.update(range(spot, end))
                break
        else:
            return None
    return Match(pattern, max(min(taken) - 1, 0), min(max(taken) - 1, len(padded) - 3))


def _walk(steps: tuple[Step, ...], padded: Sequence[frozenset[str]], place: int, way: int) -> int | None:
    """The place after the last step, walking right (1) or left (-1), or None."""
    for number, step in enumerate(steps):
        if not step.keys:
            return _leap(step, steps[number + 1 :], padded, place, way)
        if not 0 <= place < len(padded) or step.keys.isdisjoint(padded[place]):
            return None
        place += way
    return place


def _leap(
    gap: Step, steps: tuple[Step, ...], padded: Sequence[frozenset[str]], place: int, way: int
) -> int | None:
    """As `_walk`, over the fewest words of a gap from where the other steps lead to their end."""
    for skipped in range(gap.most + 1):
        if skipped >= gap.least:
            end = _walk(steps, padded, place, way)
            if end is not None:
                return end
        if not 0 <= place < len(padded) or _NEGATION in padded[place]:
            return None
        place += way
    return None


class _Asking(NamedTuple):
    """Patterns of one anchor that ask for the same keys right after it (1), right before it (-1) or anywhere (0)."""

    where: int
    keys: frozenset[str]
    patterns: Sequence[Pattern]


@cache
def _index(name: str) -> tuple[Mapping[str, Sequence[_Asking]], frozenset[str]]:
    """The patterns by the keys of their anchors, and those keys."""
    alike: dict[tuple[frozenset[str], int, frozenset[str]], list[Pattern]] = defaultdict(list)
    for pattern in read(name):
        alike[pattern.anchor, *pattern.first].append(pattern)
    index: dict[str, list[_Asking]] = defaultdict(list)
    for (anchor, where, keys), patterns in alike.items():
        asking = _Asking(where, keys, tuple(patterns))
        for key in anchor:
            index[key].append(asking)
    return index, frozenset(index)


@cache
def read(name: str) -> tuple[Pattern, ...]:
    """The patterns of a list; optional elements are written out as separate patterns."""
    return tuple(pattern for row in lexicon.lines(name) for pattern in _row(row))


def _row(row: tuple[str, ...]) -> Iterator[Pattern]:
    rule, score, written = row[:3]
    flags = frozenset(row[3].split()) if len(row) > 3 else NOWHERE
    for parts in product(*(_spelled_out(part) for part in written.split(" & "))):
        # The part that is met least often leads; the others are looked for around it.
        anchors = [_anchor(part) for part in parts]
        lead = min(range(len(parts)), key=lambda number: _cost(parts[number][anchors[number]]))
        steps, place = parts[lead], anchors[lead]
        left, right = steps[:place][::-1], steps[place + 1 :]
        first, needs = _asked(parts, steps[place], left, right)
        yield Pattern(
            rule,
            float(score),
            flags,
            steps[place].keys,
            left=left,
            right=right,
            others=tuple(part for number, part in enumerate(parts) if number != lead),
            reach=_reach(flags),
            near=_excuses(flags, "-"),
            beside=_excuses(flags, "~"),
            anywhere=_excuses(flags, "="),
            first=first,
            needs=needs,
        )


def _asked(
    parts: Sequence[tuple[Step, ...]], met: Step, left: Sequence[Step], right: Sequence[Step]
) -> tuple[tuple[int, frozenset[str]], tuple[frozenset[str], ...]]:
    """What must be there beside the step already met for a pattern to be worth a try: what is least likely, and the rest.

    A word right beside is met so much more seldom than anywhere in the sentence.
    """
    anywhere = [(_cost(step), 0, step) for part in parts for step in part if step.keys and step is not met]
    beside = [
        (_cost(steps[0]) / _WORDS, where, steps[0])
        for where, steps in ((1, right), (-1, left))
        if steps and steps[0].keys and met.keys.isdisjoint(_EDGES)
    ]
    if not anywhere:
        return (0, met.keys), ()
    _, where, least = min((*anywhere, *beside), key=itemgetter(0))
    needs = [
        step
        for _, _, step in sorted(anywhere, key=itemgetter(0))
        if step is not least and not step.keys & _EDGES
    ]
    return (where, least.keys), tuple(step.keys for step in needs)


def _spelled_out(part: str) -> Iterator[tuple[Step, ...]]:
    """The rows of steps that a part stands for, with and without its optional elements."""
    for steps in product(*map(_variants, part.split())):
        yield tuple(step for step in steps if step is not None)


def _excuses(flags: frozenset[str], sign: str) -> frozenset[str]:
    return frozenset(flag[1:] for flag in flags if flag.startswith(sign))


def _reach(flags: frozenset[str]) -> int:
    return next((int(flag[1:]) for flag in flags if _WITHIN.match(flag)), _REACH)


# The same words in many patterns are one set, which takes less room and is sooner at hand.
@cache
def _variants(written: str) -> tuple[Step | None, ...]:
    if gap := _GAP.match(written):
        least, most = (int(gap[1]), int(gap[2])) if gap[1] else (1, 1)
        return (Step(frozenset(), least, most),)
    step = Step(frozenset(written.removesuffix("?").split("|")))
    return (step, None) if written.endswith("?") else (step,)


def _anchor(steps: Sequence[Step]) -> int:
    """The step that is met least often, so that most sentences never try the pattern."""
    return min(
        (place for place, step in enumerate(steps) if step.keys), key=lambda place: _cost(steps[place])
    )


def _cost(step: Step) -> int:
    return sum(map(_frequency, step.keys))


@cache
def _frequency(key: str) -> int:
    """How often a key is met, roughly: a common word often, a tag as often as the common words that bear it."""
    if key in {"^", "$"}:
        return _ALWAYS
    if key == "#num":
        return _MOST_OFTEN
    common = _common()
    if key.startswith("#"):
        return 1 + sum(often for word, often in common.items() if key in vocabulary.read(word).keys)
    return common.get(key, 1)


@cache
def _common() -> Mapping[str, int]:
    (commonest,), *others = lexicon.lines("common")
    often = {word: _OFTEN for (row,) in others for word in row.split()}
    return often | dict.fromkeys(commonest.split(), _MOST_OFTEN)
