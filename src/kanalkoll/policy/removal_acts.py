"""The three ways to remove something, and what each of them demands.

*Hide* leaves the post at the platform, where its author and their friends may still see it. *Unpublish*
takes it off the platform and keeps it here. *Delete* takes it off and lets our own copy go too, which is
a disposal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kanalkoll.policy.clauses import Use
from kanalkoll.policy.codes import ActCode, GroundCode
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.support import ids
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
    "kept_elsewhere": "Innehållet är sparat på ett annat medium",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must be so before an act; `met` when the guideline itself already answers it."""

    code: removals.ConditionCode
    label: str
    clauses: tuple[str, ...]
    met: bool


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


def acts(pack: Pack, *, ground: GroundCode, off_at_once: bool, on: date) -> Acts:
    """The acts that the guideline leaves open for a ground.

    `off_at_once`: the law or secrecy wants it off the platform now, so hiding never is enough and no
    standing decision is waited for. Deleting our own copy always needs the disposal decision.
    """
    rules = pack.uses(removals.RemovalActs, on)
    disposal = pack.uses(removals.DisposalDecision, on)
    keeping = [use for use in pack.uses(removals.EvidenceBeforeRemoval, on) if "hide" not in use.params.acts]
    codes: tuple[ActCode, ...] = tuple(dict.fromkeys(act for use in rules for act in use.params.acts)) or (
        "hide",
        "unpublish",
    )
    hiding_counts = not off_at_once and all(use.params.hiding_counts for use in rules)
    open_acts = tuple(
        Act(
            code=code,
            label=_LABELS[code],
            explanation=_EXPLANATIONS[code],
            counts_as_removed=code != "hide" or hiding_counts,
            conditions=_conditions(code, disposal, keeping, off_at_once),
            clauses=ids(use for use in rules if code in use.params.acts),
        )
        for code in codes
    )
    gap = _gap(disposal)
    usual: ActCode = rules[0].params.default_act if rules else "unpublish"
    if gap and not off_at_once:
        usual = "hide"  # C31: capture and hide, and report the gap
    return Acts(open_acts, usual, gap, ids(rules, disposal, keeping), default=not rules)


def _conditions(
    code: ActCode,
    disposal: Sequence[Use[removals.DisposalDecision]],
    keeping: Sequence[Use[removals.EvidenceBeforeRemoval]],
    off_at_once: bool,
) -> tuple[Condition, ...]:
    wanted: dict[removals.ConditionCode, list[Use[removals.DisposalDecision]]] = {}
    for use in disposal:
        if code in use.params.acts and not (off_at_once and code != "delete"):
            for condition in use.params.conditions:
                wanted.setdefault(condition, []).append(use)
    found = [
        Condition(
            condition,
            _CONDITIONS[condition],
            ids(uses),
            met=condition == "standing_disposal_decision"
            and all(use.params.standing_decision for use in uses),
        )
        for condition, uses in wanted.items()
    ]
    elsewhere = [use for use in keeping if code in use.params.acts]
    if elsewhere:
        found.append(Condition("kept_elsewhere", _CONDITIONS["kept_elsewhere"], ids(elsewhere), met=False))
    return tuple(found)


def _gap(disposal: Sequence[Use[removals.DisposalDecision]]) -> str | None:
    missing = [
        use.clause
        for use in disposal
        if "standing_disposal_decision" in use.params.conditions and not use.params.standing_decision
    ]
    if not missing:
        return None
    return (
        "Riktlinjen kräver ett gallringsbeslut för att ta bort något, och inget stående beslut är inlagt. "
        "Tills det finns säkras innehållet och döljs."
    )
