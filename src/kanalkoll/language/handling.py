"""How a comment should be handled: a question, a suggestion, a complaint, a crisis to see to at once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from kanalkoll.language import lexicon, patterns, rhetoric, situations, weighing
from kanalkoll.language.categories import reason
from kanalkoll.language.findings import HANDLING, SUGGESTED, Finding
from kanalkoll.language.patterns import NOWHERE
from kanalkoll.language.views import View
from kanalkoll.language.weighing import BY_WORDS, STEADFAST, Words
from kanalkoll.language.words import Sentence

# What a sentence loses of each kind when it is abuse, spam or a call to crime.
_UNDONE: Final = {
    "fraga": frozenset(
        (
            "hot",
            "krankning",
            "hets",
            "sexism",
            "pornografi",
            "reklam",
            "upphovsratt",
            "valdsskildring",
        )
    ),
    "synpunkt": frozenset(
        ("hot", "krankning", "hets", "sexism", "pornografi", "reklam", "uppmaning_brott", "partipolitik")
    ),
    "klagomal": frozenset(("hot", "hets", "sexism", "pornografi", "reklam", "uppmaning_brott")),
    # Who threatens or enjoys harm is not the one in danger; only what is danger beyond doubt outlives it.
    "kris": frozenset(
        (
            "hot",
            "hets",
            "krankning",
            "sexism",
            "uppmaning_brott",
            "valdsskildring",
            "pornografi",
            "partipolitik",
            "desinformation",
            "upphovsratt",
        )
    ),
}
# So many letters on their own are a word or more.
_SPELLED: Final = 5
_UNDONE_FACTOR: Final = 0.55
_CERTAIN: Final = 0.85
# Beside the least calming word (0.5) only the surest danger (0.95) still speaks up.
_CALM: Final = 1.05
# A rhetorical turn of phrase weighs 3 to 5 points (0.5 to 0.7); the words around it add to that or take from it.
_TURN: Final = (10.0, 2.0)
# How many points undo a question, and how many undo one about plain facts.
_UNASKED: Final = ((4.0, 0.5), (3.0, 0.6))
# Of a sentence that nothing but its mark makes a question, less is enough.
_UNASKED_MARK: Final = ((2.0, 0.6),)


class _Found(NamedTuple):
    """What a rule tells of a sentence, and how much what stands beside it weakens that."""

    score: float
    rule: str
    start: int
    end: int
    factor: float = 1.0

    @property
    def undone(self) -> bool:
        """Whether it is not suggested because of what stands beside it: words do not bring it back."""
        return self.score < SUGGESTED and self.factor < 1.0


# Fire, who may take their life and who is beaten at home are heeded by the turn of phrase alone, and so is a question
# asked plainly.
_HEEDED: Final = ("kris.fire", "kris.life", "kris.veiled", "kris.farewell", "kris.violence", "fraga.")
# What one sentence does tells of the whole text.
_MENACING: Final = frozenset(("hot", "valdsskildring"))
_PAST: Final = "calm.past"
_ANSWERS: Final = frozenset(
    ("ja", "jo", "jodå", "jajamän", "nej", "nä", "nix", "nope", "yes", "no", "svar", "självklart")
)
_ASKING: Final = frozenset(("#wh", "#ask_verb", "#somebody", "#they"))
_NOTHING: Final = _Found(0.0, "", 0, 0)


def find(
    view: View, parts: Sequence[Sentence], marked: Sequence[Finding], by_words: Words
) -> tuple[tuple[Finding, ...], dict[str, float]]:
    """Suggested findings, one per sentence and kind, and the strongest score of each kind."""
    scores = dict.fromkeys(HANDLING, 0.0)
    findings: list[Finding] = []
    starts = [view.original(part.start, part.end)[0] for part in parts]
    categories = _categories(starts, marked)
    # Words alone undo no turn of phrase: a victim and a threat may use the same ones.
    phrased = _categories(starts, [one for one in marked if not one.rule.endswith(BY_WORDS)])
    keys = [tuple(map(situations.keys, part.texts)) for part in parts]
    structures = [_structures(part, keys[number]) for number, part in enumerate(parts)]
    _add_signs(parts, keys, structures)
    # Who threatens somebody or offers a film of harm in one sentence tells of no danger to himself in the next.
    menacing = _MENACING.intersection(set().union(*phrased.values()))
    # A film, a match or a drill is the setting of the whole text, not of the sentence that names it.
    staged = max((best.pop("staged").score for best in structures if "staged" in best), default=0.0)
    told = _told(len(parts), categories, menacing, structures)
    for number, part in enumerate(parts):
        marks = menacing | phrased.get(number, frozenset())
        best = _weighed(part, structures[number], marks, staged, _sequel(view, parts, number))
        for kind, one in best.items():
            # A threat may be told in the same words: what was sure before that is heeded all the same.
            heeded = one.rule.startswith(_HEEDED) and one.score >= STEADFAST * one.factor
            near = by_words.near(number, kind)
            score = one.score if one.undone else weighing.together(kind, one.score, near, heeded=heeded)
            scores[kind] = max(scores[kind], score)
            if score >= SUGGESTED or one.undone:
                told[kind].add(number)
            if score >= SUGGESTED:
                span = view.original(one.start, one.end)
                findings.append(Finding(*span, "handling", kind, round(score, 3), one.rule, reason(one.rule)))
    for alone in by_words.alone(HANDLING, told):
        scores[alone.label] = max(scores[alone.label], alone.score)
        span = view.original(alone.start, alone.end)
        findings.append(
            Finding(*span, "handling", alone.label, round(alone.score, 3), alone.rule, alone.reason)
        )
    return tuple(findings), scores


def _told(
    sentences: int,
    categories: Mapping[int, AbstractSet[str]],
    menacing: AbstractSet[str],
    structures: Sequence[dict[str, _Found]],
) -> dict[str, set[int]]:
    """By kind, the sentences whose words alone tell nothing of it: abuse, spam, a call to crime, what is past."""
    told = {
        kind: set(range(sentences))
        if menacing & undoing
        else {number for number, found in categories.items() if found & undoing}
        for kind, undoing in _UNDONE.items()
    }
    told["kris"] |= {
        number for number, best in enumerate(structures) if best.get("calm", _NOTHING).rule == _PAST
    }
    return told


def _categories(starts: Sequence[int], marked: Sequence[Finding]) -> Mapping[int, AbstractSet[str]]:
    """The categories found, by the number of the sentence: given is where each starts."""
    found = defaultdict[int, set[str]](set)
    for one in marked:
        if one.kind == "category" and starts:
            found[max(0, bisect_right(starts, one.start) - 1)].add(one.type)
    return dict(found)


def _weighed(
    part: Sentence, best: dict[str, _Found], categories: AbstractSet[str], staged: float, sequel: str
) -> dict[str, _Found]:
    """What the structures of a sentence amount to beside one another and beside its categories."""
    rhetorical = best.pop("rhetorical", None)
    calm = best.pop("calm", None)
    calming = max(staged, calm.score if calm else 0.0)
    if calming:
        _weaken(best, "kris", _CALM - calming)
    asked = _question(part, sequel)
    if asked and ("fraga" not in best or best["fraga"].score < asked):
        best["fraga"] = _Found(asked, "fraga.mark", part.start, part.end)
    if sequel in _ANSWERS and part.is_question:
        best.pop("fraga", None)
    if "fraga" in best:
        _weaken(
            best, "fraga", _asked_for_show(part, rhetorical.score if rhetorical else 0.0, best["fraga"].rule)
        )
    for kind, undoing in _UNDONE.items():
        if not undoing.isdisjoint(categories):
            _weaken(best, kind, _UNDONE_FACTOR)
    if "kris" in best and best["kris"].score >= _CERTAIN:
        # What is dangerous now is to be seen to, not filed as a complaint.
        _weaken(best, "klagomal", _UNDONE_FACTOR)
    return best


def _structures(part: Sentence, keys: Sequence[frozenset[str]]) -> dict[str, _Found]:
    """The strongest match of each kind."""
    best: dict[str, _Found] = {}
    if cry := _spelled(part):
        best["kris"] = cry
    for match in patterns.find(keys, "handling"):
        rule, score = match.pattern.rule, match.pattern.score
        kind = rule.partition(".")[0]
        if (kind not in best or best[kind].score < score) and patterns.holds(match, keys, part.is_question):
            best[kind] = _Found(score, rule, part.words[match.first].start, part.words[match.last].end)
    return best


def _spelled(part: Sentence) -> _Found | None:
    """A cry for help in letters on their own: H J Ä L P."""
    count = list(map(len, part.texts)).count(1)
    if count < _SPELLED or count * 5 < len(part.texts) * 4:
        return None
    letters = [word for word in part.words if len(word.text) == 1]
    joined = "".join(word.text for word in letters)
    if not any(cry in joined for cry in lexicon.words("spelled_cries")):
        return None
    return _Found(_CERTAIN, "kris.cry", letters[0].start, letters[-1].end)


def _add_signs(
    parts: Sequence[Sentence],
    keys: Sequence[tuple[frozenset[str], ...]],
    structures: Sequence[dict[str, _Found]],
) -> None:
    """Adds what a sentence tells only together with the one before it: He has fallen. Nobody answers."""
    held = [NOWHERE.union(*each) for each in keys]
    for number, part in enumerate(parts):
        if not patterns.may_stand("signs", *held[max(0, number - 1) : number + 1]):
            continue
        before, before_keys = (parts[number - 1].words, keys[number - 1]) if number else ((), ())
        both = (*before_keys, *keys[number])
        best = structures[number]
        for match in patterns.find(both, "signs"):
            score, rule = match.pattern.score, match.pattern.rule
            kind = rule.partition(".")[0]
            if best.get(kind, _NOTHING).score < score and patterns.holds(match, both, part.is_question):
                words = (*before, *part.words)
                best[kind] = _Found(score, rule, words[match.first].start, words[match.last].end)


def _sequel(view: View, parts: Sequence[Sentence], number: int) -> str:
    """The first word of the sentence that follows on the same line; '' when none does."""
    if number + 1 == len(parts) or "\n" in view.text[parts[number].end : parts[number + 1].start]:
        return ""
    return parts[number + 1].words[0].text


def _question(part: Sentence, sequel: str) -> float:
    """How sure the mark is: who answers himself needs no answer, nor does a fragment that opens an advertisement."""
    if not part.is_question:
        return 0.0
    if sequel in _ANSWERS:
        return 0.4
    if "!" in part.mark or part.mark.count("?") > 2:
        return 0.55
    asks = not all(map(_ASKING.isdisjoint, map(situations.keys, part.texts)))
    return 0.45 if sequel and not asks else 0.7


def _asked_for_show(part: Sentence, turn: float, rule: str) -> float:
    """What a question loses when its turn of phrase and its words tell that no answer is wanted."""
    if not (turn or part.is_question):
        return 1.0
    steep, least = _TURN
    points = (turn * steep - least if turn else 0.0) + rhetoric.points(part.texts)
    ladder = (*_UNASKED, *_UNASKED_MARK) if rule == "fraga.mark" else _UNASKED
    return next((factor for enough, factor in ladder if points >= enough), 1.0)


def _weaken(best: dict[str, _Found], kind: str, factor: float) -> None:
    if kind in best:
        one = best[kind]
        best[kind] = one._replace(score=one.score * factor, factor=one.factor * factor)
