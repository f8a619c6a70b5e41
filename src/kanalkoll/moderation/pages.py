"""What the case's own pages are given: the guided first steps and the case as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kanalkoll.accounts.models import Dispatch
from kanalkoll.inbox.wording import filled
from kanalkoll.moderation import forms
from kanalkoll.moderation.acting import OPERATION_OF
from kanalkoll.moderation.models import MOVES, RECIPIENTS, Removal
from kanalkoll.moderation.removal import UNDER_WAY
from kanalkoll.moderation.reports import rule_of
from kanalkoll.moderation.sealing import sheets_of
from kanalkoll.moderation.second_person import approvers, decides, haste_goes_before, is_needed
from kanalkoll.moderation.speed import WANTED, haste
from kanalkoll.moderation.vanishing import managers_of
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Guideline, User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.registry import adapters
from kanalkoll.policy import moderation
from kanalkoll.policy.moderation import Act, RemovalGround, RemovalRule
from kanalkoll.policy.workdays import local_day
from kanalkoll.records.evidence import shows_sealed
from kanalkoll.records.models import EvidenceFile, Record
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


@dataclass(frozen=True, slots=True)
class Reporting:
    """Whether somebody outside should be told, what has been done about it, and the form for it."""

    to: str
    label: str
    demand: str
    tone: str
    reports: list[Any]
    form: forms.ReportForm


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


def case_context(user: User, removal: Removal, *, now: datetime) -> Context:
    """The case as it stands: steps, evidence, reports, and what this person can do now."""
    rule = rule_of(removal)
    labels, current = steps_of(removal, rule)
    waiting = removal.state == "secured" and removal.second_person
    unknown = unknown_of(removal)
    account_id = removal.account_id
    return {
        "now": now,
        "removal": removal,
        "rule": rule,
        "ground": rule.ground,
        "platform": platform_of(removal.record),
        "steps": labels,
        "current": current,
        "ground_links": links(removal.guideline, removal.clauses),
        "evidence_links": links(removal.guideline, rule.evidence_clauses),
        "second_links": links(removal.guideline, rule.second_person_clauses),
        "diary_links": links(removal.guideline, rule.diary_clauses),
        "haste": haste(removal, now=now, rule=rule),
        "haste_links": links(removal.guideline, rule.due_clauses),
        "answers": _answers(removal, rule),
        "sheet": None if removal.is_sealed else _sheet(removal),
        "files": _files(removal),
        "reporting": _reporting(removal, rule),
        "waiting": waiting,
        "approvers": approvers(removal) if waiting else [],
        "outside": rule.ground.decided_by == "comms_unit",
        "went_before": removal.urgent
        and rule.second_person
        and not removal.second_person
        and removal.act != "none",
        "unknown": unknown,
        "under_way": removal.dispatch if removal.dispatch and removal.dispatch.locked else None,
        "hidden": OPERATION_OF[removal.act] == "hide",
        "goes_before": _goes_before(removal, now=now),
        "sheets": sheets_of(removal.record) if removal.is_sealed else [],
        "may": {
            "remove": may(user, Permission.REMOVE, account_id),
            "approve": decides(user, rule.ground, account_id),
            "restore": may(user, Permission.RESTORE, account_id),
            "settle": may(user, Permission.SETTLE, account_id),
        },
        "own": removal.requested_by_id == user.pk,
        "may_withdraw": removal.requested_by_id == user.pk and _stands_still(removal),
        "held_up": _held_up(removal),
        "manager": _manager(removal) if removal.act == "none" else None,
        "begin_anew": removal.is_sealed and removal.state in {"refused", "withdrawn"},
        "secure_form": forms.SecureForm(),
        "reason_form": forms.ReasonForm(),
    }


def steps_of(removal: Removal, rule: RemovalRule) -> tuple[list[str], int]:
    """The steps of this case and where it stands, counted from one; one past the last when all is done."""
    keep = "Försegla" if removal.never_copied else "Säkra"
    middle = ["Godkänn"] if removal.second_person else []
    there = [] if removal.act == "none" else [*middle, "Ta bort", "Kontrollera"]
    labels = [f"Grund: {rule.ground.label.lower()}", keep, *there]
    removing = 3 + len(middle)
    at: Mapping[str, int] = {
        "requested": 2,
        "secured": 3,
        "refused": 3 if removal.secured_at else 2,
        "withdrawn": 3 if removal.secured_at else 2,
        "gone": len(labels) + 1,
        "approved": removing,
        "unknown": removing,
        "failed": removing,
        "removed": removing + 1,
        "verified": len(labels) + 1,
        "restored": len(labels) + 1,
    }
    return labels, at[removal.state]


def unknown_of(removal: Removal) -> Dispatch | None:
    """The act at the platform whose outcome nobody knows, if there is one."""
    acts = (removal.dispatch, removal.check_dispatch)
    return next((each for each in acts if each is not None and each.state == "unknown"), None)


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


def _answers(removal: Removal, rule: RemovalRule) -> list[tuple[str, str]]:
    """The questions that were answered, in words."""
    confirmed = {c.code: c.label for act in rule.acts for c in act.conditions}
    found = []
    for code, value in removal.answers.items():
        if code in forms.QUESTIONS:
            words, choices = forms.QUESTIONS[code]
            found.append((words, dict(choices).get(value, value)))
        elif code in confirmed:
            found.append(("Intygat", confirmed[code]))
    return found


def _sheet(removal: Removal) -> Context:
    """What is kept, as it will look: the item, its times and its place in the log."""
    record, head = removal.record, removal.record.head
    version = removal.evidence.version if removal.evidence else head
    return {
        "heading": f"{record.get_kind_display()} på {record.account.name} · {platform_of(record)}",
        "author": record.author_name or "Okänd",
        "text": version.text if version else "",
        "written": record.platform_time,
        "fetched": record.first_seen_at,
        "under": _under(record.post),
        "commitment": bytes(version.commitment).hex() if version else "",
        "event": version.event_id if version else 0,
        "versions": record.versions.count(),
    }


def _under(post: Record | None) -> str:
    """What the item stands under, in a few of its own words; none of a sealed post's."""
    if post is None or post.head is None:
        return ""
    if post.sealed_at is not None:
        return "Inlägget är förseglat"
    text = post.head.text
    return f"Svar på inlägget ”{f'{text[:60]} …' if len(text) > 60 else text}”"


def _files(removal: Removal) -> list[EvidenceFile]:
    """The evidence that may be fetched: none of what is sealed."""
    if removal.evidence is None or removal.is_sealed or shows_sealed(removal.evidence):
        return []
    return list(removal.evidence.files.select_related("blob"))


def _reporting(removal: Removal, rule: RemovalRule) -> list[Reporting]:
    """The police and the platform: what is asked for, and what has been done."""
    made = list(removal.reports.select_related("by", "reason__head"))
    demands = {
        "police": {"must": "Ska polisanmälas.", "offer": "Kan polisanmälas.", "no": ""}[rule.police],
        "platform": "Ska anmälas till plattformen."
        if rule.platform_report == "always"
        else "Anmäl till plattformen om det behövs.",
    }
    found = []
    for to, demand in demands.items():
        done = [each for each in made if each.to == to]
        if demand or done:
            needed = demand.startswith("Ska") and not done
            form = forms.ReportForm(initial={"to": to}, prefix=to)
            found.append(Reporting(to, RECIPIENTS[to], demand, "soon" if needed else "", done, form))
    return found


def _stands_still(removal: Removal) -> bool:
    """Whether nothing is on its way, so that the one who asked may still take it back."""
    on_its_way = removal.dispatch is not None and removal.dispatch.locked
    return "withdrawn" in MOVES[removal.state] and not on_its_way and not removal.never_copied


def _held_up(removal: Removal) -> bool:
    """Whether everything is ready and yet nothing was sent: the program was stopped, or something was waited for."""
    ready = removal.state == "approved" or (removal.state == "secured" and not removal.second_person)
    return ready and not (removal.dispatch is not None and removal.dispatch.locked)


def _manager(removal: Removal) -> User | None:
    unit_id = removal.account.unit_id
    return managers_of([unit_id]).get(unit_id)


def _goes_before(removal: Removal, *, now: datetime) -> str:
    """The ground that ends a case under way; empty when this case is not one, or is on its way."""
    on_its_way = removal.dispatch is not None and removal.dispatch.locked
    if removal.is_sealed or on_its_way or removal.state not in UNDER_WAY:
        return ""
    found = moderation.grounds(pack_of(in_force(now)), on=local_day(now))
    return next((each.code for each in found if not each.may_be_copied), "")
