"""Answering: check against the guideline, sign with the author's name, draw up the record, queue it once."""

from collections.abc import Sequence
from datetime import datetime

from kanalkoll.accounts import outbox
from kanalkoll.accounts.models import Dispatch
from kanalkoll.inbox.acting import NotNow, decided, taken, written
from kanalkoll.inbox.models import MOVES, HandOver, Message, Reply
from kanalkoll.inbox.reviewing import reviewed
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.faults import fault_point
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.policy import answering, deadlines
from kanalkoll.policy.answering import Prompt, Signatory, Signature
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day
from kanalkoll.records import keeping

PUBLISHED = {"answer": "answered", "holding": "holding_reply_sent", "referral": "referral_sent"}
PARTS = {
    "name": "namn",
    "first_name": "förnamn",
    "title": "titel",
    "unit": "enhet",
    "title_or_unit": "titel eller enhet",
    "municipality": "kommun",
}


class ReplyStopped(NotNow):
    """The guideline wants something of this reply first; `prompts` says what."""

    def __init__(self, prompts: Sequence[Prompt]) -> None:
        self.prompts = tuple(prompts)
        super().__init__("Svaret är inte skickat än. Läs påminnelserna nedanför.")


def answer(
    message_id: int,
    *,
    text: str,
    by: User,
    now: datetime,
    author: User | None = None,
    revision: int | None = None,
    prompts_reason: str = "",
    signed: bool = True,
) -> Reply:
    """Publish an answer as the account. `author` is whose answer it is and who signs; `by` publishes it.

    Raises ReplyStopped, SomebodyElse, NotNow or Refused; nothing is queued then.
    """
    pack = pack_of(in_force(now))
    whose = author or by
    signature = signature_of(whose, publisher=by, pack=pack, now=now)
    prompts = review(text, pack=pack, now=now, own=own_words(signature, whose, by))
    _stop_unless_answered(prompts, prompts_reason)
    whole = _whole(text, signature, signed=signed)
    fault_point("answer.before_queue")
    with writing():
        message = taken(message_id, by=by, revision=revision, to="answered")
        clauses = _rests_on(message, signature, prompts, pack=pack, now=now)
        reply = _queued(message, whole, kind="answer", author=whose, by=by, now=now,
                        clauses=clauses, prompts=prompts, prompts_reason=prompts_reason)  # fmt: skip
        decided(message, "answered", verb="message.answer_queued", by=by, now=now, clauses=clauses)
    fault_point("answer.after_queue")
    return reply


def accompany(
    message: Message, *, kind: str, text: str, by: User, now: datetime, pack: Pack, clauses: tuple[str, ...]
) -> Reply:
    """Queue a word that goes with another verb (a holding reply, a referral), inside that verb's transaction."""
    whole = _whole(text, signature_of(by, pack=pack, now=now), signed=True)
    return _queued(message, whole, kind=kind, author=by, by=by, now=now, clauses=clauses)


def review(text: str, *, pack: Pack, now: datetime, own: Sequence[str] = ()) -> tuple[Prompt, ...]:
    """What the guideline wants its writer to think of before this reply goes out; `own` as in own_words."""
    return reviewed(text, pack=pack, now=now, own=own).prompts


def signature_of(author: User, *, pack: Pack, now: datetime, publisher: User | None = None) -> Signature:
    """How the guideline lets this author sign; nobody with protected identity is ever made to."""
    sender = _signatory(publisher) if publisher is not None and publisher != author else None
    return answering.signature(pack, author=_signatory(author), publisher=sender, on=local_day(now))


def own_words(signature: Signature, *signing: User) -> tuple[str, ...]:
    """What those who sign may write of themselves: the signature, and their names unless these are protected."""
    names = (person.name for person in signing if not person.protected_identity)
    return tuple(dict.fromkeys(words for words in (signature.text, *names) if words))


def settle(dispatch: Dispatch, now: datetime) -> None:
    """The platform's yes, no or silence about a reply, in the outbox's own transaction."""
    reply = Reply.objects.select_related("record").get(dispatch=dispatch)
    message = (
        Message.objects.select_for_update(of=("self",))
        .select_related("guideline")
        .defer("guideline__content")
        .get(pk=reply.message_id)
    )
    if dispatch.state == "done":
        _published(reply, message, dispatch, now)
    elif dispatch.state == "failed":
        message.pending = None
        message.revision += 1
        message.save()


def _signatory(person: User) -> Signatory:
    return Signatory(
        name=person.name,
        first_name=person.given_name,
        title=person.title,
        unit=person.unit.name,
        protected=person.protected_identity,
    )


def _published(reply: Reply, message: Message, dispatch: Dispatch, now: datetime) -> None:
    keeping.published(reply.record, platform_id=dispatch.receipt_id or None, now=now)
    reply.published_at = now
    reply.save(update_fields=["published_at"])
    message.pending = None
    message.revision += 1
    if reply.kind == "answer":
        _answered(message, now)
    elif reply.kind == "holding":
        _second_clock(message)
    message.save()
    append(
        [
            Happened(
                verb=f"message.{PUBLISHED[reply.kind]}",
                object=message.name,
                actor=reply.publisher.actor,
                guideline=message.guideline.digest,
                clause=reply.clauses[0] if reply.clauses else None,
                ground=f"record:{reply.record_id}",
            )
        ],
        at=now,
    )


def _answered(message: Message, now: datetime) -> None:
    message.answered_at = now
    HandOver.objects.filter(message=message, ended_at=None).update(ended_at=now)
    # What was removed while the answer was on its way stays removed.
    if message.state == "answered" or "answered" in MOVES[message.state]:
        message.state, message.decided_at = "answered", now


def _second_clock(message: Message) -> None:
    """Where the guideline speaks of holding replies, one that has been published stops the first clock."""
    passed = message.hand_overs.filter(ended_at=None).first()
    if passed is None:
        return
    pack = pack_of(in_force(passed.at))
    second = deadlines.second_due(pack, passed_on_at=passed.at)
    if second.at is not None and deadlines.holding_reply(pack, on=local_day(passed.at)) is not None:
        message.due_at, message.due_clauses = second.at, list(second.clauses)
        message.rank_at = second.at


def _stop_unless_answered(prompts: Sequence[Prompt], reason: str) -> None:
    stopping = [p for p in prompts if p.severity == "stop" or (p.needs_reason and not reason.strip())]
    if stopping:
        raise ReplyStopped(stopping)


def _rests_on(
    message: Message, signature: Signature, prompts: Sequence[Prompt], *, pack: Pack, now: datetime
) -> tuple[str, ...]:
    """Every clause behind an answer: that it is given, how it is signed, as whom, and what was said of its words."""
    demanded = answering.outcomes(pack, kind=message.kind, on=local_day(now)).demanded_by
    identity = answering.identity(pack, on=local_day(now))
    asked = (clause for prompt in prompts for clause in prompt.clauses)
    return tuple(dict.fromkeys((*demanded, *signature.clauses, *identity.clauses, *asked)))


def _whole(text: str, signature: Signature, *, signed: bool) -> str:
    body = text.strip()
    if not body:
        raise NotNow("Skriv ett svar först.")
    if signature.required and signature.missing:
        lacking = " och ".join(PARTS[part] for part in signature.missing)
        raise NotNow(f"Underskriften saknar {lacking}. Be systemägaren lägga till det.")
    # A required signature cannot be taken away; a proposed one is the writer's choice.
    if not signature.text or not (signature.required or signed) or body.endswith(signature.text):
        return body
    return f"{body}\n\n{signature.text}"


def _queued(
    message: Message,
    text: str,
    *,
    kind: str,
    author: User,
    by: User,
    now: datetime,
    clauses: tuple[str, ...],
    prompts: Sequence[Prompt] = (),
    prompts_reason: str = "",
) -> Reply:
    record = keeping.draw_up(
        account=message.account,
        kind="message" if message.kind == "message" else "comment",
        text=text,
        parent=message.record,
        author_name=message.account.name,
        by=by.actor,
        now=now,
    )
    reply = Reply.objects.create(
        message=message,
        record=record,
        kind=kind,
        author=author,
        publisher=by,
        clauses=list(clauses),
        prompts=[prompt.code for prompt in prompts],
        prompts_reason=written(message, prompts_reason, by=by, now=now),
        created_at=now,
    )
    reply.dispatch = outbox.queue(
        account=message.account,
        operation="reply",
        target_id=message.record.platform_id or "",
        post_id=_post_id(message),
        record=record,
        cause=f"reply:{reply.pk}",
        by=by,
        now=now,
    )
    reply.save(update_fields=["dispatch"])
    message.pending = reply.dispatch
    return reply


def _post_id(message: Message) -> str:
    post = message.record.post
    return (post.platform_id or "") if post is not None else ""
