"""Reports to the police and the platform: made, with their reference, or left out, with the reason."""

from datetime import datetime

from kanalkoll.ledger.lane import writing
from kanalkoll.moderation.acting import happened, note, taken
from kanalkoll.moderation.demands import Incomplete
from kanalkoll.moderation.models import RECIPIENTS, Removal, Report
from kanalkoll.municipality.guidelines import pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import moderation
from kanalkoll.policy.moderation import RemovalRule
from kanalkoll.policy.workdays import local_day

ALWAYS_REPORTED = "Det här anmäls alltid. Anmäl först och skriv sedan här att det är gjort."
A_MANAGER_DECIDES = (
    "Riktlinjen vill att det här polisanmäls. Bara en ansvarig chef kan besluta att låta bli, med skäl."
)


def reported(
    removal_id: int,
    *,
    to: str,
    by: User,
    now: datetime,
    reference: str = "",
    skipped: bool = False,
    reason: str = "",
) -> Report:
    """Write down that a report was made, or why it was not. Raises Incomplete, NotNow or Refused."""
    if to not in RECIPIENTS:
        raise Incomplete(["Välj vem som har fått anmälan."])
    with writing():
        removal = taken(removal_id, by=by, permission=Permission.REMOVE)
        rule = rule_of(removal)
        if skipped:
            _may_skip(removal, rule, to=to, reason=reason, by=by)
        report = Report.objects.create(
            removal=removal,
            to=to,
            reference=reference.strip(),
            skipped=skipped,
            reason=note(removal.record, reason, by=by, now=now),
            clauses=list(rule.police_clauses if to == "police" else rule.platform_report_clauses),
            by=by,
            at=now,
        )
        removal.save(update_fields=["revision"])
        verb = "removal.report_skipped" if skipped else "removal.reported"
        happened(removal, verb, actor=by.actor, now=now)
    return report


def rule_of(removal: Removal) -> RemovalRule:
    """What the guideline that the case was begun under says of it."""
    return moderation.removal_rule(
        pack_of(removal.guideline), ground=removal.ground, on=local_day(removal.requested_at)
    )


def _may_skip(removal: Removal, rule: RemovalRule, *, to: str, reason: str, by: User) -> None:
    if removal.never_copied:
        raise Incomplete([ALWAYS_REPORTED])
    demanded = to == "police" and rule.police == "must"
    if demanded and rule.police_skip != "reason" and not may(by, Permission.APPROVE, removal.account_id):
        raise Incomplete([A_MANAGER_DECIDES])
    if not reason.strip():
        raise Incomplete(["Skriv varför det inte anmäls."])
