"""Removing something: requested → secured → approved where the guideline wants it → removed → verified.

The order is kept by the database too: no removal leaves "requested" without evidence that has been read back.
The one exception is child abuse material, never copied or rendered: it is sealed, reported and removed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kanalkoll.accounts import outbox
from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.models import REMOVABLE, Message, Reply
from kanalkoll.ledger.faults import fault_point
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation.acting import OPERATION_OF, happened, note, taken, unhurried
from kanalkoll.moderation.demands import Incomplete, chosen_ground, complete
from kanalkoll.moderation.models import Removal
from kanalkoll.moderation.referral import refer
from kanalkoll.moderation.second_person import is_needed, require_decider
from kanalkoll.moderation.securing import Upload, secured
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import moderation
from kanalkoll.policy.moderation import RemovalGround, RemovalRule
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day
from kanalkoll.records import keeping
from kanalkoll.records.models import Record


def request(
    record: Record,
    *,
    ground: str,
    act: str,
    by: User,
    now: datetime,
    reason: str = "",
    answers: Mapping[str, str] | None = None,
    referral: str = "",
    urgent: bool = False,
) -> Removal:
    """Begin a removal. Nothing happens at the platform yet. Raises Incomplete, NotNow or Refused.

    Of what is gone there already, a case is begun all the same: it is kept or sealed here, and reported.
    """
    require(by, Permission.REMOVE, record.account_id)
    guideline = in_force(now)
    rule = _rule(pack_of(guideline), ground, now=now)
    given = dict(answers or {})
    with writing():
        record, message = _locked(record)
        _there_to_remove(record, rule.ground)
        gone = record.gone_at is not None
        # Where there is nothing to take away, what remains is to keep or seal it here, and to report it.
        way, referral = ("none", "") if gone else (_way(act, rule.ground), referral)
        complete(rule, act=way, reason=reason, answers=given, referral=referral)
        _alone(record, rule.ground, by=by, now=now)
        removal = Removal.objects.create(
            record=record,
            message=message,
            account_id=record.account_id,
            guideline=guideline,
            ground=ground,
            clauses=list(rule.clauses),
            act=way,
            answers=given,
            reason=note(record, reason, by=by, now=now),
            urgent=urgent or rule.ground.urgent,
            second_person=not gone and is_needed(rule, by=by, account_id=record.account_id, urgent=urgent),
            never_copied=not rule.ground.may_be_copied,
            referral=_referral(message, referral, by=by, now=now),
            discovered_at=now,
            requested_by=by,
            requested_at=now,
        )
        _stands_out(removal, by=by, now=now)
        happened(removal, "removal.requested", actor=by.actor, now=now)
    fault_point("removal.after_request")
    return removal


def secure(removal_id: int, *, by: User, now: datetime, uploads: Sequence[Upload] = ()) -> Removal:
    """Keep the evidence, read it back, and go on to the platform when nobody else needs to approve."""
    removal = secured(removal_id, by=by, now=now, uploads=uploads)
    fault_point("removal.after_secure")
    if removal.state == "secured" and not removal.second_person:
        return carry_out(removal.pk, by=by, now=now)
    return removal


def approve(removal_id: int, *, by: User, now: datetime) -> Removal:
    """The second person's yes; then it goes to the platform. Raises NotNow for one's own request."""
    with writing():
        removal = taken(removal_id, by=by, permission=Permission.APPROVE, to="approved")
        if removal.state != "secured" or not removal.second_person:
            raise NotNow("Den här borttagningen väntar inte på någon andra person.")
        if removal.requested_by_id == by.pk:
            raise NotNow("Du har själv begärt borttagningen. Riktlinjen vill att någon annan godkänner den.")
        require_decider(removal, by=by)
        _referred(removal)
        removal.state, removal.approved_by, removal.approved_at = "approved", by, now
        removal.save()
        happened(removal, "removal.approved", actor=by.actor, now=now)
    fault_point("removal.after_approve")
    return carry_out(removal_id, by=by, now=now)


def refuse(removal_id: int, *, reason: str, by: User, now: datetime) -> Removal:
    """No removal: the item stays where it is. A reason is kept."""
    if not reason.strip():
        raise Incomplete(["Skriv varför borttagningen avslås."])
    with writing():
        removal = taken(removal_id, by=by, permission=Permission.APPROVE, to="refused")
        require_decider(removal, by=by)
        if removal.dispatch is not None and removal.dispatch.locked:
            raise NotNow(ON_ITS_WAY)
        removal.state, removal.ended_by, removal.ended_at = "refused", by, now
        removal.end_reason = note(removal.record, reason, by=by, now=now)
        removal.save()
        unhurried(removal.record)
        happened(removal, "removal.refused", actor=by.actor, now=now)
    return removal


def withdraw(removal_id: int, *, by: User, now: datetime, reason: str = "") -> Removal:
    """The one who asked thinks better of it before anything is done; what has been secured is kept.

    Raises NotNow for another's request, for what is on its way, and for what must not stay.
    """
    with writing():
        removal = taken(removal_id, by=by, permission=Permission.REMOVE, to="withdrawn")
        if removal.requested_by_id != by.pk:
            raise NotNow("Bara den som har begärt borttagningen kan ta tillbaka den.")
        if removal.never_copied:
            raise NotNow("Det här får inte ligga kvar. Är det fel kan den som godkänner avslå borttagningen.")
        if removal.dispatch is not None and removal.dispatch.locked:
            raise NotNow(ON_ITS_WAY)
        removal.state, removal.ended_by, removal.ended_at = "withdrawn", by, now
        removal.end_reason = note(removal.record, reason, by=by, now=now)
        removal.save()
        unhurried(removal.record)
        happened(removal, "removal.withdrawn", actor=by.actor, now=now)
    return removal


def carry_out(removal_id: int, *, by: User, now: datetime) -> Removal:
    """Queue the act at the platform, once, when evidence stands and nobody else needs to say yes."""
    with writing():
        removal = taken(removal_id, by=by, permission=Permission.REMOVE)
        ready = removal.state == "approved" or (removal.state == "secured" and not removal.second_person)
        if not ready or (removal.dispatch is not None and removal.dispatch.locked):
            raise NotNow(_why_not(removal))
        _referred(removal)
        removal.dispatch = outbox.queue(
            account=removal.account,
            operation=OPERATION_OF[removal.act],
            target_id=removal.record.platform_id or "",
            cause=removal.name,
            by=by,
            now=now,
        )
        removal.save()
        happened(removal, "removal.sent_to_platform", actor=by.actor, now=now)
    fault_point("removal.after_queue")
    return removal


def try_again(removal_id: int, *, by: User, now: datetime) -> Removal:
    """Send a failed act once more: the platform said no, so nothing has happened there."""
    with writing():
        removal = taken(removal_id, by=by, permission=Permission.REMOVE)
        if removal.state != "failed":
            raise NotNow("Det är bara en borttagning som inte gick som kan försökas igen.")
        removal.state, removal.problem = "approved" if removal.approved_at else "secured", ""
        removal.save()
        happened(removal, "removal.tried_again", actor=by.actor, now=now)
    return carry_out(removal_id, by=by, now=now)


def restore(removal_id: int, *, reason: str, by: User, now: datetime) -> Removal:
    """Show again what was hidden by mistake. What was deleted at the platform cannot be brought back."""
    if not reason.strip():
        raise Incomplete(["Skriv varför det ska visas igen."])
    with writing():
        removal = taken(removal_id, by=by, permission=Permission.RESTORE, to="restored")
        if OPERATION_OF[removal.act] != "hide":
            raise NotNow(
                "Det som har raderats hos plattformen kan inte visas igen. Handlingen finns kvar här."
            )
        if removal.dispatch is not None and removal.dispatch.locked:
            raise NotNow("Det är redan på väg. Vänta tills plattformen har svarat.")
        removal.end_reason = note(removal.record, reason, by=by, now=now)
        removal.ended_by = by
        removal.dispatch = outbox.queue(
            account=removal.account,
            operation="unhide",
            target_id=removal.record.platform_id or "",
            cause=removal.name,
            by=by,
            now=now,
        )
        removal.save()
        happened(removal, "removal.restore_requested", actor=by.actor, now=now)
    return removal


SEALED = "Det är förseglat. Det enda som går är att ta bort och anmäla det som det som aldrig får kopieras."
ON_ITS_WAY = "Borttagningen är redan på väg till plattformen. Vänta tills vi vet hur det gick."
UNDER_WAY = ["requested", "secured", "approved", "unknown", "failed"]


def _rule(pack: Pack, ground: str, *, now: datetime) -> RemovalRule:
    """What the guideline says of removing on this ground. Raises Incomplete where it does not offer it."""
    on = local_day(now)
    chosen = chosen_ground(moderation.grounds(pack, on=on), ground)
    return moderation.removal_rule(pack, ground=chosen.code, on=on)


def _locked(record: Record) -> tuple[Record, Message | None]:
    """The item and its message as they stand now; nothing that is read in changes the message meanwhile."""
    message = Message.objects.select_for_update(of=("self",)).filter(record=record).first()
    return Record.objects.select_related("account__unit").get(pk=record.pk), message


def _there_to_remove(record: Record, chosen: RemovalGround) -> None:
    if record.kind not in REMOVABLE:
        # No platform's adapter takes away posts: the same call with a post's number could hit something else.
        raise NotNow("Ett eget inlägg tas bort på plattformen. Det går inte härifrån.")
    if record.platform_id is None:
        raise NotNow("Det har aldrig publicerats hos plattformen, så det finns inget att ta bort där.")
    if record.sealed_at is not None and chosen.may_be_copied:
        raise NotNow(SEALED)


def _way(act: str, chosen: RemovalGround) -> str:
    # What must never be copied is taken off the platform whatever was chosen: hiding does not stop it.
    return act if chosen.may_be_copied else "delete"


def _alone(record: Record, chosen: RemovalGround, *, by: User, now: datetime) -> None:
    """One case at a time; but what must never be copied waits for nobody and ends the one under way."""
    going = (
        Removal.objects.select_for_update(of=("self",))
        .select_related("dispatch", "guideline")
        .filter(record=record, state__in=UNDER_WAY)
        .first()
    )
    if going is None:
        return
    if chosen.may_be_copied or going.never_copied:
        raise NotNow("En borttagning av det här pågår redan.")
    if going.dispatch is not None and going.dispatch.locked:
        raise NotNow(ON_ITS_WAY)
    going.state, going.ended_by, going.ended_at = "refused", by, now
    going.revision += 1
    going.save()
    happened(going, "removal.refused", actor=by.actor, now=now)


def _referral(message: Message | None, text: str, *, by: User, now: datetime) -> Reply | None:
    return refer(message, text=text, by=by, now=now) if message is not None and text.strip() else None


def _stands_out(removal: Removal, *, by: User, now: datetime) -> None:
    """What must never be copied is sealed at once; what is in haste stands first in the queue until it is gone."""
    if removal.never_copied:
        keeping.seal(removal.record, by=by.actor, now=now)
        Message.objects.filter(record=removal.record, sealed_at=None).update(sealed_at=now, urgent=2)
    elif removal.urgent:
        Message.objects.filter(record=removal.record, urgent=0).update(urgent=1)


def _referred(removal: Removal) -> None:
    if removal.referral is not None and removal.referral.published_at is None:
        raise NotNow("Hänvisningen till den som skrev är inte publicerad än. Vänta en stund och försök igen.")


def _why_not(removal: Removal) -> str:
    if removal.state == "requested":
        return "Säkra beviset först."
    if removal.state == "secured":
        return "Någon annan behöver godkänna borttagningen först."
    return f"Borttagningen är redan ”{removal.state_words}”."
