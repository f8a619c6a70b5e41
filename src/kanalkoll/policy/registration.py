"""Whether something is entered in the diary, kept ordered, or too slight for either."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from kanalkoll.policy import statutory
from kanalkoll.policy.clauses import Use
from kanalkoll.policy.codes import CriterionCode, ExemptCode, RegistrationCode
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.support import ids, joined
from kanalkoll.policy.vocabulary import registering, removals

_CRITERIA: dict[CriterionCode, str] = {
    "leads_to_action": "Leder till en åtgärd",
    "may_become_case": "Kan bli ett ärende",
    "adds_to_open_case": "Tillför något till ett pågående ärende",
    "relates_to_registered_case": "Rör ett ärende som redan är registrerat",
    "viewpoint": "Synpunkt på kommunens verksamhet",
    "suggestion": "Förslag till kommunen",
    "contains_secrecy": "Innehåller uppgifter under sekretess",
    "other": "Annat skäl, med egna ord",
}
_EXEMPT: dict[ExemptCode, str] = {
    "minor_importance": "Ringa betydelse",
    "advertising": "Reklam",
    "course_invitation": "Inbjudan till kurs",
    "outside_remit": "Hör inte till kommunens verksamhet",
}
_SCREENED: dict[str, tuple[CriterionCode, ...]] = {
    "synpunkt": ("viewpoint", "suggestion"),
    "klagomal": ("viewpoint",),
    "sekretess": ("contains_secrecy",),
}


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """What is known about an item.

    `criteria` are the ones that a person has said yes to and that decide; `suggested` come from screening
    and only pre-fill. `preserved`: removed, and to be kept for all time.
    """

    criteria: frozenset[str] = frozenset()
    suggested: frozenset[str] = frozenset()
    removed: bool = False
    preserved: bool = False
    secrecy: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One reason to register, offered as a tick box."""

    code: CriterionCode
    label: str
    clauses: tuple[str, ...]
    suggested: bool


@dataclass(frozen=True, slots=True)
class Exemption:
    """One reason not to register."""

    code: ExemptCode
    label: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What the guideline says about registering an item.

    `must`: registering is the only decision left, because of `must_clauses` or of `law`.
    """

    default_decision: RegistrationCode
    must: bool
    must_clauses: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    exempt: tuple[Exemption, ...]
    includes: tuple[str, ...]
    destination: str | None
    advice_contact: str | None
    allowed: tuple[RegistrationCode, ...]
    law: str | None
    clauses: tuple[str, ...]
    default: bool


def suggested_by(categories: Sequence[str]) -> frozenset[CriterionCode]:
    """The criteria that screening's category and handling names point at."""
    return frozenset(code for name in categories for code in _SCREENED.get(name, ()))


def advise(pack: Pack, *, facts: RegistrationFacts, on: date) -> Advice:
    """The registration decision to propose, those that are open, and what goes with it."""
    defaults = pack.uses(registering.RegistrationDefault, on)
    lists = pack.uses(registering.RegistrationCriteria, on)
    exempting = pack.uses(registering.RegistrationExempt, on)
    ordering = pack.uses(registering.OrderedAlternative, on)
    secret = facts.secrecy or "contains_secrecy" in facts.criteria
    removing = _removing(pack, facts, secret, on)
    answered = facts.criteria | ({"contains_secrecy"} if secret else set())
    deciding = [use for use in lists if set(use.params.criteria) & answered]
    must = bool(secret or deciding or removing or "other" in facts.criteria)
    including = pack.uses(registering.RegistrationIncludes, on)
    destinations = _destinations(pack, secret, on)
    contacts = pack.uses(registering.AdviceContact, on)
    preferred = _preferred(defaults)
    return Advice(
        default_decision="register" if must else preferred,
        must=must,
        must_clauses=ids(deciding, removing),
        criteria=_criteria(lists, facts),
        exempt=() if must else _exempt(exempting),
        includes=joined(*(use.params.parts for use in including)),
        destination=destinations[0].params.to if destinations else None,
        advice_contact=contacts[0].params.contact if contacts else None,
        allowed=("register",) if must else _allowed(preferred, exempting, ordering),
        law=statutory.SECRECY_LAW if secret else None,
        clauses=ids(defaults, lists, exempting, ordering, removing, including, destinations, contacts),
        default=not (defaults or lists),
    )


def _removing(
    pack: Pack, facts: RegistrationFacts, secret: bool, on: date
) -> list[Use[removals.RemovalRegistered]]:
    """The clauses that want this item in the diary because it was removed."""
    holds = {"always": True, "secrecy": secret, "preserved": facts.preserved}
    uses = pack.uses(removals.RemovalRegistered, on)
    return [use for use in uses if facts.removed and holds[use.params.when]]


def _preferred(uses: Sequence[Use[registering.RegistrationDefault]]) -> RegistrationCode:
    """The guideline's own default; a guideline that leaves it to judgement, or is silent, gives none."""
    for use in uses:
        if use.params.decision != "assess":
            return use.params.decision
    return "undecided"


def _criteria(
    lists: Sequence[Use[registering.RegistrationCriteria]], facts: RegistrationFacts
) -> tuple[Criterion, ...]:
    found = []
    for code in get_args(CriterionCode):
        naming = [use for use in lists if code in use.params.criteria]
        if code == "other":
            naming = [use for use in lists if use.params.are == "examples"]
        if naming or code == "contains_secrecy":
            suggested = code in facts.suggested or (code == "contains_secrecy" and facts.secrecy)
            found.append(Criterion(code, _CRITERIA[code], ids(naming), suggested))
    return tuple(found)


def _exempt(uses: Sequence[Use[registering.RegistrationExempt]]) -> tuple[Exemption, ...]:
    found = []
    for code in get_args(ExemptCode):
        naming = [use for use in uses if code in use.params.reasons]
        if naming:
            found.append(Exemption(code, _EXEMPT[code], ids(naming)))
    return tuple(found)


def _destinations(pack: Pack, secret: bool, on: date) -> list[Use[registering.DiaryDestination]]:
    """Where it goes; what is said of secrecy alone comes first when the item is secret."""
    uses = [
        use for use in pack.uses(registering.DiaryDestination, on) if secret or use.params.applies_to == "all"
    ]
    return sorted(uses, key=lambda use: use.params.applies_to != "secrecy")


def _allowed(
    preferred: RegistrationCode,
    exempting: Sequence[Use[registering.RegistrationExempt]],
    ordering: Sequence[Use[registering.OrderedAlternative]],
) -> tuple[RegistrationCode, ...]:
    """What a person may choose when nothing forces registration.

    Where registering is the rule, the two exceptions need a clause each; elsewhere they are always open.
    """
    strict = preferred == "register"
    ordered: tuple[RegistrationCode, ...] = ("ordered",) if ordering or not strict else ()
    minor: tuple[RegistrationCode, ...] = ("minor",) if exempting or not strict else ()
    return ("register", *ordered, *minor)
