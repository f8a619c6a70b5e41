"""What may be removed, how, and what has to be done with it: grounds, rule for one ground, judgement."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kanalkoll.policy import statutory
from kanalkoll.policy.codes import ActCode, GroundCode
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.removal_acts import Act, Condition, acts
from kanalkoll.policy.removal_grounds import RemovalGround, ground, grounds
from kanalkoll.policy.screened import Screened
from kanalkoll.policy.support import ids, joined
from kanalkoll.policy.vocabulary import removals

__all__ = [
    "Act",
    "Condition",
    "Duty",
    "Evidence",
    "HouseRule",
    "RemovalGround",
    "RemovalReport",
    "RemovalRule",
    "Suggestion",
    "ground",
    "grounds",
    "house_rules",
    "judge",
    "removal_report",
    "removal_rule",
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
    """What must be secured before the act. Never required, and never allowed, for what may not be copied."""

    required: bool
    capture: Literal["screenshot", "copy", "none"]
    sender: bool
    stores: tuple[str, ...]
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that goes with a removal: must be done, is offered, or does not apply.

    `wants` says what it takes: whom to refer to, when to register, what is needed to skip it.
    """

    level: Literal["must", "offer", "no"]
    wants: tuple[str, ...]
    text: str | None
    clauses: tuple[str, ...]
    default: bool


@dataclass(frozen=True, slots=True)
class RemovalRule:
    """Everything that the guideline says about removing something on one ground."""

    ground: RemovalGround
    acts: tuple[Act, ...]
    default_act: ActCode
    gap: str | None
    evidence: Evidence
    second_person: bool
    second_person_clauses: tuple[str, ...]
    needs_reason: bool
    reason_clauses: tuple[str, ...]
    diary: Duty
    police: Duty
    platform_report: Duty
    refer: Duty
    speed: Literal["promptly", "as_soon_as_possible"] | None
    applies_to: tuple[str, ...]
    speed_clauses: tuple[str, ...]
    clauses: tuple[str, ...]

    @property
    def evidence_clauses(self) -> tuple[str, ...]:
        """The clauses that demand evidence before removal."""
        return self.evidence.clauses


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


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What is reported about removals: how many per account, and to whom those without a copy are told."""

    counted: bool
    notice_above: int | None
    uncaptured_to: str | None
    clauses: tuple[str, ...]
    default: bool


def removal_rule(pack: Pack, *, ground: GroundCode, on: date) -> RemovalRule:
    """How something is removed on this ground. Raises KeyError where the guideline does not offer it."""
    offered = _offered(pack, ground, on)
    open_acts = acts(
        pack, ground=ground, off_at_once=offered.source == "statutory" or ground == "secrecy", on=on
    )
    evidence = _evidence(pack, offered, on)
    exceptional = pack.uses(removals.ModerationException, on)
    speeds = [
        use
        for use in pack.uses(removals.RemovalSpeed, on)
        if not use.params.grounds or ground in use.params.grounds
    ]
    duties = (
        _diary(pack, ground, on),
        _police(pack, offered, on),
        _platform_report(pack, on),
        _refer(pack, ground, on),
    )
    second_clauses = _second_person_clauses(pack, offered, on)
    return RemovalRule(
        ground=offered,
        acts=open_acts.acts,
        default_act=open_acts.default_act,
        gap=open_acts.gap,
        evidence=evidence,
        second_person=offered.second_person,
        second_person_clauses=second_clauses,
        needs_reason=offered.needs_reason or bool(exceptional),
        reason_clauses=ids(exceptional),
        diary=duties[0],
        police=duties[1],
        platform_report=duties[2],
        refer=duties[3],
        speed=min((use.params.speed for use in speeds), default=None),
        applies_to=joined(*(use.params.applies_to for use in speeds)),
        speed_clauses=ids(speeds),
        clauses=joined(
            offered.clauses,
            open_acts.clauses,
            evidence.clauses,
            ids(exceptional, speeds),
            *(duty.clauses for duty in duties),
        ),
    )


def judge(pack: Pack, *, screening: Screened, on: date) -> tuple[Suggestion, ...]:
    """What the findings in a text mean under this guideline.

    Categories that are no ground here are left out. Personal data is always shown, with a ground or without.
    """
    offered = {each.code: each for each in grounds(pack, on=on)}
    found = []
    for finding in screening.findings:
        candidates = _candidates(finding.kind, finding.type)
        chosen = next((offered[code] for code in candidates if code in offered), None)
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
                    urgent=chosen.urgent if chosen else False,
                )
            )
    return tuple(found)


def house_rules(pack: Pack, *, on: date) -> tuple[HouseRule, ...]:
    """The rules for visitors, for the profile text and the removal flow."""
    uses = pack.uses(removals.HouseRules, on)
    return tuple(
        HouseRule(code, ground, (use.clause,)) for use in uses for code, ground in use.params.rules.items()
    )


def removal_report(pack: Pack, *, on: date) -> RemovalReport:
    """What is reported about removals. Counting is always on; a guideline can say why and to whom."""
    exceptional = pack.uses(removals.ModerationException, on)
    reported = pack.uses(removals.RemovalReported, on)
    return RemovalReport(
        counted=True,
        notice_above=min(
            (use.params.notice_above for use in exceptional if use.params.notice_above), default=None
        ),
        uncaptured_to=reported[0].params.to if reported else None,
        clauses=ids(exceptional, reported),
        default=not (exceptional or reported),
    )


def _offered(pack: Pack, code: GroundCode, on: date) -> RemovalGround:
    return ground(pack, code=code, on=on)


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


def _second_person_clauses(pack: Pack, offered: RemovalGround, on: date) -> tuple[str, ...]:
    if not offered.second_person:
        return ()
    lists = [
        use
        for use in pack.uses(removals.RemovalGrounds, on)
        if offered.code in use.params.grounds and use.params.second_reader
    ]
    referring = [
        use
        for use in pack.uses(removals.ReferOnRemoval, on)
        if offered.code in use.params.grounds and use.params.second_person
    ]
    return ids(lists, referring)


def _diary(pack: Pack, code: GroundCode, on: date) -> Duty:
    uses = pack.uses(removals.RemovalRegistered, on)
    always = [use for use in uses if use.params.when == "always"]
    secret = [use for use in uses if use.params.when == "secrecy" and code == "secrecy"]
    preserved = [use for use in uses if use.params.when == "preserved"]
    if always or secret:
        return Duty("must", ("always",), None, ids(always, secret), default=False)
    if code == "secrecy":
        return Duty("must", (statutory.SECRECY_LAW,), None, (), default=False)
    if preserved:
        return Duty("offer", ("preserved",), None, ids(preserved), default=False)
    return Duty("no", (), None, (), default=not uses)


def _police(pack: Pack, offered: RemovalGround, on: date) -> Duty:
    uses = [
        use
        for use in pack.uses(removals.PoliceReport, on)
        if offered.police != "no" and (not use.params.grounds or offered.code in use.params.grounds)
    ]
    wants = joined(*((use.params.skip_needs,) for use in uses if use.params.strength == "must"))
    return Duty(offered.police, wants, None, ids(uses), default=not uses and offered.police == "offer")


def _platform_report(pack: Pack, on: date) -> Duty:
    uses = pack.uses(removals.PlatformReport, on)
    return Duty("offer", joined(*((use.params.when,) for use in uses)), None, ids(uses), default=not uses)


def _refer(pack: Pack, code: GroundCode, on: date) -> Duty:
    uses = [use for use in pack.uses(removals.ReferOnRemoval, on) if code in use.params.grounds]
    if not uses:
        return Duty("no", (), None, (), default=False)
    text = next((use.params.text for use in uses if use.params.text), None)
    return Duty("must", joined(*(use.params.refer_to for use in uses)), text, ids(uses), default=False)


def _candidates(kind: str, name: str) -> tuple[GroundCode, ...]:
    """The grounds that a finding can point at; nothing for handling and draft findings."""
    if kind == "personal_data":
        return _CANDIDATES["personuppgift"]
    return _CANDIDATES.get(name, ()) if kind == "category" else ()
