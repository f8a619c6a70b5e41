"""What people in the demonstration choose where their guideline leaves a choice. No database, no network."""

from collections.abc import Iterable, Mapping
from datetime import date

from kanalkoll.config.demo.wording import called
from kanalkoll.policy import answering, moderation
from kanalkoll.policy.codes import MessageKind
from kanalkoll.policy.moderation import RemovalRule
from kanalkoll.policy.no_answer import Ground
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.registration import Advice

REASON_TO_REMOVE = (
    "Läst tillsammans med en kollega. Texten faller under grunden och resten av tråden får stå kvar."
)
REASON_NOT_TO_ANSWER = "Av tillfällig betydelse: småprat mellan invånare, ingen fråga till kommunen."
REASON_TO_SEND = "Genomläst en gång till: det som märktes är en uppgift om vår egen verksamhet."
# A guideline without a ground of its own for something often has a wider one that holds it.
NEAREST: Mapping[str, tuple[str, ...]] = {
    "sexism": ("insult",),
    "gossip": ("personal_data", "secrecy", "insult"),
    "defamation": ("insult",),
    "personal_data": ("offensive_personal_data", "secrecy"),
    "call_to_crime": ("incitement",),
}
# What a viewpoint or a suggestion means under a guideline that counts neither by that name.
LEADS_TO: Mapping[str, tuple[str, ...]] = {
    "suggestion": ("suggestion", "may_become_case"),
    "viewpoint": ("viewpoint", "leads_to_action"),
}
ABOUT_THE_DATA = {"whose_data": "other", "how_sensitive": "private", "event": "no"}


def no_answer_ground(pack: Pack, wished: str, *, kind: str, on: date) -> Ground | None:
    """The wished ground where the guideline takes it, else the nearest; None when all must be answered."""
    open_grounds = {
        ground.code: ground for ground in answering.outcomes(pack, kind=_kind(kind), on=on).grounds
    }
    for code in (wished, "asks_nothing", "conversation", "reaction", "disposable", "other"):
        for known, ground in open_grounds.items():
            if known == code:
                return ground
    return None


def removal(pack: Pack, ground: str, *, on: date) -> RemovalRule | None:
    """The rule for this ground or the nearest one offered; None where the guideline has neither."""
    offered = {known.code for known in moderation.grounds(pack, on=on)}
    for code in (ground, *NEAREST.get(ground, ())):
        if code in offered:
            return moderation.removal_rule(pack, ground=code, on=on)
    return None


def instead_of_removal(ground: str) -> str:
    """The guideline's text to answer with where it has no ground for taking something away."""
    return "politics_referral" if ground == "party_politics" else "personal_matter"


def removal_answers(rule: RemovalRule, act: str) -> dict[str, str]:
    """A truthful yes to each condition of the act, and an answer to each question of the ground."""
    chosen = next(each for each in rule.acts if each.code == act)
    conditions = {condition.code: "yes" for condition in chosen.conditions}
    return {**conditions, **{asked: ABOUT_THE_DATA[asked] for asked in rule.ground.asks}}


def removal_act(rule: RemovalRule, wished: str | None) -> str:
    """The wished way where it is open, else the guideline's usual one."""
    return wished if wished and any(each.code == wished for each in rule.acts) else rule.default_act


def criteria(advice: Advice, told: Iterable[str], *, acted: bool) -> list[str]:
    """The guideline's own criteria for what the story says it is; `acted`: something was done about it."""
    offered = {criterion.code for criterion in advice.criteria}
    found = [next((code for code in LEADS_TO[each] if code in offered), "") for each in told]
    return [code for code in found if code and (acted or code != "leads_to_action")]


def registration(advice: Advice, *, slight: bool) -> str:
    """What the guideline proposes; small talk is of minor importance where that may be chosen."""
    if slight and not advice.must and "minor" in advice.allowed:
        return "minor"
    if advice.default_decision in advice.allowed:
        return advice.default_decision
    return "ordered" if "ordered" in advice.allowed else advice.allowed[0]


def template(pack: Pack, name: str, *, to: str, unit: str, contact: str) -> str:
    """One of the guideline's own texts, filled in."""
    text = pack.texts[name].strip()
    for place, word in {
        "{namn}": called(to),
        "{enhet}": unit,
        "{kontakt}": contact,
        "{kommun}": pack.municipality,
    }.items():
        text = text.replace(place, word)
    return text


def _kind(kind: str) -> MessageKind:
    return "visitor_post" if kind == "visitor_post" else "comment"
