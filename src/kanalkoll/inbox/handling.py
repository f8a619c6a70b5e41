"""The other handling decisions: pass on, no answer needed, assign, note, open again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kanalkoll.inbox.acting import NotNow, decided, taken, written
from kanalkoll.inbox.models import KINDS, HandOver, Message, Note
from kanalkoll.inbox.replying import accompany
from kanalkoll.inbox.wording import NEEDS_WORDS
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality import contacts
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import Unit, User
from kanalkoll.municipality.permissions import Refused, may
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import answering, deadlines, stewardship
from kanalkoll.policy.answering import Ground, Outcomes
from kanalkoll.policy.deadlines import Holding
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.support import joined
from kanalkoll.policy.workdays import local_day


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
    """Hand the question to somebody who knows better, by name or to a unit's contact person.

    The first clock runs on until a holding reply that the guideline speaks of has been published.
    Raises NotNow (nobody named, or the guideline wants a holding reply), SomebodyElse or Refused.
    """
    _require_somebody(to_user, to_unit)
    pack = pack_of(in_force(now))
    holding = _holding(pack, holding_text, now=now)
    answers_for_unit = contacts.whom_to_ask(to_unit) if to_unit is not None and to_user is None else None
    rules = _rules(
        pack,
        holding=holding,
        ordinary_channel=ordinary_channel,
        contact=answers_for_unit is not None,
        now=now,
    )
    with writing():
        message = taken(message_id, by=by, revision=revision, to="passed_on")
        _no_longer_asked(message, now=now)
        passed = HandOver.objects.create(
            message=message,
            to_user=to_user or answers_for_unit,
            to_unit=to_unit,
            ordinary_channel=ordinary_channel,
            note=written(message, note, by=by, now=now),
            by=by,
            at=now,
            due_at=rules.due_at or message.due_at,
            clauses=list(rules.clauses),
        )
        if holding_text.strip():
            accompany(message, kind="holding", text=holding_text, by=by, now=now, pack=pack,
                      clauses=holding.clauses if holding else ())  # fmt: skip
        message.state = "passed_on"
        if to_user is not None and may(to_user, Permission.HANDLE, message.account_id):
            message.assignee = to_user
        decided(message, "passed_on", verb="message.passed_on", by=by, now=now, clauses=rules.clauses)
    return passed


def close(
    message_id: int, *, ground: str, by: User, now: datetime, reason: str = "", revision: int | None = None
) -> Message:
    """No answer needed, with a ground the guideline knows. Raises NotNow, SomebodyElse or Refused."""
    with writing():
        return _close(message_id, ground=ground, by=by, now=now, reason=reason, revision=revision)


def close_many(message_ids: Iterable[int], *, ground: str, by: User, now: datetime, reason: str = "") -> int:
    """No answer needed for all of these that are still open and that the ground fits; returns how many.

    The same words are kept with each decision. Raises NotNow, before any of it, where the ground needs words.
    """
    if not reason.strip() and _needs_words(ground, now=now):
        raise NotNow(NEEDS_WORDS)
    done = 0
    for message_id in message_ids:
        try:
            close(message_id, ground=ground, by=by, now=now, reason=reason)
        except NotNow:
            # Somebody else has decided that one meanwhile, or it has to be judged by itself.
            continue
        done += 1
    return done


def assign(
    message_id: int, *, to: User | None, by: User, now: datetime, revision: int | None = None
) -> Message:
    """Give the message an owner who may handle it, or none.

    Raises NotNow where the guideline wants an owner and none is given, SomebodyElse or Refused.
    """
    rule = stewardship.owner_rule(pack_of(in_force(now)), on=local_day(now))
    if to is None and rule.required:
        raise NotNow("Riktlinjen vill att varje ärende har en ansvarig. Välj vem det ska vara.")
    with writing():
        message = taken(message_id, by=by, revision=revision)
        if to is not None and not may(to, Permission.HANDLE, message.account_id):
            raise Refused(f"{to.name} har inget uppdrag för {message.account.name} och kan inte ta ärendet.")
        message.assignee = to
        message.save()
        append(
            [
                Happened(
                    verb="message.assigned",
                    object=message.name,
                    actor=by.actor,
                    guideline=message.guideline.digest,
                    clause=rule.clauses[0] if rule.clauses else None,
                    ground=to.actor if to else "nobody",
                )
            ],
            at=now,
        )
    return message


def assign_many(message_ids: Iterable[int], *, to: User, by: User, now: datetime) -> int:
    """The same owner for many, whoever had them before; returns how many. What is sealed meanwhile is left."""
    done = 0
    for message_id in message_ids:
        try:
            assign(message_id, to=to, by=by, now=now)
        except NotNow:
            continue
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
        _no_longer_asked(message, now=now)
        decided(message, "new", verb="message.reopened", by=by, now=now)
    return message


def _require_somebody(to_user: User | None, to_unit: Unit | None) -> None:
    if to_user is None and to_unit is None:
        raise NotNow("Välj vem frågan ska gå till.")
    if to_user is not None and not to_user.is_active:
        raise NotNow(f"{to_user.name} arbetar inte längre i systemet. Välj någon annan.")


def _holding(pack: Pack, text: str, *, now: datetime) -> Holding | None:
    """The rule on telling the one who asked. Raises NotNow where nothing is told though it wants it."""
    holding = deadlines.holding_reply(pack, on=local_day(now))
    if holding is not None and holding.required and not text.strip():
        raise NotNow(
            "Riktlinjen vill att den som frågade får besked om att frågan är vidareskickad. Skriv det."
        )
    return holding


@dataclass(frozen=True, slots=True)
class _Rules:
    """What passing on rests on, and until when the guideline wants the answer, where it says so."""

    due_at: datetime | None
    clauses: tuple[str, ...]


def _rules(
    pack: Pack, *, holding: Holding | None, ordinary_channel: bool, contact: bool, now: datetime
) -> _Rules:
    """`contact`: whether somebody was found whom the unit has named for questions."""
    second = deadlines.second_due(pack, passed_on_at=now) if holding else None
    asked = deadlines.handover_due(pack, asked_at=now)
    on = local_day(now)
    return _Rules(
        asked.at or (second.at if second else None),
        joined(
            holding.clauses if holding else (),
            second.clauses if second else (),
            stewardship.passing_on(pack, ordinary_channel=ordinary_channel, on=on).clauses,
            asked.clauses,
            stewardship.contact_persons(pack, on=on).clauses if contact else (),
        ),
    )


def _close(
    message_id: int, *, ground: str, by: User, now: datetime, reason: str, revision: int | None
) -> Message:
    message = taken(message_id, by=by, revision=revision, to="no_answer")
    if message.state == "no_answer":
        raise NotNow("Det är redan avgjort att inget svar behövs.")
    outcomes = answering.outcomes(pack_of(in_force(now)), kind=message.kind, on=local_day(now))
    chosen = _accepted(outcomes, ground, reason=reason)
    message.state, message.decided_at = "no_answer", now
    _no_longer_asked(message, now=now)
    decided(message, "no_answer", verb="message.no_answer_needed", by=by, now=now, ground=ground,
            clauses=chosen.clauses or outcomes.clauses, reason=reason)  # fmt: skip
    return message


def _accepted(outcomes: Outcomes, code: str, *, reason: str) -> Ground:
    chosen = next((known for known in outcomes.grounds if known.code == code), None)
    if chosen is None:
        raise NotNow("Välj en grund som riktlinjen godtar för att låta bli att svara.")
    if chosen.needs_reason and not reason.strip():
        raise NotNow(NEEDS_WORDS)
    return chosen


def _needs_words(code: str, *, now: datetime) -> bool:
    pack = pack_of(in_force(now))
    known = (answering.outcomes(pack, kind=kind, on=local_day(now)).grounds for kind in KINDS)
    return any(each.code == code and each.needs_reason for grounds in known for each in grounds)


def _no_longer_asked(message: Message, *, now: datetime) -> None:
    HandOver.objects.filter(message=message, ended_at=None).update(ended_at=now)
