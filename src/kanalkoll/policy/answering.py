"""How an answer is given: whether one is due, by whom it is signed, as whom it is sent, who may help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kanalkoll.policy import defaults, no_answer
from kanalkoll.policy.clauses import Use
from kanalkoll.policy.no_answer import Ground
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.reply_check import Prompt, check_reply
from kanalkoll.policy.support import ids, joined
from kanalkoll.policy.vocabulary import answers

__all__ = [
    "Ground",
    "Guidance",
    "Identity",
    "Outcomes",
    "Prompt",
    "Referral",
    "Signatory",
    "Signature",
    "check_reply",
    "guidance",
    "identity",
    "outcomes",
    "signature",
]

_MATTERS = {
    "authority": "Myndighetsutövning eller nära det",
    "document": "Hör hemma i en annan kanal",
    "personal_matter": "Personligt ärende",
}


@dataclass(frozen=True, slots=True)
class Referral:
    """A matter that is moved to its ordinary channel. `text` names the template for telling the sender."""

    code: str
    label: str
    text: str | None
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What may be done with a message.

    `must_answer`: the guideline asks for an answer to this kind, by the clauses in `demanded_by`.
    `may_leave_unanswered`: one of `grounds` may be given for not answering. `judge_by`: what the judgement
    starts from, where the guideline says so.
    """

    must_answer: bool
    demanded_by: tuple[str, ...]
    may_leave_unanswered: bool
    grounds: tuple[Ground, ...]
    judge_by: tuple[str, ...]
    referrals: tuple[Referral, ...]
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class Signatory:
    """The person behind an answer. Somebody with protected identity is never signed for by name."""

    name: str
    first_name: str
    title: str
    unit: str
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The line under an answer. `missing` names the parts that the person's details lack."""

    text: str
    required: bool
    missing: tuple[str, ...]
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom an answer is sent: always the account."""

    sender: str
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class Guidance:
    """A clause to show at a place, with its summary."""

    clause: str
    section: str
    text: str


def outcomes(pack: Pack, *, kind: str, on: date) -> Outcomes:
    """Whether a message of this kind must be answered, and on what grounds it may be left."""
    demands = [use for use in pack.uses(answers.MustAnswer, on) if kind in use.params.kinds]
    accepts = pack.uses(answers.NoAnswerGrounds, on)
    decisions = pack.uses(answers.HandlingDecision, on)
    grounds = no_answer.grounds(demands, accepts)
    referrals = _referrals(pack, on)
    return Outcomes(
        must_answer=bool(demands),
        demanded_by=ids(demands),
        may_leave_unanswered=bool(grounds),
        grounds=grounds,
        judge_by=joined(*(use.params.judge_by for use in decisions)),
        referrals=referrals,
        clauses=joined(ids(demands, accepts, decisions), *(each.clauses for each in referrals)),
        default=not (demands or accepts),
    )


def signature(pack: Pack, *, author: Signatory, on: date, publisher: Signatory | None = None) -> Signature:
    """The line under an answer written by `author` and, where somebody else sends it, by `publisher`."""
    rules = _strongest(pack.uses(answers.SignatureRule, on))
    signers = pack.uses(answers.SignatoryRule, on)
    by_author = publisher is None or any(use.params.who == "answer_author" for use in signers)
    signer = author if by_author or publisher is None else publisher
    clauses = ids(pack.uses(answers.SignatureRule, on), signers)
    if signer.protected:
        # A name is never demanded of somebody with protected identity, in any guideline.
        written = {"unit": signer.unit, "municipality": pack.municipality}
    else:
        parts = rules[0].params.parts if rules else defaults.SIGNATURE
        written = {part: _part(part, signer, pack.municipality) for part in parts}
    line = ", ".join(text for text in written.values() if text)
    template = rules[0].params.text if rules else None
    return Signature(
        text=pack.texts[template].replace("{underskrift}", line) if template else line,
        required=not signer.protected and bool(rules) and rules[0].params.required,
        missing=tuple(part for part, text in written.items() if not text),
        clauses=clauses,
        default=not rules,
    )


def identity(pack: Pack, *, on: date) -> Identity:
    """As whom an answer is sent."""
    uses = pack.uses(answers.ReplyIdentity, on)
    return Identity(sender="account", clauses=ids(uses), default=not uses)


def guidance(pack: Pack, *, place: str, on: date) -> tuple[Guidance, ...]:
    """The clauses to show at a place, in the guideline's order."""
    uses = (use for use in pack.uses(answers.GuidanceAt, on) if place in use.params.places)
    clauses = (pack.clauses[clause] for clause in ids(uses))
    return tuple(Guidance(clause.id, clause.section, clause.summary) for clause in clauses)


def _referrals(pack: Pack, on: date) -> tuple[Referral, ...]:
    uses = pack.uses(answers.OrdinaryChannel, on)
    found = []
    for code, label in _MATTERS.items():
        of_matter = [use for use in uses if code in use.params.matters]
        if of_matter:
            text = next((use.params.text for use in of_matter if use.params.text), None)
            found.append(Referral(code, label, text, ids(of_matter)))
    return tuple(found)


def _strongest(uses: Sequence[Use[answers.SignatureRule]]) -> list[Use[answers.SignatureRule]]:
    """Demands before recommendations, otherwise as they stand."""
    return sorted(uses, key=lambda use: not use.params.required)


def _part(part: answers.SignaturePart, signer: Signatory, municipality: str) -> str:
    return {
        "name": signer.name,
        "first_name": signer.first_name,
        "title": signer.title,
        "unit": signer.unit,
        "title_or_unit": signer.title or signer.unit,
        "municipality": municipality,
    }[part].strip()
