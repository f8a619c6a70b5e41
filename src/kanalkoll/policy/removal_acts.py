"""The three ways to remove something, and what each of them demands.

*Hide* leaves the post at the platform, where its author and their friends may still see it. *Unpublish*
takes it off the platform and keeps it here. *Delete* takes it off and lets our own copy go too, which is
a disposal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kanalkoll.policy.clauses import Use
from kanalkoll.policy.codes import ActCode
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.removal_grounds import RemovalGround
from kanalkoll.policy.support import ids, joined
from kanalkoll.policy.vocabulary import removals

_LABELS: dict[ActCode, str] = {"hide": "Dölj", "unpublish": "Avpublicera", "delete": "Radera"}
_EXPLANATIONS: dict[ActCode, str] = {
    "hide": "Avsändaren och hens vänner kan ha den kvar framför sig. Går att ångra.",
    "unpublish": "Försvinner för alla på plattformen och går inte att lägga tillbaka. Handlingen finns kvar.",
    "delete": "Försvinner för alla på plattformen, och vår egen kopia får gallras.",
}
_CONDITIONS: dict[removals.ConditionCode, str] = {
    "disposal_class": "Handlingen är av ringa betydelse eller hör inte till verksamheten",
    "disposal_decision": "Det finns ett gallringsbeslut som omfattar handlingen",
    "not_current": "Handlingen är inte längre aktuell",
    "standing_disposal_decision": "Ett stående beslut låter oss ta bort från plattformen och behålla hos oss",
}

_STANDING: removals.ConditionCode = "standing_disposal_decision"
_NEUTRAL: tuple[ActCode, ...] = ("hide", "unpublish")


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a person must confirm before the act."""

    code: str
    label: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One way to remove. `counts_as_removed`: whether the item then counts as removed by the guideline."""

    code: ActCode
    label: str
    explanation: str
    counts_as_removed: bool
    conditions: tuple[Condition, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts open for one ground, the usual one, and what the municipality still has to decide."""

    acts: tuple[Act, ...]
    default_act: ActCode
    gap: str | None
    clauses: tuple[str, ...]
    default: bool


def acts(pack: Pack, *, ground: RemovalGround, on: date) -> Acts:
    """The acts that the guideline leaves open for a ground.

    What the law or secrecy wants off the platform at once is not helped by hiding and waits for no standing
    decision. Deleting our own copy always needs what the guideline asks for. What may not be copied can only
    be deleted.
    """
    rules = pack.uses(removals.RemovalActs, on)
    disposal = pack.uses(removals.DisposalDecision, on)
    if not ground.may_be_copied:
        return Acts((_act("delete", counts=True),), "delete", None, (), default=False)
    off_at_once = ground.law is not None or ground.code == "secrecy"
    hiding_counts = not off_at_once and all(use.params.hiding_counts for use in rules)
    codes = joined(*(use.params.acts for use in rules)) if rules else _NEUTRAL
    open_acts = tuple(
        _act(
            code,
            counts=code != "hide" or hiding_counts,
            conditions=_conditions(code, disposal, waits=not off_at_once),
            clauses=ids(use for use in rules if code in use.params.acts),
        )
        for code in codes
    )
    gap = None if off_at_once else _gap(disposal)
    # C31: without a standing decision, capture and hide, and report the gap.
    usual = "hide" if gap else rules[0].params.default_act if rules else "unpublish"
    return Acts(open_acts, usual, gap, ids(rules, disposal), default=not rules)


def _act(
    code: ActCode, *, counts: bool, conditions: tuple[Condition, ...] = (), clauses: tuple[str, ...] = ()
) -> Act:
    return Act(code, _LABELS[code], _EXPLANATIONS[code], counts, conditions, clauses)


def _conditions(
    code: ActCode, disposal: Sequence[Use[removals.DisposalDecision]], *, waits: bool
) -> tuple[Condition, ...]:
    """What must be confirmed before the act; a standing decision that is on record confirms itself."""
    wanted: dict[removals.ConditionCode, list[Use[removals.DisposalDecision]]] = {}
    for use in disposal:
        if code in use.params.acts and (waits or code == "delete"):
            for condition in use.params.conditions:
                if condition != _STANDING or not use.params.standing_decision:
                    wanted.setdefault(condition, []).append(use)
    return tuple(Condition(each, _CONDITIONS[each], ids(uses)) for each, uses in wanted.items())


def _gap(disposal: Sequence[Use[removals.DisposalDecision]]) -> str | None:
    """What the municipality still has to decide, as a sentence."""
    waiting = (use for use in disposal if _STANDING in use.params.conditions)
    if all(use.params.standing_decision for use in waiting):
        return None
    return (
        "Riktlinjen kräver ett gallringsbeslut för att ta bort något, och inget stående beslut är inlagt. "
        "Tills det finns säkras innehållet och döljs."
    )
