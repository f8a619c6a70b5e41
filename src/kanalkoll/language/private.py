"""When personal data in a comment is a reason to act: the category `personuppgift`."""

from collections.abc import Mapping, Sequence
from typing import Final

from kanalkoll.language.categories import reason
from kanalkoll.language.findings import SUGGESTED, Finding

_ALONE: Final = {
    "PERSONNUMMER": 0.95,
    "SAMORDNINGSNUMMER": 0.95,
    "BANKKONTO": 0.8,
    "ADRESS": 0.7,
    "TELEFON": 0.7,
    "EPOST": 0.7,
    "REGNR": 0.7,
    "FODELSEDATUM": 0.5,
}
# Where a trader is to be reached is no secret, unless a person is named with it.
_CONTACT: Final = frozenset(("TELEFON", "EPOST", "ADRESS"))
_EXPOSING: Final = ("krankning", "sekretess", "hot", "sexism")


def personal_category(
    private: Sequence[Finding], scores: Mapping[str, float]
) -> tuple[tuple[Finding, ...], float]:
    """The findings that make the category, and its score: numbers and contact data, names with something more."""
    # A name beside a charge, a private matter or somebody's number or address points the person out.
    exposing = max(scores[name] for name in _EXPOSING) >= SUGGESTED or any(
        one.type in _ALONE for one in private
    )
    trading = scores["reklam"] >= SUGGESTED and all(one.type != "NAMN" for one in private)
    telling = [one for one in private if not (trading and one.type in _CONTACT)]
    found = tuple(_finding(one, score) for one in telling if (score := _score(one, exposing)) >= SUGGESTED)
    return found, max((one.score for one in found), default=scores.get("personuppgift", 0.0))


def _score(one: Finding, exposing: bool) -> float:
    if one.type == "NAMN":
        return 0.7 if exposing else 0.0
    return _ALONE.get(one.type, 0.0)


def _finding(one: Finding, score: float) -> Finding:
    rule = f"personuppgift.{one.type.lower()}"
    return Finding(one.start, one.end, "category", "personuppgift", score, rule, reason(rule))
