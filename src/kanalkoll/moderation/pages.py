"""What the guided first steps of a case are given: the item, the grounds, and what the chosen ground needs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kanalkoll.inbox.wording import filled
from kanalkoll.moderation import forms
from kanalkoll.moderation.acting import OPERATION_OF
from kanalkoll.moderation.second_person import haste_goes_before, is_needed
from kanalkoll.moderation.speed import WANTED
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Guideline, User
from kanalkoll.platforms.registry import adapters
from kanalkoll.policy import moderation
from kanalkoll.policy.moderation import Act, RemovalGround, RemovalRule
from kanalkoll.policy.workdays import local_day
from kanalkoll.records.models import Record
from kanalkoll.screening.hits import standing
from kanalkoll.screening.judging import screening_of
from kanalkoll.ui.page import Option, Word

Context = dict[str, Any]
GROUPS: Mapping[str, str] = {
    "guideline": "Enligt riktlinjen",
    "statutory": "Enligt lagen (1998:112) om elektroniska anslagstavlor",
    "house_rules": "Husregler",
    "other": "Annat",
}
SUGGESTED = "Granskningen föreslår"
ICONS: Mapping[str, str] = {"hide": "eye-off", "unpublish": "block", "delete": "remove"}
# What the platform can do, by the name its adapter gives it.
CAPABILITY_OF: Mapping[str, str] = {"hide": "set_comment_hidden", "delete": "delete_comment"}


def begin_context(record: Record, *, now: datetime) -> Context:
    """The first step: the item, and every ground that the guideline and the law offer."""
    guideline = in_force(now)
    found = offered(record, now=now)
    suggested = _suggested(record)
    return {
        "now": now,
        "record": record,
        "platform": platform_of(record),
        "grounds": found,
        "options": _ground_options(guideline, found, suggested),
        "suggested": next(iter(suggested), ""),
        "folded": bool(suggested),
        "gone": record.gone_at is not None,
    }


def offered(record: Record, *, now: datetime) -> tuple[RemovalGround, ...]:
    """The grounds for a case about this record; of what is sealed only what may never be copied."""
    found = moderation.grounds(pack_of(in_force(now)), on=local_day(now))
    return tuple(each for each in found if record.sealed_at is None or not each.may_be_copied)


def request_context(user: User, record: Record, rule: RemovalRule, *, now: datetime) -> Context:
    """The second step: what the chosen ground needs, and whether somebody else has to say yes."""
    guideline = in_force(now)
    account_id = record.account_id
    return {
        "rule": rule,
        "ground": rule.ground,
        "ground_links": links(guideline, rule.ground.clauses),
        "acts": _act_options(record, rule),
        "acts_links": links(guideline, rule.acts_clauses),
        "reason_links": links(guideline, rule.reason_clauses),
        "second_links": links(guideline, rule.second_person_clauses),
        "refer_links": links(guideline, rule.refer_clauses),
        "due_links": links(guideline, rule.due_clauses),
        "due_words": WANTED[rule.due] if rule.due else "",
        "outside_links": links(guideline, rule.ground.clauses),
        "outside": rule.ground.decided_by == "comms_unit",
        "needs_another": record.gone_at is None
        and is_needed(rule, by=user, account_id=account_id, urgent=False),
        "haste_goes_before": haste_goes_before(rule.ground, by=user, account_id=account_id),
        "urgent_links": links(guideline, rule.ground.urgent_clauses),
    }


def request_form(record: Record, rule: RemovalRule, *, now: datetime, data: Any = None) -> forms.RequestForm:
    """The second step's form, with the guideline's own template for the referral."""
    guideline = in_force(now)
    text = pack_of(guideline).texts.get(rule.refer_text or "", "").strip()
    return forms.RequestForm(
        data,
        rule=rule,
        gone=record.gone_at is not None,
        initial={
            "act": rule.default_act,
            "referral": filled(text, record=record, municipality=guideline.municipality),
            "urgent": rule.ground.urgent,
        },
    )


def platform_of(record: Record) -> str:
    """The platform's name for people."""
    way = adapters().get(record.account.platform)
    return way.label if way else record.account.platform


def _suggested(record: Record) -> list[str]:
    """The grounds that screening points at, the surest first."""
    screening = screening_of(record)
    if screening is None:
        return []
    _, suggested = standing(screening, screening.verdicts.filter(taken_back_at=None))
    surest = sorted(suggested, key=lambda each: -each.score)
    return list(dict.fromkeys(each.ground for each in surest if each.ground))


def _ground_options(
    guideline: Guideline, grounds: Sequence[RemovalGround], suggested: Sequence[str]
) -> list[Option]:
    """The grounds as cards: those suggested first, then the guideline's, the law's, the house rules'."""
    order = list(GROUPS)
    ranked = sorted(
        grounds,
        key=lambda each: (
            suggested.index(each.code) if each.code in suggested else len(suggested),
            order.index(each.source),
        ),
    )
    return [_ground_option(guideline, each, suggested) for each in ranked]


def _ground_option(guideline: Guideline, ground: RemovalGround, suggested: Sequence[str]) -> Option:
    # Nearly everything on a list has to go; the exception is what needs saying.
    words = [] if ground.strength == "must" else [Word("Får tas bort")]
    if ground.second_person:
        words.append(Word("Två personer", "info", "people"))
    return Option(
        ground.code,
        ground.label,
        hint=_with_support(guideline, ground),
        group=SUGGESTED if ground.code in suggested else GROUPS[ground.source],
        words=tuple(words),
    )


def _with_support(guideline: Guideline, ground: RemovalGround) -> SafeString:
    """The explanation, followed by the clauses and the law it rests on."""
    support = [
        format_html('<a class="clause" href="{}" title="{}">{}</a>', link.href, link.id, link.heading)
        for link in _one_each(links(guideline, ground.clauses))
    ]
    return format_html(
        "{} {}", ground.explanation, format_html_join(" · ", "{}", ((each,) for each in support))
    )


def _one_each(found: Sequence[Any]) -> list[Any]:
    """The first link under each heading: several clauses of a section are one place to read."""
    return list({link.heading: link for link in reversed(found)}.values())[::-1]


def _act_options(record: Record, rule: RemovalRule) -> list[Option]:
    return [_act_option(record, act) for act in rule.acts]


def _act_option(record: Record, act: Act) -> Option:
    way = adapters().get(record.account.platform)
    found = way.capabilities.get(CAPABILITY_OF[OPERATION_OF[act.code]]) if way else None
    closed = found.reason if found is not None and found.level in {"none", "manual"} else ""
    # What the platform itself makes of it is more exact than what the act means in general.
    explanation = act.explanation
    if act.code == "hide" and found is not None and not closed:
        explanation = found.reason
    if not act.counts_as_removed:
        explanation += " Räknas inte som borttaget enligt riktlinjen."
    return Option(act.code, act.label, hint=explanation, icon=ICONS[act.code], closed=closed)
