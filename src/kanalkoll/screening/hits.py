"""The hits of a screening as people meet them: place, reason, what it rests on, how sure, and whether it was wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kanalkoll.language import SUGGESTED, Finding
from kanalkoll.language.findings import HANDLING
from kanalkoll.policy.let_be import PRIVATE
from kanalkoll.policy.moderation import Suggestion
from kanalkoll.screening.models import Screening, Verdict
from kanalkoll.screening.wording import FOLDED, label

SORTING = frozenset(HANDLING) - {"kris"}


@dataclass(frozen=True, slots=True)
class Place:
    """Which hit of a text: the rule that made it, what it calls it, and where."""

    rule: str
    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that is marked, and everything that is said of it. `verdict` is set when somebody found it wrong."""

    place: Place
    reason: str
    score: float
    clauses: tuple[str, ...]
    law: str
    verdict: Verdict | None

    @property
    def label(self) -> str:
        """The short word for it."""
        return label(self.place.category)

    @property
    def excusable(self) -> bool:
        """Whether a word of the municipality's own can be let be: how to handle a comment is told by no word alone."""
        return self.place.category not in HANDLING

    @property
    def look(self) -> Literal["", "light", "wrong"]:
        """How loudly it is marked: what only helps in sorting is said quietly, danger never is."""
        if self.verdict is not None:
            return "wrong"
        return "light" if self.place.category in SORTING else ""

    @property
    def sure(self) -> str:
        """How sure the rules are, in a word."""
        return sureness(self.score)


SURENESS = ((0.85, "säker"), (0.65, "ganska säker"), (0.0, "osäker"))


def sureness(score: float) -> str:
    """How sure the rules are, in a word: a number would promise more than it holds."""
    return next(words for least, words in SURENESS if score >= least)


def hits_of(screening: Screening, verdicts: Iterable[Verdict]) -> tuple[Hit, ...]:
    """Every hit that is shown, in the order of the text."""
    said = {_place_of(each): each for each in verdicts}
    # A telephone number is said to be one; that it is personal data as well goes without saying.
    named = {(one.start, one.end) for one in screening.suggested if one.category.isupper()}
    shown = [
        _hit(one, one.category, one.clauses, one.law or "", said)
        for one in screening.suggested
        if one.category != PRIVATE or (one.start, one.end) not in named
    ]
    shown += [_hit(one, one.type, (), "", said) for one in screening.found if _is_handling(one)]
    return tuple(sorted(shown, key=lambda hit: (hit.place.start, -hit.place.end)))


def standing(screening: Screening, verdicts: Iterable[Verdict]) -> tuple[list[Finding], list[Suggestion]]:
    """What is left of the findings and suggestions when those that were found wrong are taken out."""
    wrong = {_place_of(each) for each in verdicts}
    # What was no telephone number is no personal data either.
    spans = {(place.start, place.end) for place in wrong if place.category.isupper()}

    def stands(one: Finding | Suggestion, category: str) -> bool:
        if category == PRIVATE and (one.start, one.end) in spans:
            return False
        return Place(one.rule, category, one.start, one.end) not in wrong

    return (
        [one for one in screening.found if stands(one, one.type)],
        [one for one in screening.suggested if stands(one, one.category)],
    )


def first_of(suggested: Sequence[Suggestion], folded: Iterable[str]) -> str:
    """The first of these categories that is suggested, or nothing."""
    there = {one.category for one in suggested}
    return next((code for code in folded if code in there), "")


def folded(screening: Screening) -> str:
    """Why a text is folded wherever it is shown beside its message, whatever it is shown for; empty when it is not."""
    return FOLDED.get(first_of(screening.suggested, FOLDED), "")


def _is_handling(one: Finding) -> bool:
    return one.kind == "handling" and one.score >= SUGGESTED


def _hit(
    one: Finding | Suggestion, category: str, clauses: tuple[str, ...], law: str, said: dict[Place, Verdict]
) -> Hit:
    place = Place(one.rule, category, one.start, one.end)
    return Hit(place, one.reason, one.score, clauses, law, said.get(place))


def _place_of(verdict: Verdict) -> Place:
    return Place(verdict.rule, verdict.category, verdict.start, verdict.end)
