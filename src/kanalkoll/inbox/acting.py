"""What every verb on a message begins with: permission, the state table, and nobody having been there before us."""

from datetime import datetime

from kanalkoll.inbox.models import MOVES, STATES, Decision, Message, Reply
from kanalkoll.ledger.events import Happened, append
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may, require
from kanalkoll.municipality.roles import Permission
from kanalkoll.records import keeping
from kanalkoll.records.models import Record


class NotNow(Exception):
    """The verb does not fit the message as it is; the text says why and what can be done."""


class SomebodyElse(NotNow):
    """Another person decided meanwhile; `message` is as they left it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        reply = Reply.objects.select_related("publisher").filter(dispatch=message.pending_id or 0).first()
        owner = f" och {message.assignee.name} är ansvarig" if message.assignee else ""
        what = (
            f"{reply.publisher.name} har skrivit ett svar som är på väg."
            if reply is not None
            else f"Någon annan hann före: ärendet är nu ”{message.get_state_display()}”{owner}."
        )
        super().__init__(f"{what} Det du skrev finns kvar.")


def taken(
    pk: int,
    *,
    by: User,
    permission: Permission = Permission.HANDLE,
    revision: int | None = None,
    to: str | None = None,
) -> Message:
    """The message, locked for this transaction, after asking for permission, revision and state table.

    Must be called inside writing(). Raises Refused, SomebodyElse or NotNow.
    """
    message = (
        Message.objects.select_for_update(of=("self",))
        .select_related("record", "account", "guideline")
        .defer("guideline__content")
        .get(pk=pk)
    )
    require(by, permission, message.account_id)
    if message.sealed_at is not None and not may(by, Permission.READ_SEALED):
        raise NotNow("Det här är förseglat. Bara registratorn avgör något om det.")
    if revision is not None and message.revision != revision:
        raise SomebodyElse(message)
    if message.pending_id is not None and to is not None:
        raise NotNow("Ett svar är på väg. Vänta tills vi vet hur det gick innan du gör något nytt.")
    if to is not None and to != message.state and to not in MOVES[message.state]:
        raise NotNow(f"Ett ärende som är ”{message.get_state_display()}” kan inte bli ”{STATES[to]}”.")
    message.revision += 1
    return message


def decided(
    message: Message,
    outcome: str,
    *,
    verb: str,
    by: User,
    now: datetime,
    ground: str = "",
    criteria: list[str] | None = None,
    clauses: tuple[str, ...] = (),
    reason: str = "",
) -> Decision:
    """Write the decision's own row, save the message and append the event, in the verb's transaction."""
    decision = Decision.objects.create(
        message=message,
        outcome=outcome,
        ground=ground,
        criteria=criteria or [],
        clauses=list(clauses),
        reason=written(message, reason, by=by, now=now),
        by=by,
        at=now,
    )
    message.save()
    append(
        [
            Happened(
                verb=verb,
                object=message.name,
                actor=by.actor,
                guideline=message.guideline.digest,
                clause=clauses[0] if clauses else None,
                ground=ground or None,
            )
        ],
        at=now,
    )
    return decision


def written(message: Message, text: str, *, by: User, now: datetime) -> Record | None:
    """A reason or note in a person's own words, kept as a record of its own; None for an empty text."""
    if not text.strip():
        return None
    return keeping.draw_up(
        account=message.account,
        kind="note",
        text=text.strip(),
        parent=message.record,
        author_name=by.name,
        by=by.actor,
        now=now,
    )
