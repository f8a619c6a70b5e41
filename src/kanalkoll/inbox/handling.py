"""The other handling decisions: pass on, no answer needed, assign, note, open again."""

from collections.abc import Iterable
from datetime import datetime

from kanalkoll.inbox.acting import NotNow, decided, taken, written
from kanalkoll.inbox.models import HandOver, Message, Note
from kanalkoll.inbox.replying import accompany
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Unit, User
from kanalkoll.municipality.permissions import may, require
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import answering, deadlines, stewardship


def pass_on(
    message_id: int,
    *,
    by: User,
    now: datetime,
    to_user: User | None = None,
    to_unit: Unit | None = None,
    ordinary_channel: bool = False,
    holding_text: str = "",
    note: str = "",
    revision: int | None = None,
) -> HandOver:
    """Hand the question to somebody who knows better; with a holding reply the first clock stops and a second starts.

    Raises NotNow (nobody named, or the guideline wants a holding reply), SomebodyElse or Refused.
    """
    if to_user is None and to_unit is None:
        raise NotNow("Välj vem frågan ska gå till.")
    pack = pack_of(in_force(now))
    holding = deadlines.holding_reply(pack, on=now.date())
    if holding is not None and holding.required and not holding_text.strip():
        raise NotNow(
            "Riktlinjen vill att den som frågade får besked om att frågan är vidareskickad. Skriv det."
        )
    second = deadlines.second_due(pack, passed_on_at=now)
    asked = deadlines.handover_due(pack, asked_at=now)
    clauses = (
        *(holding.clauses if holding else ()),
        *second.clauses,
        *stewardship.passing_on(pack, ordinary_channel=ordinary_channel, on=now.date()).clauses,
    )
    with writing():
        message = taken(message_id, by=by, revision=revision, to="passed_on")
        passed = HandOver.objects.create(
            message=message,
            to_user=to_user,
            to_unit=to_unit,
            ordinary_channel=ordinary_channel,
            note=written(message, note, by=by, now=now),
            by=by,
            at=now,
            due_at=asked.at or second.at,
            clauses=list(dict.fromkeys((*asked.clauses, *clauses))),
        )
        if holding_text.strip():
            accompany(message, kind="holding", text=holding_text, by=by, now=now, pack=pack,
                      clauses=holding.clauses if holding else ())  # fmt: skip
            message.due_at, message.due_clauses = second.at, list(second.clauses)
            message.rank_at = second.at or message.received_at
        message.state = "passed_on"
        if to_user is not None and may(to_user, Permission.HANDLE, message.account_id):
            message.assignee = to_user
        decided(message, "passed_on", verb="message.passed_on", by=by, now=now,
                clauses=tuple(dict.fromkeys(clauses)))  # fmt: skip
    return passed


def close(
    message_id: int, *, ground: str, by: User, now: datetime, reason: str = "", revision: int | None = None
) -> Message:
    """No answer needed, with a ground the guideline knows. Raises NotNow, SomebodyElse or Refused."""
    with writing():
        return _close(message_id, ground=ground, by=by, now=now, reason=reason, revision=revision)


def close_many(message_ids: Iterable[int], *, ground: str, by: User, now: datetime) -> int:
    """No answer needed for all of these that are still open; returns how many."""
    done = 0
    for message_id in message_ids:
        try:
            close(message_id, ground=ground, by=by, now=now)
        except NotNow:
            # Somebody else has decided that one meanwhile, which is as good.
            continue
        done += 1
    return done


def assign(message_ids: Iterable[int], *, to: User | None, by: User, now: datetime) -> int:
    """Give the messages an owner who may handle them (or none); returns how many changed."""
    done = 0
    for message_id in message_ids:
        with writing():
            message = taken(message_id, by=by)
            if to is not None:
                require(to, Permission.HANDLE, message.account_id)
            message.assignee = to
            message.save()
            append(
                [
                    Happened(
                        verb="message.assigned",
                        object=message.name,
                        actor=by.actor,
                        ground=to.actor if to else "nobody",
                    )
                ],
                at=now,
            )
        done += 1
    return done


def note(message_id: int, *, text: str, by: User, now: datetime) -> Note:
    """An internal note: seen by colleagues, never sent; an official document once it is kept."""
    with writing():
        message = taken(message_id, by=by)
        record = written(message, text, by=by, now=now)
        if record is None:
            raise NotNow("Skriv anteckningen först.")
        message.save()
        added = Note.objects.create(message=message, record=record, by=by, at=now)
        append([Happened(verb="message.noted", object=message.name, actor=by.actor)], at=now)
    return added


def reopen(message_id: int, *, by: User, now: datetime, revision: int | None = None) -> Message:
    """Undo an ending that was a mistake: the message is new again."""
    with writing():
        message = taken(message_id, by=by, revision=revision, to="new")
        if message.state == "removed":
            raise NotNow("Det här är borttaget. Återställ det i stället, så visas det igen hos plattformen.")
        if message.state == "new":
            raise NotNow("Ärendet är redan öppet.")
        message.state, message.decided_at = "new", None
        HandOver.objects.filter(message=message, ended_at=None).update(ended_at=now)
        decided(message, "new", verb="message.reopened", by=by, now=now)
    return message


def _close(
    message_id: int, *, ground: str, by: User, now: datetime, reason: str, revision: int | None
) -> Message:
    message = taken(message_id, by=by, revision=revision, to="no_answer")
    if message.state == "no_answer":
        raise NotNow("Det är redan avgjort att inget svar behövs.")
    outcomes = answering.outcomes(pack_of(in_force(now)), kind=message.kind, on=now.date())
    chosen = next((known for known in outcomes.grounds if known.code == ground), None)
    if chosen is None:
        raise NotNow("Välj en grund som riktlinjen godtar för att låta bli att svara.")
    message.state, message.decided_at = "no_answer", now
    HandOver.objects.filter(message=message, ended_at=None).update(ended_at=now)
    decided(message, "no_answer", verb="message.no_answer_needed", by=by, now=now, ground=ground,
            clauses=chosen.clauses or outcomes.clauses, reason=reason)  # fmt: skip
    return message
