"""What the page of a case is given: its steps, the evidence, the reports, and what this person can do now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kanalkoll.accounts.models import Dispatch
from kanalkoll.moderation import forms
from kanalkoll.moderation.acting import OPERATION_OF
from kanalkoll.moderation.models import MOVES, RECIPIENTS, Removal
from kanalkoll.moderation.pages import platform_of
from kanalkoll.moderation.removal import UNDER_WAY
from kanalkoll.moderation.reports import rule_of
from kanalkoll.moderation.sealing import sheets_of
from kanalkoll.moderation.second_person import approvers, decides
from kanalkoll.moderation.speed import haste
from kanalkoll.moderation.vanishing import managers_of
from kanalkoll.municipality.clauses import links
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy.moderation import RemovalRule
from kanalkoll.policy.statutory import NEVER_COPIED
from kanalkoll.records.evidence import shows_sealed
from kanalkoll.records.models import EvidenceFile, Record

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reporting:
    """Whether somebody outside should be told, what has been done about it, and the form for it."""

    to: str
    label: str
    demand: str
    tone: str
    reports: list[Any]
    form: forms.ReportForm


def case_context(user: User, removal: Removal, *, now: datetime) -> Context:
    """The case as it stands: steps, evidence, reports, and what this person can do now."""
    rule = rule_of(removal)
    labels, current = steps_of(removal, rule)
    waiting = removal.state == "secured" and removal.second_person
    unknown = unknown_of(removal)
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
        "ended_by": _ending(removal),
        "sheets": sheets_of(removal.record) if removal.is_sealed else [],
        "may": _may(user, removal, rule),
        "own": removal.requested_by_id == user.pk,
        "may_withdraw": removal.requested_by_id == user.pk and _stands_still(removal),
        "held_up": _held_up(removal),
        "manager": _manager(removal) if removal.act == "none" else None,
        "begin_anew": removal.is_sealed and removal.state in {"refused", "withdrawn"},
        "secure_form": forms.SecureForm(),
        "reason_form": forms.ReasonForm(),
    }


def _may(user: User, removal: Removal, rule: RemovalRule) -> dict[str, bool]:
    account_id = removal.account_id
    return {
        "remove": may(user, Permission.REMOVE, account_id),
        "approve": decides(user, rule.ground, account_id),
        "restore": may(user, Permission.RESTORE, account_id),
        "settle": may(user, Permission.SETTLE, account_id),
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


def _ending(removal: Removal) -> str:
    """The ground on which this case could be ended now, in favour of a new one; empty where none is offered."""
    on_its_way = removal.dispatch is not None and removal.dispatch.locked
    if removal.is_sealed or on_its_way or removal.state not in UNDER_WAY:
        return ""
    return next(iter(NEVER_COPIED))
