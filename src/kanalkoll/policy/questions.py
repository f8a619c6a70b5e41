"""What a case can expect: every question by the name it has in cases.toml, and how it is answered.

A question gives the answer as a plain value together with the clauses that support it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

from kanalkoll.policy import answering, deadlines, moderation, registration, stewardship
from kanalkoll.policy.clauses import Plain
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import STOCKHOLM, local_day

Answer: TypeAlias = tuple[Plain, tuple[str, ...]]


class Unanswerable(ValueError):
    """The case does not give what the question needs; the text says what, in Swedish."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a case gives, read by name and type."""

    pack: Pack
    given: Mapping[str, Plain]

    def text(self, key: str, otherwise: str | None = None) -> str:
        value = self.given.get(key, otherwise)
        if isinstance(value, str):
            return value
        raise Unanswerable(f"given saknar {key}, som ska vara en text")

    def moment(self, key: str) -> datetime:
        given = self.text(key)
        try:
            moment = datetime.fromisoformat(given)
        except ValueError as wrong:
            raise Unanswerable(
                f"{key} ska vara en tidpunkt, till exempel 2026-10-23T17:00:00+02:00"
            ) from wrong
        return moment.replace(tzinfo=moment.tzinfo or STOCKHOLM).astimezone(UTC)

    @property
    def on(self) -> date:
        """The day it happens: `on`, or else the day of `received`."""
        if "on" not in self.given and "received" in self.given:
            return local_day(self.moment("received"))
        given = self.text("on")
        try:
            return date.fromisoformat(given)
        except ValueError as wrong:
            raise Unanswerable("on ska vara ett datum, till exempel 2026-11-03") from wrong

    def names(self, key: str) -> frozenset[str]:
        value = self.given.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return frozenset(str(each) for each in value)
        raise Unanswerable(f"{key} ska vara en lista med texter")

    def yes(self, key: str) -> bool:
        return self.given.get(key, False) is True


def _reply_due(case: Situation) -> deadlines.Due:
    kind = case.text("kind", "comment")
    return deadlines.reply_due(case.pack, received=case.moment("received"), kind=kind)


def _at(due: deadlines.Due) -> Answer:
    return due.at.isoformat() if due.at else False, due.clauses


def _outcomes(case: Situation) -> answering.Outcomes:
    return answering.outcomes(case.pack, kind=case.text("kind", "comment"), on=case.on)


def _no_answer(case: Situation) -> Answer:
    code = case.text("ground")
    found = [each for each in _outcomes(case).grounds if each.code == code]
    return bool(found), found[0].clauses if found else _outcomes(case).clauses


def _signature(case: Situation) -> answering.Signature:
    return answering.signature(
        case.pack, author=_person(case, "author"), publisher=_publisher(case), on=case.on
    )


def _publisher(case: Situation) -> answering.Signatory | None:
    return _person(case, "publisher") if "publisher" in case.given else None


def _person(case: Situation, key: str) -> answering.Signatory:
    given = case.given.get(key)
    if not isinstance(given, Mapping):
        raise Unanswerable(f"given saknar {key}, en tabell med name, first_name, title och unit")
    person = Situation(case.pack, given)
    return answering.Signatory(
        name=person.text("name"),
        first_name=person.text("first_name"),
        title=person.text("title", ""),
        unit=person.text("unit", ""),
        protected=person.yes("protected"),
    )


@dataclass(frozen=True, slots=True)
class _Unscreened:
    """A reply in a case is checked for its own words only."""

    findings: tuple[()] = ()


def _prompts(case: Situation) -> Answer:
    found = answering.check_reply(case.pack, text=case.text("reply"), screening=_Unscreened(), on=case.on)
    return [each.code for each in found], tuple(clause for each in found for clause in each.clauses)


def _rule(case: Situation) -> moderation.RemovalRule:
    try:
        return moderation.removal_rule(case.pack, ground=case.text("ground"), on=case.on)
    except KeyError as wrong:
        raise Unanswerable(f"grunden {wrong} finns inte i riktlinjen den dagen") from wrong


def _offered(case: Situation) -> Answer:
    code = case.text("ground")
    found = [each for each in moderation.grounds(case.pack, on=case.on) if each.code == code]
    return bool(found), found[0].clauses if found else ()


def _conditions(case: Situation) -> Answer:
    act = next((each for each in _rule(case).acts if each.code == case.text("act")), None)
    if act is None:
        raise Unanswerable("given saknar act, eller riktlinjen har inte det sättet")
    clauses = tuple(clause for each in act.conditions for clause in each.clauses)
    return [each.code for each in act.conditions], clauses


def _counts_as_removed(case: Situation) -> Answer:
    rule = _rule(case)
    act = next((each for each in rule.acts if each.code == case.text("act")), None)
    return bool(act and act.counts_as_removed), rule.acts_clauses


def _advice(case: Situation) -> registration.Advice:
    facts = registration.RegistrationFacts(
        criteria=case.names("criteria"),
        removed=case.yes("removed"),
        preserved=case.yes("preserved"),
        secrecy=case.yes("secrecy"),
    )
    return registration.advise(case.pack, facts=facts, on=case.on)


def _exempt(case: Situation) -> Answer:
    found = _advice(case).exempt
    return [each.code for each in found], tuple(clause for each in found for clause in each.clauses)


def _referrals(case: Situation) -> Answer:
    found = _outcomes(case).referrals
    return [each.code for each in found], tuple(clause for each in found for clause in each.clauses)


def _guidance(case: Situation) -> Answer:
    found = answering.guidance(case.pack, place=case.text("place"), on=case.on)
    return [each.clause for each in found], tuple(each.clause for each in found)


def _house_rules(case: Situation) -> Answer:
    found = moderation.house_rules(case.pack, on=case.on)
    return [each.code for each in found], tuple(clause for each in found for clause in each.clauses)


QUESTIONS: Mapping[str, Callable[[Situation], Answer]] = {
    "due": lambda case: _at(_reply_due(case)),
    "strength": lambda case: (_reply_due(case).strength, _reply_due(case).clauses),
    "holding_due": lambda case: _at(deadlines.holding_due(case.pack, received=case.moment("received"))),
    "second_due": lambda case: _at(deadlines.second_due(case.pack, passed_on_at=case.moment("passed_on_at"))),
    "review_due": lambda case: _at(deadlines.review_due(case.pack, received=case.moment("received"))),
    "handover_due": lambda case: _at(deadlines.handover_due(case.pack, asked_at=case.moment("asked_at"))),
    "must_answer": lambda case: (_outcomes(case).must_answer, _outcomes(case).clauses),
    "may_leave_unanswered": lambda case: (_outcomes(case).may_leave_unanswered, _outcomes(case).clauses),
    "no_answer": _no_answer,
    "judge_by": lambda case: (list(_outcomes(case).judge_by), _outcomes(case).clauses),
    "referrals": _referrals,
    "signature": lambda case: (_signature(case).text, _signature(case).clauses),
    "signature_required": lambda case: (_signature(case).required, _signature(case).clauses),
    "sender": lambda case: (
        answering.identity(case.pack, on=case.on).sender,
        answering.identity(case.pack, on=case.on).clauses,
    ),
    "prompts": _prompts,
    "guidance": _guidance,
    "offered": _offered,
    "ground_strength": lambda case: (_rule(case).ground.strength, _rule(case).ground.clauses),
    "asks": lambda case: (list(_rule(case).ground.asks), _rule(case).ground.clauses),
    "urgent": lambda case: (_rule(case).ground.urgent, _rule(case).ground.clauses),
    "second_person": lambda case: (_rule(case).second_person, _rule(case).second_person_clauses),
    "needs_reason": lambda case: (_rule(case).needs_reason, _rule(case).clauses),
    "default_act": lambda case: (_rule(case).default_act, _rule(case).acts_clauses),
    "conditions": _conditions,
    "counts_as_removed": _counts_as_removed,
    "capture": lambda case: (_rule(case).evidence.capture, _rule(case).evidence.clauses),
    "evidence_sender": lambda case: (_rule(case).evidence.sender, _rule(case).evidence.clauses),
    "diary": lambda case: (_rule(case).diary or False, _rule(case).diary_clauses),
    "police": lambda case: (_rule(case).police, _rule(case).police_clauses),
    "platform_report": lambda case: (_rule(case).platform_report, _rule(case).platform_report_clauses),
    "refer_to": lambda case: (list(_rule(case).refer_to), _rule(case).refer_clauses),
    "removal_due": lambda case: (_rule(case).due or False, _rule(case).due_clauses),
    "house_rules": _house_rules,
    "registration": lambda case: (_advice(case).default_decision, _advice(case).clauses),
    "must_register": lambda case: (_advice(case).must, _advice(case).clauses),
    "allowed": lambda case: (list(_advice(case).allowed), _advice(case).clauses),
    "exempt": _exempt,
    "includes": lambda case: (list(_advice(case).includes), _advice(case).clauses),
    "destination": lambda case: (_advice(case).destination or False, _advice(case).clauses),
    "advice_contact": lambda case: (_advice(case).advice_contact or False, _advice(case).clauses),
    "owner": lambda case: (
        stewardship.owner_rule(case.pack, on=case.on).required,
        stewardship.owner_rule(case.pack, on=case.on).clauses,
    ),
    "contact_persons": lambda case: (
        stewardship.contact_persons(case.pack, on=case.on).per or False,
        stewardship.contact_persons(case.pack, on=case.on).clauses,
    ),
    "unanswered_allowed": lambda case: (
        stewardship.unanswered_report(case.pack, on=case.on).allowed,
        stewardship.unanswered_report(case.pack, on=case.on).clauses,
    ),
    "thread_shown": lambda case: (
        stewardship.thread_rule(case.pack, on=case.on).history,
        stewardship.thread_rule(case.pack, on=case.on).clauses,
    ),
    "response_measured": lambda case: (
        stewardship.asked_unit_rule(case.pack, on=case.on).measured,
        stewardship.asked_unit_rule(case.pack, on=case.on).clauses,
    ),
    "pass_on_to": lambda case: (
        list(stewardship.passing_on(case.pack, on=case.on).to),
        stewardship.passing_on(case.pack, on=case.on).clauses,
    ),
    "uncaptured_to": lambda case: (
        stewardship.removal_reporting(case.pack, on=case.on).uncaptured_to or False,
        stewardship.removal_reporting(case.pack, on=case.on).clauses,
    ),
}
