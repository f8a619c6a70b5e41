"""The platform's word about a removal, and what vanished there without us."""

from datetime import datetime

from django.db.models import F

from kanalkoll.accounts import outbox
from kanalkoll.accounts.models import Dispatch
from kanalkoll.inbox import receive, registering
from kanalkoll.inbox.models import HandOver, Message
from kanalkoll.ledger import checkpoints
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation.acting import OPERATION_OF, happened
from kanalkoll.moderation.models import Removal, Vanished
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.policy import moderation, stewardship
from kanalkoll.policy.workdays import local_day
from kanalkoll.records import keeping
from kanalkoll.records.models import Record

DEEPEST = 12


def settle(dispatch: Dispatch, now: datetime) -> None:
    """Carry the outbox's outcome over to the removal, in the outbox's own transaction."""
    pk = int(dispatch.cause.partition(":")[2])
    removal = (
        Removal.objects.select_for_update(of=("self",))
        .select_related("record", "guideline", "account")
        .defer("guideline__content")
        .get(pk=pk)
    )
    removal.revision += 1
    removal.problem = dispatch.problem
    if dispatch.operation == "check":
        _checked(removal, dispatch, now)
    elif dispatch.operation == "unhide":
        _shown_again(removal, dispatch, now)
    elif dispatch.state == "done":
        _removed(removal, dispatch, now)
    elif dispatch.state in {"failed", "unknown"}:
        removal.state = dispatch.state
        happened(removal, f"removal.{dispatch.state}", actor="system", now=now)
    removal.save()


def vanished(record: Record, now: datetime) -> None:
    """Something is gone at the platform. If we did not do it, it is reported until somebody has looked."""
    guideline = in_force(now)
    rule = stewardship.removal_reporting(pack_of(guideline), on=local_day(now))
    with writing():
        receive.vanished(record, now)
        if _done_by_us(record):
            return
        Vanished.objects.get_or_create(
            record=record,
            defaults={"account_id": record.account_id, "seen_at": now, "clauses": list(rule.clauses)},
        )
        append(
            [
                Happened(
                    verb="record.vanished_without_us",
                    object=record.name,
                    actor="system",
                    guideline=guideline.digest,
                    clause=rule.clauses[0] if rule.clauses else None,
                )
            ],
            at=now,
        )


def _done_by_us(record: Record) -> bool:
    """Whether we have asked the platform to take it off, even if its answer has not reached us yet."""
    asked = Removal.objects.filter(record=record).exclude(dispatch=None).exclude(act="hide")
    return asked.exclude(state__in=["refused", "failed", "withdrawn"]).exists()


def _chain(record: Record) -> list[Record]:
    """The record and what it answers, upwards."""
    chain = [record]
    while chain[-1].parent is not None and len(chain) < DEEPEST:
        chain.append(chain[-1].parent)
    return chain


def _removed(removal: Removal, dispatch: Dispatch, now: datetime) -> None:
    removal.state, removal.removed_at, removal.problem = "removed", now, ""
    if OPERATION_OF[removal.act] == "delete":
        keeping.gone(removal.record, by="system", now=now, ground=removal.name)
    Message.objects.filter(record=removal.record).update(
        state="removed",
        decided_at=now,
        gone_at=now if removal.act != "hide" else None,
        revision=F("revision") + 1,
    )
    HandOver.objects.filter(message__record=removal.record, ended_at=None).update(ended_at=now)
    happened(removal, "removal.removed", actor=removal.requested_by.actor, now=now)
    _register(removal, now)
    removal.check_dispatch = outbox.queue(
        account=removal.account,
        operation="check",
        target_id=dispatch.target_id,
        cause=removal.name,
        by=None,
        now=now,
    )
    # A checkpoint at every removal: from here on nobody can take the evidence out of the log unseen.
    checkpoints.sign(now=now)


def _register(removal: Removal, now: datetime) -> None:
    """Where the guideline enters every removal in the diary, the decision is made with it."""
    pack = pack_of(removal.guideline)
    rule = moderation.removal_rule(pack, ground=removal.ground, on=local_day(now))
    message = Message.objects.select_related("guideline").filter(record=removal.record).first()
    if message is None or (rule.diary != "always" and removal.ground != "secrecy"):
        return
    registering.must_register(message, clauses=rule.diary_clauses, by=removal.requested_by, now=now)


def _checked(removal: Removal, dispatch: Dispatch, now: datetime) -> None:
    if dispatch.state != "done" or removal.state != "removed":
        return
    wanted = {"hidden", "gone"} if OPERATION_OF[removal.act] == "hide" else {"gone"}
    if dispatch.receipt_id in wanted:
        removal.state, removal.verified_at, removal.problem = "verified", now, ""
        happened(removal, "removal.verified", actor="system", now=now)
    else:
        removal.state = "failed"
        removal.problem = "Plattformen visar den fortfarande, fast den sa att den var borttagen."
        happened(removal, "removal.still_visible", actor="system", now=now)


def _shown_again(removal: Removal, dispatch: Dispatch, now: datetime) -> None:
    if dispatch.state != "done":
        return
    removal.state, removal.ended_at, removal.problem = "restored", now, ""
    Message.objects.filter(record=removal.record).update(
        state="new", decided_at=None, gone_at=None, revision=F("revision") + 1
    )
    by = removal.ended_by.actor if removal.ended_by else "system"
    happened(removal, "removal.restored", actor=by, now=now)
