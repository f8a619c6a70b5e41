"""Visible acts at the platforms, each done at most once.

An attempt is written down before the call. After a crash or a lost answer the platform's own time limit is waited
out, counted from the last attempt; then the platform is asked what happened, and only a clear "nothing happened" leads
back to sending. What cannot be asked is left to a person, locked as "kan redan vara utfört".
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, Q

from kanalkoll.accounts.connections import access
from kanalkoll.accounts.models import DISPATCH_MOVES, Attempt, Connection, Dispatch
from kanalkoll.accounts.secrets import SecretsUnreadable
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.faults import fault_point
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Account, User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.adapter import Adapter
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access, Receipt
from kanalkoll.records.models import Record

LEASE = timedelta(seconds=90)
FIRST_PAUSE = timedelta(seconds=20)
LONGEST_PAUSE = timedelta(minutes=30)
# The platform's clock may be behind ours; what it shows of earlier answers is told apart by their ids.
CLOCK_DIFFERENCE = timedelta(minutes=5)
MOST_TRIES = 8
SAFE_TO_REPEAT = frozenset({"rate_limited", "quota_exhausted", "transient", "auth_expired"})

Settle = Callable[[Dispatch, datetime], None]


class NotSettled(Exception):
    """The dispatch is not waiting for a person's word."""


def queue(
    *,
    account: Account,
    operation: str,
    target_id: str,
    post_id: str = "",
    record: Record | None = None,
    cause: str,
    by: User | None,
    now: datetime,
) -> Dispatch:
    """Put an act in the outbox, inside the verb's own transaction."""
    return Dispatch.objects.create(
        account=account,
        operation=operation,
        target_id=target_id,
        post_id=post_id,
        record=record,
        cause=cause,
        by=by,
        created_at=now,
        next_try_at=now,
    )


def work(*, now: datetime, settle: Settle, limit: int = 20) -> int:
    """Send what is due and read back what is unknown; returns how many dispatches were touched."""
    due = Dispatch.objects.filter(
        Q(state="queued") | Q(state="claimed", lease_until__lt=now) | Q(state="unknown", needs_person=False),
        next_try_at__lte=now,
    ).order_by("next_try_at", "pk")[:limit]
    touched = 0
    for dispatch in due:
        if dispatch.state == "claimed":
            # The worker that made the call never came back: it may have been made.
            _end(dispatch, "unknown", now=now, settle=settle, error_class="outcome_unknown")
        elif dispatch.state == "unknown":
            reconcile(dispatch, now=now, settle=settle)
        else:
            send(dispatch, now=now, settle=settle)
        touched += 1
    return touched


def send(dispatch: Dispatch, *, now: datetime, settle: Settle) -> None:
    """Make the call once, if nobody else has claimed it."""
    if not _claim(dispatch, now=now):
        return
    fault_point("send.after_claim")
    try:
        receipt = _call(dispatch)
    except PlatformError as error:
        fault_point("send.after_call")
        _failed(dispatch, error, now=now, settle=settle)
    else:
        fault_point("send.after_call")
        _end(dispatch, "done", now=now, settle=settle, receipt=receipt)
    fault_point("send.after_result")


def reconcile(dispatch: Dispatch, *, now: datetime, settle: Settle) -> None:
    """Ask the platform what became of an act whose outcome is unknown."""
    limit = adapter(dispatch.account.platform).time_limit
    earliest = (dispatch.attempted_at or dispatch.created_at) + timedelta(seconds=limit)
    if now < earliest:
        Dispatch.objects.filter(pk=dispatch.pk, state="unknown").update(next_try_at=earliest)
        return
    try:
        happened, receipt = _read_back(dispatch, *_way(dispatch))
    except PlatformError as error:
        _ask_later(dispatch, error, now=now)
        return
    if happened:
        _end(dispatch, "done", now=now, settle=settle, receipt=receipt)
    else:
        _end(dispatch, "queued", now=now, settle=settle)


def settle_by_person(dispatch: Dispatch, *, happened: bool, by: User, now: datetime, settle: Settle) -> None:
    """A person who has looked at the platform says whether the act took place."""
    require(by, Permission.SETTLE, dispatch.account_id)
    if dispatch.state != "unknown":
        raise NotSettled("Det här är redan avgjort.")
    with writing():
        append(
            [
                Happened(
                    verb="dispatch.settled_by_person",
                    object=f"dispatch:{dispatch.pk}",
                    actor=by.actor,
                    ground="happened" if happened else "did_not_happen",
                )
            ],
            at=now,
        )
        _end(dispatch, "done" if happened else "failed", now=now, settle=settle, error_class="")


def _claim(dispatch: Dispatch, *, now: datetime) -> bool:
    with writing():
        mine = Dispatch.objects.filter(pk=dispatch.pk, state="queued", fence=dispatch.fence).update(
            state="claimed",
            fence=F("fence") + 1,
            lease_until=now + LEASE,
            attempted_at=now,
            next_try_at=now + LEASE,
        )
        if not mine:
            return False
        dispatch.refresh_from_db()
        Attempt.objects.create(dispatch=dispatch, fence=dispatch.fence, started_at=now)
    return True


def _call(dispatch: Dispatch) -> Receipt:
    way, to = _way(dispatch)
    if dispatch.operation == "reply":
        return way.reply(to, to=dispatch.target_id, post_id=dispatch.post_id or None, text=_text(dispatch))
    if dispatch.operation == "delete":
        return _delete(way, to, dispatch.target_id)
    if dispatch.operation == "check":
        return Receipt(platform_id=_visible_as(way, to, dispatch.target_id), at=None, raw=b"")
    return way.set_comment_hidden(to, dispatch.target_id, dispatch.operation == "hide")


def _delete(way: Adapter, to: Access, target_id: str) -> Receipt:
    try:
        return way.delete_comment(to, target_id)
    except PlatformError as error:
        if error.error_class != "not_found":
            raise
        # Somebody was before us; what we wanted holds.
        return Receipt(platform_id="already_gone", at=None, raw=b"")


def _visible_as(way: Adapter, to: Access, target_id: str) -> str:
    """What the platform shows now: "gone", "hidden" or "visible"."""
    try:
        item = way.get_comment(to, target_id)
    except PlatformError as error:
        if error.error_class == "not_found":
            return "gone"
        raise
    return "hidden" if item.hidden else "visible"


def _read_back(dispatch: Dispatch, way: Adapter, to: Access) -> tuple[bool, Receipt | None]:
    if dispatch.operation == "reply":
        shown = dispatch.record.platform_id if dispatch.record else None
        if shown is not None:
            # Reading the account has already met our reply there and given it its id.
            return True, Receipt(platform_id=shown, at=None, raw=b"")
        found = way.find_reply(
            to,
            to=dispatch.target_id,
            post_id=dispatch.post_id or None,
            text=_text(dispatch),
            since=dispatch.created_at - CLOCK_DIFFERENCE,
            known=_published_before(dispatch),
        )
        return found is not None, found
    wanted = {"delete": {"gone"}, "hide": {"hidden", "gone"}, "unhide": {"visible"}, "check": set[str]()}
    seen = _visible_as(way, to, dispatch.target_id)
    return seen in wanted[dispatch.operation], Receipt(platform_id=seen, at=None, raw=b"")


def _published_before(dispatch: Dispatch) -> frozenset[str]:
    """Platform ids of our own earlier words in the same account: none of them is this reply."""
    parent = dispatch.record.parent_id if dispatch.record else None
    ours = Record.objects.filter(account_id=dispatch.account_id, direction="outgoing", parent=parent)
    return frozenset(found for found in ours.values_list("platform_id", flat=True) if found is not None)


def _way(dispatch: Dispatch) -> tuple[Adapter, Access]:
    connection = Connection.objects.select_related("account").filter(account_id=dispatch.account_id).first()
    if connection is None or connection.state == "off":
        raise PlatformError("permission_missing", "Kontot är inte anslutet. Anslut det och försök igen.")
    try:
        return adapter(connection.account.platform), access(connection)
    except SecretsUnreadable as error:
        raise PlatformError(
            "auth_revoked", "Kontots nycklar går inte att läsa. Anslut kontot på nytt."
        ) from error


def _text(dispatch: Dispatch) -> str:
    if dispatch.record is None or dispatch.record.head is None:
        raise PlatformError("content_rejected", "Svaret saknar text.")
    return dispatch.record.head.text


def _failed(dispatch: Dispatch, error: PlatformError, *, now: datetime, settle: Settle) -> None:
    if error.error_class == "outcome_unknown":
        _end(
            dispatch, "unknown", now=now, settle=settle, error_class=error.error_class, problem=error.message
        )
    elif error.error_class in SAFE_TO_REPEAT and dispatch.fence < MOST_TRIES:
        _end(dispatch, "queued", now=now, settle=settle, error_class=error.error_class, problem=error.message,
             pause=error.retry_after)  # fmt: skip
    elif error.error_class == "duplicate":
        _end(
            dispatch, "unknown", now=now, settle=settle, error_class=error.error_class, problem=error.message
        )
    else:
        _end(dispatch, "failed", now=now, settle=settle, error_class=error.error_class, problem=error.message)


def _ask_later(dispatch: Dispatch, error: PlatformError, *, now: datetime) -> None:
    asked = dispatch.attempts.count() + dispatch.fence
    since = now - (dispatch.attempted_at or dispatch.created_at)
    Dispatch.objects.filter(pk=dispatch.pk, state="unknown").update(
        next_try_at=now + _pause(min(asked + int(since / LONGEST_PAUSE), 7), error.retry_after),
        needs_person=since > LONGEST_PAUSE or not _can_be_asked(error),
        error_class=error.error_class,
        problem=error.message[:300],
    )


def _can_be_asked(error: PlatformError) -> bool:
    return error.error_class not in {
        "auth_revoked",
        "permission_missing",
        "unsupported",
        "account_restricted",
    }


def _end(
    dispatch: Dispatch,
    state: str,
    *,
    now: datetime,
    settle: Settle,
    receipt: Receipt | None = None,
    error_class: str = "",
    problem: str = "",
    pause: float | None = None,
) -> None:
    """Write the outcome, unless a later claim has taken over, and let the verb's room know in the same transaction."""
    if state not in DISPATCH_MOVES[dispatch.state]:
        raise NotSettled(f"{dispatch.state} kan inte bli {state}.")
    ended = state in {"done", "failed"}
    with writing():
        mine = Dispatch.objects.filter(pk=dispatch.pk, state=dispatch.state, fence=dispatch.fence).update(
            state=state,
            settled_at=now if ended else None,
            lease_until=None,
            next_try_at=None if ended else _next_try(dispatch, state, now, pause),
            needs_person=False,
            error_class=error_class,
            problem=problem[:300],
            receipt_id=(receipt.platform_id or "")[:200] if receipt else "",
        )
        if not mine:
            return
        Attempt.objects.filter(dispatch=dispatch, fence=dispatch.fence, ended_at=None).update(
            ended_at=now, outcome=error_class or state
        )
        dispatch.refresh_from_db()
        append(
            [
                Happened(
                    verb=f"dispatch.{state}",
                    object=f"dispatch:{dispatch.pk}",
                    actor="system",
                    ground=error_class or dispatch.cause,
                )
            ],
            at=now,
        )
        settle(dispatch, now)


def _next_try(dispatch: Dispatch, state: str, now: datetime, pause: float | None) -> datetime:
    if state == "unknown":
        limit = adapter(dispatch.account.platform).time_limit
        return (dispatch.attempted_at or now) + timedelta(seconds=limit)
    return now + _pause(dispatch.fence, pause) if dispatch.state == "claimed" else now


def _pause(tries: int, asked_for: float | None) -> timedelta:
    doubled: timedelta = min(FIRST_PAUSE * int(2 ** max(tries - 1, 0)), LONGEST_PAUSE)
    return max(doubled, timedelta(seconds=asked_for)) if asked_for else doubled
