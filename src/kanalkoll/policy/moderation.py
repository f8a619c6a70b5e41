"""What may be removed, how, and what has to be done with it: grounds, rule for one ground, judgement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kanalkoll.policy.clauses import Use
from kanalkoll.policy.codes import ActCode, GroundCode
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.removal_acts import Act, Condition, acts
from kanalkoll.policy.removal_grounds import RemovalGround, ground_of, grounds
from kanalkoll.policy.screened import Screened
from kanalkoll.policy.support import ids, joined
from kanalkoll.policy.vocabulary import removals

__all__ = [
    "Act",
    "Condition",
    "Evidence",
    "HouseRule",
    "RemovalGround",
    "RemovalRule",
    "Suggestion",
    "categories",
    "ground_of",
    "grounds",
    "house_rules",
    "judge",
    "removal_rule",
    "support",
]

_CANDIDATES: dict[str, tuple[GroundCode, ...]] = {
    # screening category → the grounds it can point at, the most specific that a guideline offers first
    "hot": ("threat",),
    "krankning": ("insult", "defamation", "gossip", "harassment"),
    "hets": ("hate_speech", "group_degrading"),
    "sexism": ("sexism",),
    "svordom": ("profanity",),
    "pornografi": ("pornography",),
    "uppmaning_brott": ("incitement", "call_to_crime"),
    "valdsskildring": ("unlawful_violence_depiction",),
    "upphovsratt": ("copyright_infringement",),
    "reklam": ("commercial",),
    "partipolitik": ("party_politics",),
    "desinformation": ("disinformation",),
    "sekretess": ("secrecy",),
    "personuppgift": ("personal_data", "offensive_personal_data"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What must be secured before the act. Neither required nor allowed for what may not be copied."""

    required: bool
    capture: Literal["screenshot", "copy", "none"]
    sender: bool
    stores: tuple[str, ...]
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class RemovalRule:
    """Everything that the guideline says about removing something on one ground.

    Each part stands beside the clauses it rests on; `defaults` names the parts that rest on neutral defaults.
    `diary`: registered always, or only if it is to be preserved. `police_skip`: what it takes not to report a
    crime that must be reported. `refer_to`: whom the writer is referred to before the removal, with the
    template `refer_text`. `due` counts from discovery and covers `applies_to`.
    """

    ground: RemovalGround
    acts: tuple[Act, ...]
    default_act: ActCode
    gap: str | None
    acts_clauses: tuple[str, ...]
    evidence: Evidence
    second_person: bool
    second_person_clauses: tuple[str, ...]
    needs_reason: bool
    reason_clauses: tuple[str, ...]
    diary: Literal["always", "if_preserved"] | None
    diary_clauses: tuple[str, ...]
    police: Literal["must", "offer", "no"]
    police_skip: Literal["manager_reason", "reason"] | None
    police_clauses: tuple[str, ...]
    platform_report: Literal["when_needed", "always"]
    platform_report_clauses: tuple[str, ...]
    refer_to: tuple[str, ...]
    refer_text: str | None
    refer_clauses: tuple[str, ...]
    due: Literal["promptly", "as_soon_as_possible"] | None
    applies_to: tuple[str, ...]
    due_clauses: tuple[str, ...]
    clauses: tuple[str, ...]
    defaults: tuple[str, ...]

    @property
    def evidence_clauses(self) -> tuple[str, ...]:
        """The clauses that demand evidence before removal."""
        return self.evidence.clauses

    @property
    def default(self) -> bool:
        """Whether any part rests on a neutral default."""
        return bool(self.defaults)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A finding in a text, judged: which ground it may point at. A person always decides."""

    category: str
    start: int
    end: int
    score: float
    rule: str
    reason: str
    ground: GroundCode | None
    clauses: tuple[str, ...]
    law: str | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class HouseRule:
    """One rule for visitors and the ground that a breach of it answers to."""

    code: str
    ground: GroundCode
    clauses: tuple[str, ...]


def removal_rule(pack: Pack, *, ground: str, on: date) -> RemovalRule:
    """How something is removed on this ground. Raises KeyError where the guideline does not offer it."""
    offered = ground_of(pack, code=ground, on=on)
    open_acts = acts(pack, ground=offered, on=on)
    evidence = _evidence(pack, offered, on)
    diary, registering = _diary(pack, offered, on)
    said = _Said.of(pack, offered, on)
    return RemovalRule(
        ground=offered,
        acts=open_acts.acts,
        default_act=open_acts.default_act,
        gap=open_acts.gap,
        acts_clauses=open_acts.clauses,
        evidence=evidence,
        second_person=offered.second_person,
        second_person_clauses=said.second_person,
        needs_reason=offered.needs_reason or bool(said.exceptional),
        reason_clauses=ids(said.exceptional),
        diary=diary,
        diary_clauses=ids(registering),
        police=offered.police,
        police_skip=said.police_skip,
        police_clauses=ids(said.police),
        platform_report=_platform_report(offered, said.reporting),
        platform_report_clauses=ids(said.reporting),
        refer_to=joined(*(use.params.refer_to for use in said.referring)),
        refer_text=next((use.params.text for use in said.referring if use.params.text), None),
        refer_clauses=ids(said.referring),
        due=min((use.params.speed for use in said.speeds), default=None),
        applies_to=joined(*(use.params.applies_to for use in said.speeds)),
        due_clauses=ids(said.speeds),
        clauses=joined(
            offered.clauses,
            open_acts.clauses,
            evidence.clauses,
            said.second_person,
            ids(said.exceptional, registering, said.police, said.reporting, said.referring, said.speeds),
        ),
        defaults=_silent(
            acts=open_acts.default,
            evidence=evidence.default,
            police=offered.police == "offer" and not said.police,
            platform_report=not said.reporting,
        ),
    )


def judge(pack: Pack, *, screening: Screened, on: date) -> tuple[Suggestion, ...]:
    """What the findings in a text mean under this guideline.

    Categories that are no ground here are left out. Personal data is always shown, with a ground or without.
    """
    pointed = [(finding, _candidates(finding.kind, finding.type)) for finding in screening.findings]
    among = dict.fromkeys(code for _, candidates in pointed for code in candidates)
    offered = {each.code: each for each in grounds(pack, on=on, among=among)}
    found = []
    for finding, candidates in pointed:
        open_grounds = [offered[code] for code in candidates if code in offered]
        chosen = _named_first(candidates, offered)
        if candidates and (chosen or finding.kind == "personal_data"):
            found.append(
                Suggestion(
                    category=finding.type,
                    start=finding.start,
                    end=finding.end,
                    score=finding.score,
                    rule=finding.rule,
                    reason=finding.reason,
                    ground=chosen.code if chosen else None,
                    clauses=chosen.clauses if chosen else (),
                    law=chosen.law if chosen else None,
                    urgent=any(each.urgent for each in open_grounds),
                )
            )
    return tuple(found)


def categories(pack: Pack, *, on: date) -> tuple[str, ...]:
    """The screening categories that this guideline has a ground for: only those are ever suggested."""
    return tuple(support(pack, on=on))


def support(pack: Pack, *, on: date) -> dict[str, RemovalGround]:
    """What each of those categories rests on: the first ground that the municipality, or else the law, has named."""
    offered = {each.code: each for each in grounds(pack, on=on)}
    chosen = {name: _named_first(candidates, offered) for name, candidates in _CANDIDATES.items()}
    return {name: ground for name, ground in chosen.items() if ground is not None}


def house_rules(pack: Pack, *, on: date) -> tuple[HouseRule, ...]:
    """The rules for visitors, for the profile text and the removal flow, in the order of their codes."""
    uses = pack.uses(removals.HouseRules, on)
    rules = [
        HouseRule(code, ground, (use.clause,)) for use in uses for code, ground in use.params.rules.items()
    ]
    return tuple(sorted(rules, key=lambda rule: rule.code))


@dataclass(frozen=True, slots=True)
class _Said:
    """The clauses that speak of removing on one ground, by what they speak of."""

    second_person: tuple[str, ...]
    exceptional: tuple[Use[removals.ModerationException], ...]
    police: tuple[Use[removals.PoliceReport], ...]
    reporting: tuple[Use[removals.PlatformReport], ...]
    referring: tuple[Use[removals.ReferOnRemoval], ...]
    speeds: tuple[Use[removals.RemovalSpeed], ...]

    @classmethod
    def of(cls, pack: Pack, offered: RemovalGround, on: date) -> "_Said":
        police = pack.uses(removals.PoliceReport, on)
        referring = pack.uses(removals.ReferOnRemoval, on)
        speeds = pack.uses(removals.RemovalSpeed, on)
        return cls(
            second_person=_second_person(pack, offered, on),
            exceptional=pack.uses(removals.ModerationException, on),
            police=tuple(use for use in police if _covers(use.params, offered)),
            reporting=pack.uses(removals.PlatformReport, on),
            referring=tuple(use for use in referring if offered.code in use.params.grounds),
            speeds=tuple(
                use for use in speeds if not use.params.grounds or offered.code in use.params.grounds
            ),
        )

    @property
    def police_skip(self) -> Literal["manager_reason", "reason"] | None:
        """What it takes not to report what must be reported."""
        return next((use.params.skip_needs for use in self.police if use.params.strength == "must"), None)


def _silent(**parts: bool) -> tuple[str, ...]:
    """The parts of which the guideline says nothing."""
    return tuple(part for part, is_silent in parts.items() if is_silent)


def _evidence(pack: Pack, offered: RemovalGround, on: date) -> Evidence:
    uses = pack.uses(removals.EvidenceBeforeRemoval, on)
    if not offered.may_be_copied:
        return Evidence(False, "none", sender=False, stores=(), clauses=(), default=False)
    if not uses:
        # C9, C48: destroying a received document without keeping it would itself break the law.
        return Evidence(True, "copy", sender=True, stores=("evidence_vault",), clauses=(), default=True)
    return Evidence(
        required=True,
        capture="screenshot" if any(use.params.capture == "screenshot" for use in uses) else "copy",
        sender=any(use.params.sender for use in uses),
        stores=joined(*((use.params.store,) for use in uses)),
        clauses=ids(uses),
        default=False,
    )


def _second_person(pack: Pack, offered: RemovalGround, on: date) -> tuple[str, ...]:
    """The clauses that want a second person for this ground."""
    if not offered.second_person:
        return ()
    lists = (use for use in pack.uses(removals.RemovalGrounds, on) if use.params.second_reader)
    referring = (use for use in pack.uses(removals.ReferOnRemoval, on) if use.params.second_person)
    return ids(
        (use for use in lists if offered.code in use.params.grounds),
        (use for use in referring if offered.code in use.params.grounds),
    )


def _diary(
    pack: Pack, offered: RemovalGround, on: date
) -> tuple[Literal["always", "if_preserved"] | None, list[Use[removals.RemovalRegistered]]]:
    """Whether what is removed goes to the diary, and the clauses that say so."""
    uses = pack.uses(removals.RemovalRegistered, on)
    wanted = {"always", "secrecy"} if offered.code == "secrecy" else {"always"}
    demanding = [use for use in uses if use.params.when in wanted]
    if demanding or offered.code == "secrecy":
        # Without a clause, secrecy is registered by law all the same (statutory.SECRECY_LAW).
        return "always", demanding
    preserved = [use for use in uses if use.params.when == "preserved" and offered.may_be_copied]
    return ("if_preserved" if preserved else None), preserved


def _platform_report(
    offered: RemovalGround, uses: tuple[Use[removals.PlatformReport], ...]
) -> Literal["when_needed", "always"]:
    if not offered.may_be_copied or any(use.params.when == "always" for use in uses):
        return "always"
    return "when_needed"


def _covers(police: removals.PoliceReport, offered: RemovalGround) -> bool:
    """Whether a clause on police reports speaks of this ground."""
    return offered.code in police.grounds if police.grounds else offered.police != "no"


def _named_first(
    candidates: Iterable[GroundCode], offered: Mapping[GroundCode, RemovalGround]
) -> RemovalGround | None:
    """What the municipality itself has named comes before what only the law names."""
    open_grounds = [offered[code] for code in candidates if code in offered]
    return next((each for each in open_grounds if each.clauses), next(iter(open_grounds), None))


def _candidates(kind: str, name: str) -> tuple[GroundCode, ...]:
    """The grounds that a finding can point at; nothing for handling and draft findings."""
    if kind == "personal_data":
        return _CANDIDATES["personuppgift"]
    return _CANDIDATES.get(name, ()) if kind == "category" else ()
