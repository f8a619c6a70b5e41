"""Fits `language`'s list of weights to the labelled comments.

Words: logistic regression, one label at a time, from the texts that the rules were written with and those of `fitting`.
A weight costs its square, the less the oftener its sign stands where the label does, or where it does not (Wang and
Manning 2012); what weighs next to nothing is left out of the list. For a label that one sentence bears, which of a
text's sentences that is is found in turns (Dietterich, Lathrop and Lozano-Pérez 1997).
Turns of phrase: how far the rules are to be trusted beside the words, from `fitting` alone, whose texts no rule was
written from, and with words weighed as if the text were new. The unseen texts have no part in any of it.
Takes about ten minutes on two cores.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from unittest.mock import patch

from bench.language.labelled import TEXTS, Comment, comments
from kanalkoll.language import screen, weighing
from kanalkoll.language.findings import CATEGORIES, HANDLING
from kanalkoll.language.views import view
from kanalkoll.language.weighing import Words
from kanalkoll.language.weights import ALWAYS, PHRASE, as_weights
from kanalkoll.language.words import Sentence, sentences

LIST = Path(__file__).parents[2] / "src" / "kanalkoll" / "language" / "lists" / "weights.tsv"
HEAD = """\
# What a sign weighs for a label (log odds), fitted by `make weights` to the labelled comments of tests/language, the
# unseen ones excepted. Columns: sign, label=weight … `*` is what every text starts from, `§` what a turn of phrase weighs
# that a rule is wholly sure of. Do not edit: label more comments.
"""
# Told by what personal data is found, whatever the words around it.
LABELS = tuple(sorted({*CATEGORIES, *HANDLING} - {"personuppgift"}))
# What the square of a weight costs, by halves, and the least log ratio that lessens it.
PENALTY = 2.0
LEAST_RATIO = 0.02
# In so many texts a sign must stand, and two words side by side.
OFTEN, OFTEN_TOGETHER = 2, 3
# What holds for most labels: words count for a little less than they say, and how much a turn of phrase weighs.
USUAL = (-0.8, 3.0)
# More than any text's words weigh against a label.
FAR = 100.0
# With fewer texts a label says nothing of itself; with more it is held to that so firmly.
FEW, HOLD = 12, 5.0
# The writers were asked for many of some labels and few of others: the share that is reckoned with instead.
EXPECTED = {**dict.fromkeys(CATEGORIES, 0.03), **dict.fromkeys(HANDLING, 0.2)}
PARTS = 5
TURNS = 200
# How often the sentences that bear a label are looked for anew.
SEARCHES = 4
# When no weight moves further in a turn, all stand where they should.
STILL = 0.01
# What weighs less is left out of the list: it would cost time and tell nothing.
LIGHTEST = 0.06
LONGEST = 0.5

# In which texts a sign stands, and how often.
Places = Sequence[tuple[int, int]]
Rows = Mapping[str, Places]
# The signs of the whole text, or of each of its sentences.
Signs = Mapping[Comment, Sequence[Counter[str]]]


def main() -> None:
    """Fits every label and writes the list."""
    found: dict[str, list[str]] = defaultdict(list)
    with ProcessPoolExecutor() as pool:
        for label, weights in zip(LABELS, pool.map(weights_of, LABELS), strict=True):
            print(f"{label}: {len(weights) - 2} signs", flush=True)
            for sign, weight in weights.items():
                found[sign].append(f"{label}={weight:.2f}")
    rows = "".join(f"{sign}\t{' '.join(found[sign])}\n" for sign in sorted(found))
    LIST.write_text(HEAD + rows, encoding="utf-8")


def weights_of(label: str) -> dict[str, float]:
    """What every sign weighs for a label, with what a text starts from and what a turn of phrase weighs."""
    known, fresh = (list(comments(TEXTS / name / "comments.tsv")) for name in ("development", "fitting"))
    signs = {comment: _signs(comment, label) for comment in (*known, *fresh)}
    start, weights = _fit_texts([*known, *fresh], signs, label)
    told = _told(fresh, label)
    odds = _as_new(known, fresh, signs, label)
    shift, trust = trusted(_phrases(fresh, label), told, odds, expected=EXPECTED[label])
    heavy = {sign: weight for sign, weight in weights.items() if abs(weight) >= LIGHTEST}
    return {ALWAYS: start + shift, PHRASE: trust, **heavy}


def trusted(
    phrases: Sequence[float], told: Sequence[bool], odds: Sequence[float], *, expected: float
) -> tuple[float, float]:
    """A shift of the log odds of the words, and the weight of a turn of phrase, that fit what is told best.

    Texts count for so much that the label has its expected share. Where few texts bear the label what holds for most
    labels is taken; else both are only held near it.
    """
    shift, trust = USUAL
    if sum(told) < FEW:
        return USUAL
    share = sum(told) / len(told)
    counts = {True: expected / share, False: (1 - expected) / (1 - share)}
    for _ in range(TURNS):
        for phrase_counts in (False, True):
            pull = HOLD * ((USUAL[1] - trust) if phrase_counts else (USUAL[0] - shift))
            curve = HOLD
            for phrase, yes, words in zip(phrases, told, odds, strict=True):
                weighs = words + shift > weighing.LEAST
                chance = _chance(max(words + shift, weighing.LEAST) + trust * phrase)
                # What is talked down no further does not heed the shift.
                slope = phrase if phrase_counts else float(weighs)
                pull += counts[yes] * slope * (yes - chance)
                curve += counts[yes] * slope * slope * chance * (1 - chance)
            step = min(max(pull / curve, -LONGEST), LONGEST)
            trust, shift = (trust + step, shift) if phrase_counts else (trust, shift + step)
    return shift, trust


def _as_new(known: Sequence[Comment], fresh: Sequence[Comment], signs: Signs, label: str) -> list[float]:
    """The log odds of each fresh text's words by the weights fitted to all other texts."""
    odds = [0.0] * len(fresh)
    for part in range(PARTS):
        others = [comment for number, comment in enumerate(fresh) if number % PARTS != part]
        start, weights = _fit_texts([*known, *others], signs, label)
        # All passages are wanted, also those that would not be told.
        by_sign = {sign: (weight,) for sign, weight in weights.items()}
        without_these = as_weights((label,), (start + FAR,), by_sign)
        for number in range(part, len(fresh), PARTS):
            surest = weighing.weigh(*_parts(fresh[number]), weights=without_these).surest
            odds[number] = max((each[label].odds for each in surest if label in each), default=0.0) - FAR
    return odds


def _signs(comment: Comment, label: str) -> list[Counter[str]]:
    text, parts = _parts(comment)
    if label not in weighing.BY_SENTENCE:
        return [weighing.signs(parts)]
    return [
        weighing.signs([parts[number]]) + Counter(weighing.places(number, opens, closes))
        for opens, closes in weighing.paragraphs(text, parts)
        for number in range(opens, closes + 1)
    ]


def _fit_texts(texts: Sequence[Comment], signs: Signs, label: str) -> tuple[float, dict[str, float]]:
    told = dict(zip(texts, _told(texts, label), strict=True))
    stretches = [(text, held) for text in texts for held in signs[text]]
    rows = standing([held for _, held in stretches])
    bear = [told[text] and _may_ask(held, signs[text]) for text, held in stretches]
    begun: tuple[float, dict[str, float]] | None = None
    for _ in range(SEARCHES):
        start, weights = begun = fit(rows, bear, begun)
        odds = [start + _sum(weights, held) for _, held in stretches]
        most: dict[Comment, float] = defaultdict(lambda: -math.inf)
        for (text, _), one in zip(stretches, odds, strict=True):
            most[text] = max(most[text], one)
        # In a text that bears the label the likeliest stretch bears it, and every other that is likely to.
        again = [
            told[text] and one >= min(most[text], 0.0) for (text, _), one in zip(stretches, odds, strict=True)
        ]
        if again == bear:
            break
        bear = again
    return begun or fit(rows, bear)


def _may_ask(held: Counter[str], beside: Sequence[Counter[str]]) -> bool:
    """Whether it may be the stretch that bears the label: of sentences those with a question mark, if there are such."""
    return "?" in held or not any("?" in each for each in beside)


def _sum(weights: Mapping[str, float], held: Counter[str]) -> float:
    return sum(weights[sign] * times for sign, times in held.items() if sign in weights)


def _parts(comment: Comment) -> tuple[str, Sequence[Sentence]]:
    text = view(comment.text).text
    return text, sentences(text)


def _phrases(texts: Sequence[Comment], label: str) -> list[float]:
    """How sure the rules are of the label without the words around."""
    return [_by_rules(text.text).get(label, 0.0) for text in texts]


@cache
def _by_rules(text: str) -> Mapping[str, float]:
    with (
        patch.object(weighing, "together", lambda label, score, near, heeded=False: score),
        patch.object(Words, "alone", lambda self, labels, told: ()),
    ):
        found = screen(text, direction="incoming", channel="kommentar")
    return {**found.categories, **found.handling}


def _told(texts: Sequence[Comment], label: str) -> list[bool]:
    return [label in text.categories or label in text.handling for text in texts]


def standing(texts: Sequence[Counter[str]]) -> Rows:
    """Where every sign stands, of those that stand in enough texts."""
    counted = Counter(sign for text in texts for sign in text)
    kept = {sign for sign, count in counted.items() if count >= (OFTEN_TOGETHER if "_" in sign else OFTEN)}
    rows: dict[str, list[tuple[int, int]]] = {sign: [] for sign in sorted(kept)}
    for number, text in enumerate(texts):
        for sign in text.keys() & kept:
            rows[sign].append((number, text[sign]))
    return rows


def fit(
    rows: Rows, told: Sequence[bool], begun: tuple[float, dict[str, float]] | None = None
) -> tuple[float, dict[str, float]]:
    """The start and the weights, in log odds, that make what is told likeliest at the least penalty.

    One weight after another takes a step to where the loss, as a parabola, is least (Genkin, Lewis and Madigan 2007),
    from nothing or from where an earlier fit of the same rows ended.
    """
    start, weights = begun or (
        math.log((sum(told) + 1) / (len(told) - sum(told) + 1)),
        dict.fromkeys(rows, 0.0),
    )
    weights = dict(weights)
    sums = [start] * len(told)
    for sign, places in rows.items():
        for number, times in places:
            sums[number] += times * weights[sign]
    costs = {sign: PENALTY / max(abs(_ratio(places, told)), LEAST_RATIO) for sign, places in rows.items()}
    everything = [(number, 1) for number in range(len(told))]
    for _ in range(TURNS):
        step = _step(everything, told, sums, start, penalty=0.0)
        start += step
        moved = abs(step)
        for sign, places in rows.items():
            step = _step(places, told, sums, weights[sign], penalty=costs[sign])
            weights[sign] += step
            moved = max(moved, abs(step))
        if moved < STILL:
            break
    return start, weights


def _ratio(places: Places, told: Sequence[bool]) -> float:
    """The log of how much oftener a sign stands where the label does than where it does not."""
    with_label, all_with = sum(told[number] for number, _ in places), sum(told)
    without, all_without = len(places) - with_label, len(told) - all_with
    return math.log((with_label + 1) / (all_with + 2)) - math.log((without + 1) / (all_without + 2))


def _step(places: Places, told: Sequence[bool], sums: list[float], weight: float, *, penalty: float) -> float:
    """Moves the weight that these texts share to where it costs least; returns how far."""
    pull, curve = -penalty * weight, penalty
    for number, times in places:
        chance = _chance(sums[number])
        pull += times * (told[number] - chance)
        curve += times * times * chance * (1 - chance)
    # Far from the minimum the parabola is a poor likeness: no step may be long.
    step = min(max(pull / curve, -LONGEST), LONGEST)
    for number, times in places:
        sums[number] += times * step
    return step


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


if __name__ == "__main__":
    main()
