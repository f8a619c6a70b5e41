"""What the writer of an answer is asked to think of before it goes out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from kanalkoll.policy import moderation
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.screened import Screened
from kanalkoll.policy.support import ids, joined
from kanalkoll.policy.vocabulary import answers, removals

SURE = 0.5
"""A score from which a finding counts as suggested."""

_TOPICS = {
    "economic": (
        "economic_advice",
        "Svaret kan uppfattas som ett råd med ekonomisk följd. Hänvisa hellre till handläggaren.",
    ),
    "personal": (
        "personal_advice",
        "Svaret kan uppfattas som ett råd i en personlig fråga. Den hör hemma i den ordinarie kanalen.",
    ),
}
_REFERRAL = "Svaret skickar mest läsaren vidare. Svara på plats om du kan, eller skriv varför det inte går."
_PERSONAL_DATA = "Svaret innehåller en personuppgift. Ta bort den om den inte behövs."
_OWN_WORDS = "Det här får inte stå i någon annans kommentar, och inte i vårt svar heller: {label}."
_LINK = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to think of, or to mend, before an answer is sent.

    `needs_reason`: sending it all the same takes a few words on why. `text` names a template to use instead;
    `second_reader`: the guideline offers another pair of eyes.
    """

    code: str
    severity: Literal["stop", "warn", "note"]
    message: str
    clauses: tuple[str, ...]
    needs_reason: bool
    text: str | None = None
    second_reader: bool = False
    default: bool = False


def check_reply(pack: Pack, *, text: str, screening: Screened, on: date) -> tuple[Prompt, ...]:
    """Everything that the guideline wants the writer of this answer to see, all at once."""
    return (
        *_advice(pack, text, on),
        *_referral(pack, text, on),
        *_own_words(pack, screening, on),
        *_personal_data(screening),
    )


def _advice(pack: Pack, text: str, on: date) -> Iterator[Prompt]:
    uses = pack.uses(answers.CarefulAdvice, on)
    for topic, (code, message) in _TOPICS.items():
        speaking = [
            use for use in uses if use.params.topic == topic and _pattern(use.params.words).search(text)
        ]
        if speaking:
            yield Prompt(
                code=code,
                severity="warn",
                message=message,
                clauses=ids(speaking),
                needs_reason=False,
                text=next((use.params.text for use in speaking if use.params.text), None),
                second_reader=any(use.params.second_reader for use in speaking),
            )


def _referral(pack: Pack, text: str, on: date) -> Iterator[Prompt]:
    speaking = [use for use in pack.uses(answers.AvoidReferral, on) if _mostly_refers(text, use.params)]
    if speaking:
        yield Prompt("referral", "warn", _REFERRAL, ids(speaking), needs_reason=True)


def _mostly_refers(text: str, rule: answers.AvoidReferral) -> bool:
    """Whether a text refers elsewhere and says little beyond that."""
    refers = _pattern(rule.phrases)
    sentences = _SENTENCE_END.split(text)
    referring = [each for each in sentences if _LINK.search(each) or refers.search(each)]
    others = [each for each in sentences if each not in referring]
    return bool(referring) and sum(len(each.split()) for each in others) < rule.own_words


def _own_words(pack: Pack, screening: Screened, on: date) -> Iterator[Prompt]:
    """What a guideline bars visitors from writing bars our answers too, where it says so."""
    speeds = [use for use in pack.uses(removals.RemovalSpeed, on) if "replies" in use.params.applies_to]
    if not speeds:
        return
    offered = {each.code: each for each in moderation.grounds(pack, on=on)}
    found = moderation.judge(pack, screening=screening, on=on)
    codes = joined(each.ground for each in found if each.ground and each.score >= SURE)
    for code in codes:
        if code != "personal_data":
            message = _OWN_WORDS.format(label=offered[code].label.lower())
            clauses = joined(offered[code].clauses, ids(speeds))
            yield Prompt(f"own_{code}", "warn", message, clauses, needs_reason=True)


def _personal_data(screening: Screened) -> Iterator[Prompt]:
    if any(each.kind == "personal_data" and each.score >= SURE for each in screening.findings):
        yield Prompt("personal_data", "warn", _PERSONAL_DATA, (), needs_reason=False, default=True)


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words and phrases in any case; a star at the end takes every ending."""
    parts = (re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b" if words else r"(?!)", re.IGNORECASE)
