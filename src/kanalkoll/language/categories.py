"""Comment categories: marked words and structures, weighed by what surrounds them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple

from kanalkoll.language import disguise, lexicon, patterns, vocabulary, weighing
from kanalkoll.language.context import Surroundings
from kanalkoll.language.findings import CATEGORIES, SUGGESTED, Allow, Finding
from kanalkoll.language.patterns import NOWHERE, Match
from kanalkoll.language.views import View
from kanalkoll.language.vocabulary import Reading
from kanalkoll.language.weighing import STEADFAST, Alone, Words
from kanalkoll.language.words import Sentence

# In sport one crushes, shoots and beats without meaning harm.
_PLAYED: Final = frozenset({"hot", "uppmaning_brott", "krankning", "hets"})
_PLAY: Final = 0.5
# Reporting what others said weakens an insult; advertising and secrecy are no less so in a report.
_NOT_WEAKENED: Final = frozenset(
    {"reklam", "sekretess", "partipolitik", "personuppgift", "upphovsratt", "valdsskildring"}
)
# "Jag är" weakens what follows, but not these where one is tired of somebody: that tells what one thinks of others.
_OF_OTHERS: Final = frozenset({"hets"})
# How sure a hit in words written letter by letter is, beside the same words written plainly.
_SPELLED: Final = 0.9
# What the list `fair` may undo.
_UNDONE: Final = frozenset({"hets", "krankning", "partipolitik", "sexism", "svordom", "upphovsratt"})
# How the name of a rule ends by which a word in disguise is found.
_DISGUISED: Final = ".disguised"
# How many sentences away an excuse may stand.
_AROUND: Final = 2
# Laughing faces, which a list may name as an excuse.
_PICTURE: Final = re.compile("[😂🤣😄😅😆🥰❤☕]")
# Insults that name nobody in particular and so belong to the group that the sentence is about.
_SAID_OF_GROUPS: Final = frozenset(
    {
        "krankning.word",
        "krankning.disguised",
        "krankning.official",
        "krankning.official_is",
        "krankning.he_is",
    }
)


class Hit(NamedTuple):
    """A category found in a view, before it becomes a finding."""

    start: int
    end: int
    category: str
    score: float
    rule: str
    reason: str = ""


def find(
    view: View, parts: Sequence[Sentence], around: Surroundings, allow: Allow, by_words: Words
) -> tuple[tuple[Finding, ...], dict[str, float]]:
    """Suggested findings in order, and the strongest score of every category, also the weak ones."""
    scores = dict.fromkeys(CATEGORIES, 0.0)
    best: dict[tuple[str, int, int], Hit] = {}
    for hit in _weighed(_hits(view, parts, around, allow), parts, around, by_words):
        scores[hit.category] = max(scores[hit.category], hit.score)
        spot = (hit.category, hit.start, hit.end)
        if hit.score >= SUGGESTED and (spot not in best or best[spot].score < hit.score):
            best[spot] = hit
    return tuple(_finding(hit, view) for hit in _outermost(best.values())), scores


def _hits(view: View, parts: Sequence[Sentence], around: Surroundings, allow: Allow) -> Iterator[Hit]:
    read = [tuple(map(vocabulary.read, part.texts)) for part in parts]
    keys = [tuple([reading.keys for reading in readings]) for readings in read]
    held = [NOWHERE.union(*each) for each in keys]
    pictures = frozenset(_PICTURE.findall(view.text))
    for number, part in enumerate(parts):
        # An excuse reaches from the sentences around, not from the far end of a long text.
        text = (pictures, *held[max(0, number - _AROUND) : number + _AROUND + 1])
        allowed = (
            {place for place, word in enumerate(part.texts) if word in allow.words} if allow.words else ()
        )
        structures = _structures(part, keys[number], allowed, around, number, text)
        words = _marked_words(part, read[number], allowed, around, number)
        yield from _sorted_out(_fair_undone(part, keys[number], [*words, *structures]))
        if number and patterns.may_stand("neighbours", held[number - 1], held[number]):
            yield from _across(parts[number - 1], part, (*keys[number - 1], *keys[number]), text)
    yield from _disguised(view.text)


def _weighed(
    hits: Iterable[Hit], parts: Sequence[Sentence], around: Surroundings, by_words: Words
) -> Iterator[Hit]:
    """The hits, surer or less so by the words around them; then what the words tell without any turn of phrase."""
    starts = [part.start for part in parts]
    told: dict[str, set[int]] = {category: set() for category in CATEGORIES}
    for hit in hits:
        # A hit in disguise may begin before the first word that is known as one.
        number = max(0, bisect_right(starts, hit.start) - 1)
        if not hit.score:
            # Undone: its words do not bring it back.
            told[hit.category].add(number)
            continue
        near = by_words.near(number, hit.category)
        factor = _factor(hit.category, around, hit.start, hit.end, number) if parts else 1.0
        # Of what an address names or a disguise hides the words around tell nothing.
        score = (
            hit.score
            if hit.rule.endswith(_DISGUISED) or _in_link(hit, parts[number])
            else weighing.together(hit.category, hit.score, near, heeded=hit.score >= STEADFAST)
        )
        # Words in a quotation weigh no more than the turn of phrase they are part of.
        hit = hit._replace(score=factor * score)
        if hit.score >= SUGGESTED:
            told[hit.category].add(number)
        yield hit
    # Shown or said: what enjoys harm threatens nobody.
    told["hot"] |= told["valdsskildring"]
    for one in by_words.alone(CATEGORIES, told):
        if one.label in _UNDONE and _is_told_fairly(one, parts):
            continue
        factor = _factor(one.label, around, one.start, one.end, one.last)
        yield Hit(one.start, one.end, one.label, one.score * factor, one.rule, one.reason)


def _in_link(hit: Hit, part: Sentence) -> bool:
    # Words lie in order and apart: only the last one begun can hold the hit.
    begun = bisect_right(part.words, hit.start, key=attrgetter("start"))
    return begun > 0 and part.words[begun - 1].kind == "link" and hit.end <= part.words[begun - 1].end


def _fair_undone(part: Sentence, keys: Sequence[frozenset[str]], hits: Sequence[Hit]) -> list[Hit]:
    """A sentence's hits, with no score those that the list `fair` undoes: criticism, a name, another sense of a word."""
    if _UNDONE.isdisjoint(hit.category for hit in hits):
        return list(hits)
    # By word, since a sentence may be long and hold very many of both.
    fair: dict[tuple[str, int], float] = {}
    for undone, match in _fair(part, keys):
        for place in range(match.first, match.last + 1):
            fair[undone, place] = max(match.pattern.score, fair.get((undone, place), 0.0))
    if not fair:
        return list(hits)
    starts = [word.start for word in part.words]

    def is_fair(hit: Hit) -> bool:
        here = range(bisect_right(starts, hit.start) - 1, bisect_left(starts, hit.end))
        return any(hit.score <= fair.get((hit.category, place), 0.0) for place in here)

    return [hit._replace(score=0.0) if is_fair(hit) else hit for hit in hits]


def _is_told_fairly(one: Alone, parts: Sequence[Sentence]) -> bool:
    """Whether what words alone tell stands where the list `fair` says that it is not so."""
    here = (part for part in parts if one.start <= part.start < one.end)
    read = ((part, [vocabulary.read(word).keys for word in part.texts]) for part in here)
    return any(undone == one.label for part, keys in read for undone, _ in _fair(part, keys))


def _fair(part: Sentence, keys: Sequence[frozenset[str]]) -> Iterator[tuple[str, Match]]:
    """What the list `fair` undoes in a sentence: the category, and where."""
    for match in patterns.find(keys, "fair"):
        if patterns.holds(match, keys, part.is_question):
            yield match.pattern.rule.partition(".")[0], match


def _disguised(text: str) -> Iterator[Hit]:
    """Marked words that are masked or taken apart, and what words written letter by letter say together."""
    runs = disguise.runs(text)
    for words in disguise.spelled_out(runs):
        keys = [vocabulary.read(word.text).keys for word in words]
        for match in patterns.find(keys, "structures"):
            if patterns.holds(match, keys, question=False):
                start, end = words[match.first].start, words[match.last].end
                rule = match.pattern.rule
                yield Hit(start, end, rule.partition(".")[0], match.pattern.score * _SPELLED, rule)
    for start, end, reading in disguise.find(text, runs):
        for category, strength in reading.marks:
            yield Hit(start, end, category, strength, f"{category}{_DISGUISED}")


def _sorted_out(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Of a sentence's hits those that stand beside the others.

    Said of a group, abuse is contempt for the group rather than an insult to a person; told of a film, harm is shown
    rather than threatened.
    """
    sure = [hit for hit in hits if hit.score >= SUGGESTED]
    contempt = any(hit.category == "hets" or hit.rule == "sexism.men" for hit in sure)
    shown = any(hit.category == "valdsskildring" for hit in sure)
    for hit in hits:
        if not (contempt and hit.rule in _SAID_OF_GROUPS) and not (shown and hit.category == "hot"):
            yield hit


def _marked_words(
    part: Sentence, readings: Sequence[Reading], allowed: Collection[int], around: Surroundings, number: int
) -> Iterator[Hit]:
    """Words that are findings by themselves."""
    for place, reading in enumerate(readings):
        if reading.marks and place not in allowed:
            word = part.words[place]
            for category, strength in reading.marks:
                rule = f"{category}{_DISGUISED}" if reading.disguised else f"{category}.word"
                factor = _factor(category, around, word.start, word.end, number)
                yield Hit(word.start, word.end, category, strength * factor, rule)


def _structures(
    part: Sentence,
    keys: Sequence[frozenset[str]],
    allowed: Collection[int],
    around: Surroundings,
    number: int,
    text: Sequence[frozenset[str]],
) -> Iterator[Hit]:
    """Words that together are a finding."""
    matches = patterns.find(keys, "structures")
    play = _PLAY if matches and any("#sport" in key for key in keys) else 1.0
    for match in matches:
        within = range(match.first, match.last + 1)
        if patterns.holds(match, keys, part.is_question, text) and not any(
            place in within for place in allowed
        ):
            start, end = part.words[match.first].start, part.words[match.last].end
            category = match.pattern.rule.partition(".")[0]
            factor = _factor(category, around, start, end, number)
            factor *= play if category in _PLAYED else 1.0
            yield Hit(start, end, category, match.pattern.score * factor, match.pattern.rule)


def _across(
    before: Sentence, part: Sentence, keys: Sequence[frozenset[str]], text: Sequence[frozenset[str]]
) -> Iterator[Hit]:
    """What two sentences say together and neither says alone: Nice house you have. Wood burns well."""
    for match in patterns.find(keys, "neighbours"):
        spans_both = match.first < len(before.words) <= match.last
        if spans_both and patterns.holds(match, keys, question=False, text=text):
            words = (*before.words, *part.words)
            start, end = words[match.first].start, words[match.last].end
            rule = match.pattern.rule
            yield Hit(start, end, rule.partition(".")[0], match.pattern.score, rule)


def _factor(category: str, around: Surroundings, start: int, end: int, number: int) -> float:
    """What is left of a hit of a category by what surrounds it in the sentence of that number."""
    if category in _NOT_WEAKENED:
        return 1.0
    return around.factor(start, end, number, of_others=category in _OF_OTHERS)


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits of one category where one lies inside another, only the larger."""
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > reach.get(hit.category, -1):
            kept.append(hit)
            reach[hit.category] = hit.end
    return kept


def _finding(hit: Hit, view: View) -> Finding:
    start, end = view.original(hit.start, hit.end)
    told = hit.reason or reason(hit.rule)
    return Finding(start, end, "category", hit.category, round(hit.score, 3), hit.rule, told)


def reason(rule: str) -> str:
    """The plain sentence that explains a rule, or its category's."""
    reasons = _reasons()
    return reasons.get(rule) or reasons[rule.partition(".")[0]]


@cache
def _reasons() -> Mapping[str, str]:
    return lexicon.pairs("reasons")
