"""Fits `language`'s list of weights to the labelled comments.

Words: logistic regression, one label at a time, from the texts that the rules were written with and those of `fitting`.
A weight costs its square, the less the more one-sidedly its sign stands with the label or without it (after Wang and
Manning 2012); what weighs next to nothing is left out of the list. For a label that one sentence bears, which of a
text's sentences that is is found in turns (Dietterich, Lathrop and Lozano-Pérez 1997).
Turns of phrase: how far the rules are to be trusted beside the words, from `fitting` alone, whose texts no rule was
written from, and with words weighed as if the text were new. The unseen texts have no part in any of it.
Takes a quarter of an hour on two cores.
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
# Their own lists tell these as well without the words around.
LISTED = frozenset({"svordom", "personuppgift"})
LABELS = tuple(sorted({*CATEGORIES, *HANDLING} - LISTED))
# What the square of a weight costs, by halves, and the least that is divided by.
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
# The writers were asked for many of some labels and few of others: the share that is reckoned with instead. Of what has
# no place here insults are the commonest.
EXPECTED = {**dict.fromkeys(CATEGORIES, 0.01), "krankning": 0.03, **dict.fromkeys(HANDLING, 0.2)}
# Texts that stand beside one another may be a pair of one writer's: neither is new to weights fitted to the other.
PARTS, TOGETHER = 5, 20
TURNS = 200
NOW_AND_THEN = 4
# How often the sentences that bear a label are looked for anew.
SEARCHES = 4
# When no weight moves further in a turn, all stand where they should.
STILL, NEARLY_STILL = 0.01, 0.0025
# What weighs less is left out of the list: it would cost time and tell nothing.
LIGHTEST = 0.06
LONGEST = 0.5

# In which texts a sign stands, and how often.
Places = Sequence[tuple[int, int]]
Rows = Mapping[str, Places]
# The signs of a text as a whole, or of each of its sentences.
Stretches = Sequence[Counter[str]]


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
    texts = [*known, *fresh]
    told = [label in text.categories or label in text.handling for text in texts]
    stretches = [_stretches(text, label) for text in texts]
    start, weights = fit_texts(stretches, told)
    odds = _as_new(fresh, stretches, told, label)
    shift, trust = trusted(_phrases(fresh, label), told[len(known) :], odds, expected=EXPECTED[label])
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


def _as_new(
    fresh: Sequence[Comment], stretches: Sequence[Stretches], told: Sequence[bool], label: str
) -> list[float]:
    """The log odds of each fresh text's words by the weights fitted to all texts but it and those beside it."""
    odds = [0.0] * len(fresh)
    before = len(stretches) - len(fresh)
    for part in range(PARTS):
        apart = {number for number in range(len(fresh)) if number // TOGETHER % PARTS == part}
        others = [number for number in range(len(stretches)) if number - before not in apart]
        start, weights = fit_texts([stretches[each] for each in others], [told[each] for each in others])
        # All passages are wanted, also those that would not be told.
        by_sign = {sign: {label: weight} for sign, weight in weights.items()}
        without_these = as_weights({label: start + FAR}, by_sign)
        for number in apart:
            surest = weighing.weigh(*_parts(fresh[number]), weights=without_these).surest
            odds[number] = max((each[label].odds for each in surest if label in each), default=0.0) - FAR
    return odds


def _stretches(comment: Comment, label: str) -> Stretches:
    text, parts = _parts(comment)
    if label not in weighing.BY_SENTENCE:
        return [weighing.signs(parts)]
    return [
        weighing.signs([parts[number]]) + Counter(weighing.places(number, opens, closes))
        for opens, closes in weighing.paragraphs(text, parts)
        for number in range(opens, closes + 1)
    ]


def fit_texts(texts: Sequence[Stretches], told: Sequence[bool]) -> tuple[float, dict[str, float]]:
    """The start and the weights, as `fit` has them, where a text bears a label because one of its stretches does."""
    owners = [number for number, stretches in enumerate(texts) for _ in stretches]
    every = [held for stretches in texts for held in stretches]
    rows = standing(every)
    bear = [told[owner] and _may_ask(held, texts[owner]) for owner, held in zip(owners, every, strict=True)]
    begun = fit(rows, bear)
    for _ in range(SEARCHES):
        odds = _odds(*begun, rows, len(every))
        most = [-math.inf] * len(texts)
        for owner, one in zip(owners, odds, strict=True):
            most[owner] = max(most[owner], one)
        # In a text that bears the label the likeliest stretch bears it, and every other that is likely to.
        again = [
            told[owner] and one >= min(most[owner], 0.0) for owner, one in zip(owners, odds, strict=True)
        ]
        if again == bear:
            break
        bear = again
        begun = fit(rows, bear, begun)
    return begun


def _may_ask(held: Counter[str], beside: Sequence[Counter[str]]) -> bool:
    """Whether it may be the stretch that bears the label: of sentences those with a question mark, if there are such."""
    return "?" in held or not any("?" in each for each in beside)


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
    start, before = begun or (math.log((sum(told) + 1) / (len(told) - sum(told) + 1)), {})
    weights = dict.fromkeys(rows, 0.0) | before
    sums = _odds(start, weights, rows, len(told))
    costs = _costs(rows, told)
    everything = [(number, 1) for number in range(len(told))]
    steps = dict.fromkeys(rows, LONGEST)
    for turn in range(TURNS):
        # Most weights soon stand still: they are asked only now and then.
        all_asked = turn % NOW_AND_THEN == 0
        start_step = _step(everything, told, sums, start, penalty=0.0)
        start += start_step
        for sign, places in rows.items():
            if all_asked or abs(steps[sign]) >= NEARLY_STILL:
                steps[sign] = _step(places, told, sums, weights[sign], penalty=costs[sign])
                weights[sign] += steps[sign]
        if all_asked and max(map(abs, (start_step, *steps.values()))) < STILL:
            break
    return start, weights


def _odds(start: float, weights: Mapping[str, float], rows: Rows, texts: int) -> list[float]:
    """The log odds of each text."""
    sums = [start] * texts
    for sign, places in rows.items():
        for number, times in places:
            sums[number] += times * weights[sign]
    return sums


def _costs(rows: Rows, told: Sequence[bool]) -> dict[str, float]:
    """What the square of each weight costs: less, the more one-sidedly its sign stands with the label or without it."""
    with_label = sum(told)
    without = len(told) - with_label
    share = with_label / len(told)
    costs = {}
    for sign, texts in rows.items():
        here = sum(told[number] for number, _ in texts)
        # One text more of the usual kind, so that a sign that stands in few tells little.
        ratio = (
            (here + share) / (with_label + share) / ((len(texts) - here + 1 - share) / (without + 1 - share))
        )
        costs[sign] = PENALTY / max(abs(math.log(ratio)), LEAST_RATIO)
    return costs


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
