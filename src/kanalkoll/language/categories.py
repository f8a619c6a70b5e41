"""Comment categories: marked words and structures, weighed by what surrounds them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kanalkoll.language import disguise, lexicon, menace, patterns, vocabulary
from kanalkoll.language.context import Surroundings
from kanalkoll.language.findings import CATEGORIES, SUGGESTED, Allow, Finding
from kanalkoll.language.patterns import NOWHERE
from kanalkoll.language.views import View
from kanalkoll.language.vocabulary import Reading
from kanalkoll.language.words import Sentence

# In sport one crushes, shoots and beats without meaning harm.
_PLAYED: Final = frozenset({"hot", "uppmaning_brott", "krankning", "hets"})
_PLAY: Final = 0.5
# Reporting what others said weakens an insult; advertising and secrecy are no less so in a report.
_NOT_WEAKENED: Final = frozenset(
    {"reklam", "sekretess", "partipolitik", "personuppgift", "upphovsratt", "valdsskildring"}
)
# How sure a hit in words written letter by letter is, beside the same words written plainly.
_SPELLED: Final = 0.9
# How many sentences away an excuse may stand.
_AROUND: Final = 2
# How sure a threat is that only its signs tell.
_SIGNS: Final = 0.6
# Where one of these is found, signs of a threat need not be weighed.
_SHOWN_OR_SAID: Final = frozenset({"hot", "valdsskildring"})
# Laughing faces, which a list may name as an excuse.
_PICTURES: Final = frozenset("😂🤣😄😅😆🥰❤☕")
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


@dataclass(frozen=True, slots=True)
class Hit:
    """A category found in a view, before it becomes a finding."""

    start: int
    end: int
    category: str
    score: float
    rule: str


def find(
    view: View, parts: Sequence[Sentence], around: Surroundings, allow: Allow
) -> tuple[tuple[Finding, ...], dict[str, float]]:
    """Suggested findings in order, and the strongest score of every category, also the weak ones."""
    scores = dict.fromkeys(CATEGORIES, 0.0)
    best: dict[tuple[str, int, int], Hit] = {}
    for hit in _hits(view, parts, around, allow):
        scores[hit.category] = max(scores[hit.category], hit.score)
        spot = (hit.category, hit.start, hit.end)
        if hit.score >= SUGGESTED and (spot not in best or best[spot].score < hit.score):
            best[spot] = hit
    return tuple(_finding(hit, view) for hit in _outermost(best.values())), scores


def _hits(view: View, parts: Sequence[Sentence], around: Surroundings, allow: Allow) -> Iterator[Hit]:
    read = [[vocabulary.read(word.text) for word in part.words] for part in parts]
    held = [NOWHERE.union(*(reading.keys for reading in readings)) for readings in read]
    pictures = _PICTURES.intersection(view.text)
    for number, part in enumerate(parts):
        readings = read[number]
        # An excuse reaches from the sentences around, not from the far end of a long text.
        text = pictures.union(*held[max(0, number - _AROUND) : number + _AROUND + 1])
        allowed = {place for place, word in enumerate(part.words) if word.text in allow.words}
        structures = list(_structures(part, readings, allowed, around, number, text))
        words = _marked_words(part, readings, allowed, around, number)
        yield from _sorted_out(_no_criticism(part, readings, [*words, *structures]))
        if number:
            yield from _across(parts[number - 1], part, [*read[number - 1], *readings], text)
        if not any(hit.category in _SHOWN_OR_SAID for hit in structures):
            yield from _menace(parts, held, number, pictures, around)
    yield from _spelled_out(view.text)
    for start, end, reading in disguise.find(view.text):
        for category, strength in reading.marks:
            yield Hit(start, end, category, strength, f"{category}.disguised")


def _no_criticism(part: Sentence, readings: Sequence[Reading], hits: Sequence[Hit]) -> list[Hit]:
    """Of a sentence's hits, not the insults that strike a body, a decision, a thing or the writer."""
    if not any(hit.category == "krankning" for hit in hits):
        return list(hits)
    keys = [reading.keys for reading in readings]
    fair = [
        (part.words[match.first].start, part.words[match.last].end, match.pattern.score)
        for match in patterns.find(keys, "criticism")
        if patterns.holds(match, keys, part.is_question)
    ]
    return [
        hit
        for hit in hits
        if hit.category != "krankning"
        or not any(hit.start < end and start < hit.end and hit.score <= sure for start, end, sure in fair)
    ]


def _spelled_out(text: str) -> Iterator[Hit]:
    """What words written letter by letter say together."""
    for words in disguise.spelled_out(text):
        keys = [vocabulary.read(word.text).keys for word in words]
        for match in patterns.find(keys, "structures"):
            if patterns.holds(match, keys, question=False):
                start, end = words[match.first].start, words[match.last].end
                rule = match.pattern.rule
                yield Hit(start, end, rule.partition(".")[0], match.pattern.score * _SPELLED, rule)


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
    part: Sentence, readings: Sequence[Reading], allowed: set[int], around: Surroundings, number: int
) -> Iterator[Hit]:
    """Words that are findings by themselves."""
    for place, reading in enumerate(readings):
        if reading.marks and place not in allowed:
            word = part.words[place]
            factor = around.factor(word.start, word.end, number)
            for category, strength in reading.marks:
                rule = f"{category}.disguised" if reading.disguised else f"{category}.word"
                yield Hit(word.start, word.end, category, strength * _weight(category, factor), rule)


def _structures(
    part: Sentence,
    readings: Sequence[Reading],
    allowed: set[int],
    around: Surroundings,
    number: int,
    text: frozenset[str],
) -> Iterator[Hit]:
    """Words that together are a finding."""
    keys = [reading.keys for reading in readings]
    play = _PLAY if any("#sport" in key for key in keys) else 1.0
    for match in patterns.find(keys, "structures"):
        within = range(match.first, match.last + 1)
        if patterns.holds(match, keys, part.is_question, text) and not any(
            place in allowed for place in within
        ):
            start, end = part.words[match.first].start, part.words[match.last].end
            category = match.pattern.rule.partition(".")[0]
            factor = _weight(category, around.factor(start, end, number))
            factor *= play if category in _PLAYED else 1.0
            yield Hit(start, end, category, match.pattern.score * factor, match.pattern.rule)


def _across(
    before: Sentence, part: Sentence, readings: Sequence[Reading], text: frozenset[str]
) -> Iterator[Hit]:
    """What two sentences say together and neither says alone: Nice house you have. Wood burns well."""
    keys = [reading.keys for reading in readings]
    words = (*before.words, *part.words)
    for match in patterns.find(keys, "neighbours"):
        spans_both = match.first < len(before.words) <= match.last
        if spans_both and patterns.holds(match, keys, question=False, text=text):
            start, end = words[match.first].start, words[match.last].end
            rule = match.pattern.rule
            yield Hit(start, end, rule.partition(".")[0], match.pattern.score, rule)


def _menace(
    parts: Sequence[Sentence],
    held: Sequence[frozenset[str]],
    number: int,
    pictures: frozenset[str],
    around: Surroundings,
) -> Iterator[Hit]:
    """A sentence, alone or with the one before it, whose signs together may be a threat."""
    for first in range(number, max(0, number - 1) - 1, -1):
        near = parts[first : number + 1]
        keys = pictures.union(*held[first : number + 1])
        count = sum(len(part.words) for part in near)
        if menace.weight(keys, count, "".join(part.mark for part in near)) >= menace.ENOUGH:
            start, end = near[0].start, near[-1].end
            yield Hit(start, end, "hot", _SIGNS * around.factor(start, end, number), "hot.signs")
            return


def _weight(category: str, factor: float) -> float:
    return 1.0 if category in _NOT_WEAKENED else factor


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
    return Finding(start, end, "category", hit.category, round(hit.score, 3), hit.rule, reason(hit.rule))


def reason(rule: str) -> str:
    """The plain sentence that explains a rule, or its category's."""
    reasons = _reasons()
    return reasons.get(rule) or reasons[rule.partition(".")[0]]


@cache
def _reasons() -> Mapping[str, str]:
    return lexicon.pairs("reasons")
