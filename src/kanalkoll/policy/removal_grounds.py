"""On what grounds something may or must be removed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from kanalkoll.policy import statutory
from kanalkoll.policy.clauses import Use
from kanalkoll.policy.codes import GroundCode
from kanalkoll.policy.ground_words import CRIMES, EXPLANATIONS, LABELS
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.support import ids
from kanalkoll.policy.vocabulary import removals

Source = Literal["guideline", "statutory", "house_rules", "other"]

_GENERAL: dict[GroundCode, frozenset[str]] = {
    "illegal_other": frozenset({"law"}),
    "guideline_breach": frozenset({"directives", "guidelines"}),
}


@dataclass(frozen=True, slots=True)
class RemovalGround:
    """One ground for removal, as it is offered to a person.

    `strength`: whether it must or may be removed. `urgent_clauses` say that it goes before all else (none where
    the law or the nature of secrecy does). `asks`: questions to answer first; a yes to ``event``
    keeps the post. `decided_by`: who decides when the administrator may not. `law`: the law it rests on
    beside or instead of clauses. `may_be_copied` is False for what must never be captured or rendered.
    """

    code: GroundCode
    label: str
    explanation: str
    clauses: tuple[str, ...]
    source: Source
    law: str | None
    strength: Literal["must", "may"]
    second_person: bool
    urgent: bool
    urgent_clauses: tuple[str, ...]
    asks: tuple[str, ...]
    refers: bool
    police: Literal["must", "offer", "no"]
    may_be_copied: bool
    needs_reason: bool
    decided_by: Literal["administrator", "comms_unit"]
    default: bool

    @property
    def asks_event(self) -> bool:
        """Whether the flow asks if it concerns an event; a yes keeps the post."""
        return "event" in self.asks


def grounds(
    pack: Pack, *, on: date, among: Collection[GroundCode] = get_args(GroundCode)
) -> tuple[RemovalGround, ...]:
    """The grounds offered on that day: the guideline's, the law's, and others where the list is open."""
    if not among:
        return ()
    rules = _Rules.of(pack, on)
    found = (_ground(code, rules) for code in among)
    return tuple(ground for ground in found if ground is not None)


def ground_of(pack: Pack, *, code: str, on: date) -> RemovalGround:
    """One ground that is offered on that day. Raises KeyError where the guideline does not offer it."""
    found = next((each for each in grounds(pack, on=on) if each.code == code), None)
    if found is None:
        raise KeyError(code)
    return found


@dataclass(frozen=True, slots=True)
class _Rules:
    """The clauses that speak of grounds, gathered once for all grounds."""

    lists: tuple[Use[removals.RemovalGrounds], ...]
    house: tuple[Use[removals.HouseRules], ...]
    speeds: tuple[Use[removals.RemovalSpeed], ...]
    exceptions: tuple[Use[removals.GroundException], ...]
    referring: tuple[Use[removals.ReferOnRemoval], ...]
    police: tuple[Use[removals.PoliceReport], ...]

    @classmethod
    def of(cls, pack: Pack, on: date) -> "_Rules":
        return cls(
            lists=pack.uses(removals.RemovalGrounds, on),
            house=pack.uses(removals.HouseRules, on),
            speeds=pack.uses(removals.RemovalSpeed, on),
            exceptions=pack.uses(removals.GroundException, on),
            referring=pack.uses(removals.ReferOnRemoval, on),
            police=pack.uses(removals.PoliceReport, on),
        )


def _ground(code: GroundCode, rules: _Rules) -> RemovalGround | None:
    listing = _listing(code, rules.lists)
    urging = [use for use in rules.speeds if _urges(code, use.params)]
    by_law = code in statutory.GROUNDS
    silent = code == "other" and not rules.lists
    if not (listing or urging or by_law or silent):
        return None
    demanding = [use for use in listing if use.params.strength == "must" and code != "other"]
    house = [use for use in rules.house if listing and code in use.params.rules.values()]
    exceptions = [use for use in rules.exceptions if use.params.ground == code]
    referring = [use for use in rules.referring if code in use.params.grounds]
    must = bool(demanding or urging or by_law)
    return RemovalGround(
        code=code,
        label=LABELS[code],
        explanation=EXPLANATIONS[code],
        clauses=ids(listing, house, urging, exceptions, referring),
        source=_source(code, by_law, listing),
        law=statutory.LAW if by_law else None,
        strength="must" if must else "may",
        second_person=(not must and any(use.params.second_reader for use in listing))
        or any(use.params.second_person for use in referring),
        urgent=by_law or code == "secrecy" or any(use.params.urgent for use in listing),
        urgent_clauses=ids(use for use in listing if use.params.urgent),
        asks=_asks(listing, exceptions),
        refers=bool(referring),
        police=_police(code, by_law, rules.police),
        may_be_copied=code not in statutory.NEVER_COPIED,
        needs_reason=_needs_reason(code, must, listing),
        decided_by=_decided_by(code, listing),
        default=silent,
    )


def _listing(
    code: GroundCode, lists: Sequence[Use[removals.RemovalGrounds]]
) -> list[Use[removals.RemovalGrounds]]:
    """The lists that hold this ground; what is on no list is open where a list lets it be."""
    if code == "other":
        return [use for use in lists if use.params.outside != "refuse"]
    return [use for use in lists if code in use.params.grounds]


def _urges(code: GroundCode, speed: removals.RemovalSpeed) -> bool:
    """Whether a clause on speed itself makes this a ground, by name or in general words."""
    return code in speed.grounds or bool(_GENERAL.get(code, frozenset()) & set(speed.on_grounds))


def _source(code: GroundCode, by_law: bool, listing: Sequence[Use[removals.RemovalGrounds]]) -> Source:
    if code == "other":
        return "other"
    if by_law:
        return "statutory"
    only_public = bool(listing) and all(use.params.list_is == "house_rules" for use in listing)
    return "house_rules" if only_public else "guideline"


def _asks(
    listing: Sequence[Use[removals.RemovalGrounds]], exceptions: Sequence[Use[removals.GroundException]]
) -> tuple[str, ...]:
    asked = [each for use in listing for each in use.params.asks]
    return tuple(dict.fromkeys([*asked, *(use.params.unless for use in exceptions)]))


def _police(
    code: GroundCode, by_law: bool, rules: Sequence[Use[removals.PoliceReport]]
) -> Literal["must", "offer", "no"]:
    """Whether it is reported to the police: at once for what may not be copied, offered for other crimes."""
    demanding = [use for use in rules if use.params.strength == "must"]
    if code in statutory.NEVER_COPIED or any(code in (use.params.grounds or CRIMES) for use in demanding):
        return "must"
    return "offer" if by_law or code in CRIMES else "no"


def _needs_reason(code: GroundCode, must: bool, listing: Sequence[Use[removals.RemovalGrounds]]) -> bool:
    if code in ("other", *_GENERAL):
        return True
    return not must and any(use.params.needs_reason for use in listing)


def _decided_by(
    code: GroundCode, listing: Sequence[Use[removals.RemovalGrounds]]
) -> Literal["administrator", "comms_unit"]:
    if code == "other" and any(use.params.outside == "comms_unit" for use in listing):
        return "comms_unit"
    return "administrator"
