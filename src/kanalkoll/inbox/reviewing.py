"""What the writer of an answer is told of it: the guideline's prompts, then advice on the language.

Nothing here is kept: a draft is nobody's document until it is sent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from kanalkoll.language import SUGGESTED, Allow, Finding, Screening, screen
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import pack_of
from kanalkoll.municipality.models import Guideline
from kanalkoll.policy import answering
from kanalkoll.policy.answering import Prompt
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day
from kanalkoll.screening.names import names
from kanalkoll.screening.own_rules import own_rules
from kanalkoll.ui.remarks import NOTHING_WRITTEN, Notice, Remarks, remarks_on, words_of

CHANNEL = "svar_kommentar"
TONES: Mapping[str, Literal["late", "soon", "info"]] = {"stop": "late", "warn": "soon", "note": "info"}
NEEDS_REASON = "Skickar du det ändå behöver du skriva varför."


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft looked over: what language found in it and what the guideline says of that."""

    text: str
    found: Screening
    prompts: tuple[Prompt, ...]


def reviewed(text: str, *, pack: Pack, now: datetime, own: Sequence[str] = ()) -> Reviewed:
    """Look a draft over, by the municipality's own words and exceptions too.

    `own` are the signature and the names that sign: they are nobody else's data.
    """
    found = _without_own(text, own, allow=_known(pack, now))
    prompts = answering.check_reply(pack, text=text, screening=found, on=local_day(now))
    return Reviewed(text, found, prompts)


def remarks(text: str, *, guideline: Guideline, now: datetime, own: Sequence[str] = ()) -> Remarks:
    """What to show under a draft, prompts first and each with its clause. Nothing of an empty one."""
    if not text.strip():
        return NOTHING_WRITTEN
    draft = reviewed(text, pack=pack_of(guideline), now=now, own=own)
    return remarks_on(text, draft.found, notices=notices(draft.prompts, guideline=guideline, draft=draft))


def notices(
    prompts: Sequence[Prompt], *, guideline: Guideline, draft: Reviewed | None = None
) -> list[Notice]:
    """The guideline's prompts as a page shows them; those about personal data quote it from the draft."""
    return [
        Notice(
            tone=TONES[prompt.severity],
            message=f"{prompt.message} {NEEDS_REASON}" if prompt.needs_reason else prompt.message,
            clauses=links(guideline, prompt.clauses),
            default=prompt.default,
            words=words_of(draft.text, _personal_data(draft.found))
            if draft and prompt.code == "personal_data"
            else (),
        )
        for prompt in prompts
    ]


def _personal_data(found: Screening) -> Iterator[Finding]:
    return (each for each in found.findings if each.kind == "personal_data" and each.score >= SUGGESTED)


def _known(pack: Pack, now: datetime) -> Allow:
    """What is the municipality's own. What the guideline does not look for in others we still mind in ourselves."""
    return replace(own_rules(pack, now), off=frozenset())


def _without_own(text: str, own: Sequence[str], *, allow: Allow) -> Screening:
    """What is found in the writer's own words: a signature that was typed is left out before and names after."""
    body = text.rstrip()
    for words in own:
        body = body.removesuffix(words).rstrip()
    found = screen(body, direction="outgoing", channel=CHANNEL, allow=allow, names=names())
    spans = [(start, start + len(words)) for words in own for start in _starts(body, words)]
    kept = [
        each
        for each in found.findings
        if not any(start <= each.start and each.end <= end for start, end in spans)
    ]
    return replace(found, findings=tuple(kept))


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)
