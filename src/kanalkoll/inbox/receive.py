"""Receiving: keep what came, judge it by the guideline in force, give it a deadline and a place in the queue."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Q

from kanalkoll.inbox.models import OPEN, Message
from kanalkoll.inbox.pressing import pressing
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.faults import fault_point
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Account, Grant, Guideline
from kanalkoll.municipality.permissions import holders
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.values import Incoming
from kanalkoll.policy import deadlines, stewardship
from kanalkoll.policy.stewardship import OwnerRule
from kanalkoll.policy.workdays import local_day
from kanalkoll.records import keeping
from kanalkoll.records.keeping import Captured
from kanalkoll.records.models import Record
from kanalkoll.screening import judging
from kanalkoll.screening.judging import NOT_JUDGED, Judged, judge

BATCH = 20
NO_MEDIA: Mapping[str, bytes] = {}


def receive(
    account: Account, items: Sequence[Incoming], now: datetime, media: Mapping[str, bytes] = NO_MEDIA
) -> int:
    """Take in what an account's platform gave, in small transactions; returns how many messages are new.

    `media` maps addresses of pictures and films to their bytes, fetched (and stored) beforehand.
    """
    new = 0
    for start in range(0, len(items), BATCH):
        new += _receive(account, items[start : start + BATCH], now, media)
    return new


def vanished(record: Record, now: datetime) -> None:
    """The item is gone at the platform: say so on record and message; neither disappears here."""
    with writing():
        keeping.gone(record, by="system", now=now, ground="gone_at_platform")
        Message.objects.filter(record=record).update(gone_at=now)


def _receive(account: Account, items: Sequence[Incoming], now: datetime, media: Mapping[str, bytes]) -> int:
    guideline = in_force(now)
    pack = pack_of(guideline)
    # Screening comes before the transaction: it takes time, and if it fails the item is kept all the same.
    judged = judge(pack, _unseen_texts(account, items), now=now)
    fault_point("receive.before_keep")
    with writing():
        captured = keeping.capture(items, account=account, now=now, fetched_media=media)
        fault_point("receive.after_capture")
        new = _take_in(account, guideline, captured, judged, now)
        fault_point("receive.after_messages")
    fault_point("receive.after_commit")
    return new


def _unseen_texts(account: Account, items: Sequence[Incoming]) -> set[str]:
    """Texts that differ from what we already keep: only those need screening again."""
    known = dict(
        Record.objects.filter(account=account, platform_id__in=[i.platform_id for i in items]).values_list(
            "platform_id", "head__text"
        )
    )
    return {i.text for i in items if not i.from_us and known.get(i.platform_id) != i.text}


def _take_in(
    account: Account,
    guideline: Guideline,
    captured: Sequence[Captured],
    judged: dict[str, Judged],
    now: datetime,
) -> int:
    changed = [c for c in captured if c.version is not None and _is_message(c.record)]
    known = {
        message.record_id: message
        for message in Message.objects.select_for_update(of=("self",))
        .select_related("guideline")
        .defer("guideline__content")
        .filter(record__in=[c.record.pk for c in changed])
    }
    rule = stewardship.owner_rule(pack_of(guideline), on=local_day(now))
    owners = _owners(account) if rule.required else []
    arrived: list[Message] = []
    reopened: list[Message] = []
    screened: list[tuple[int, Judged]] = []
    for item in changed:
        if item.version is None:
            continue
        outcome = judged.get(item.version.text, NOT_JUDGED)
        if item.version.text in judged:
            screened.append((item.version.pk, outcome))
        message = known.get(item.record.pk)
        if message is None:
            message = _message(account, guideline, item, outcome, now)
            message.assignee_id = owners[len(arrived) % len(owners)] if owners else None
            arrived.append(message)
        else:
            reopened += _updated(message, guideline, item, outcome, now)
    Message.objects.bulk_create(arrived)
    judging.keep(screened, now=now)
    for message in reopened:
        message.save()
    append(
        [
            *map(_received, arrived),
            *(_given_an_owner(message, rule) for message in arrived if message.assignee_id),
            *map(_edited, reopened),
        ],
        at=now,
    )
    return len(arrived)


def _is_message(record: Record) -> bool:
    return record.direction == "incoming" and record.kind in {"comment", "visitor_post", "message"}


def _message(
    account: Account, guideline: Guideline, item: Captured, outcome: Judged, now: datetime
) -> Message:
    received = _received_at(item.record, now)
    message = Message(
        record=item.record,
        account=account,
        guideline=_then_in_force(guideline, received),
        kind=item.record.kind,
        received_at=received,
        gone_at=item.record.gone_at,
    )
    _set_clock(message, received)
    _set_marks(message, outcome)
    return message


def _then_in_force(guideline: Guideline, received: datetime) -> Guideline:
    """What came in before a new guideline did is judged by the one that held then."""
    while received < guideline.in_force_from and guideline.repeals is not None:
        guideline = guideline.repeals
    return guideline


def _received_at(record: Record, now: datetime) -> datetime:
    """A document has come in when it was written on our account; a platform time in the future is not believed."""
    written = record.platform_time
    return written if written is not None and written <= now else record.first_seen_at


def _set_clock(message: Message, start: datetime) -> None:
    pack = pack_of(message.guideline)
    due = deadlines.reply_due(pack, received=start, kind=message.kind)
    message.due_at, message.due_clauses = due.at, list(due.clauses)
    message.review_at = deadlines.review_due(pack, received=start).at
    message.rank_at = due.at or start


def _set_marks(message: Message, outcome: Judged) -> None:
    message.urgent, message.labels = outcome.urgent, outcome.labels
    message.language = outcome.found.language if outcome.found else ""


def _updated(
    message: Message, guideline: Guideline, item: Captured, outcome: Judged, now: datetime
) -> list[Message]:
    """An edit opens a closed message again, with a new clock; a merely hidden or shown one only changes marks."""
    if item.edited:
        _set_marks(message, outcome)
        message.urgent = pressing(message, outcome.urgent)
        if message.state not in OPEN:
            message.state, message.decided_at = "new", None
            message.guideline = guideline
            _set_clock(message, now)
        message.revision += 1
    message.gone_at = item.record.gone_at
    return [message]


def _owners(account: Account) -> list[int]:
    """Whom new items go to where the guideline wants a named owner: the account's administrators, least busy first.

    An account without administrators is taken care of by somebody else who may handle it.
    """
    grants = Grant.objects.filter(
        role="administrator", account=account, ended_at=None, user__is_active=True
    ).annotate(busy=Count("user__assigned", filter=Q(user__assigned__state__in=OPEN)))
    found = list(grants.order_by("busy", "user_id").values_list("user_id", flat=True))
    return found or [user.pk for user in holders(account.pk, Permission.HANDLE)[:1]]


def _received(message: Message) -> Happened:
    return Happened(
        verb="message.received",
        object=message.name,
        actor="system",
        guideline=message.guideline.digest,
        clause=message.due_clauses[0] if message.due_clauses else None,
        ground=f"record:{message.record_id}",
    )


def _given_an_owner(message: Message, rule: OwnerRule) -> Happened:
    """The first line of the owner's history, which later assignments go on."""
    return Happened(
        verb="message.assigned",
        object=message.name,
        actor="system",
        guideline=message.guideline.digest,
        clause=rule.clauses[0],
        ground=f"user:{message.assignee_id}",
    )


def _edited(message: Message) -> Happened:
    return Happened(
        verb="message.changed_at_platform",
        object=message.name,
        actor="system",
        guideline=message.guideline.digest,
        ground=f"record:{message.record_id}",
    )
