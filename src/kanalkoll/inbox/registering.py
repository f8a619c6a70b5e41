"""The registration decision on every item: register, keep ordered, or obviously of minor importance."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from kanalkoll.inbox.acting import NotNow, decided, taken
from kanalkoll.inbox.models import Decision, Message
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy import registration
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.registration import Advice, RegistrationFacts
from kanalkoll.policy.workdays import local_day

# The ground of a decision that a removal brought with it; while it stays removed, nobody takes it back.
REMOVED = "removed"
BY_REMOVAL = (
    "Borttagningen har fört in handlingen i diariet. Så länge den är borttagen går det inte att ändra."
)


def advice(
    message: Message, *, now: datetime, answered: Iterable[str] = (), pack: Pack | None = None
) -> Advice:
    """What the guideline says of registering this message, with what screening suggests already filled in.

    `pack`: the guideline in force, where it is at hand.
    """
    said = frozenset(answered)
    facts = RegistrationFacts(
        criteria=said,
        suggested=registration.suggested_by(message.labels),
        removed=message.state == "removed",
        secrecy="contains_secrecy" in said,
    )
    return registration.advise(pack or pack_of(in_force(now)), facts=facts, on=local_day(now))


def must_register(message: Message, *, clauses: tuple[str, ...], by: User, now: datetime) -> None:
    """The guideline wants every such removal in the diary: decide it with the removal, in its transaction."""
    message.registration, message.registration_must = "register", True
    decided(message, "register", verb="message.registration_decided", by=by, now=now, ground=REMOVED,
            clauses=clauses)  # fmt: skip


def by_removal(message: Message) -> Decision | None:
    """The decision that a removal brought with it and that nobody takes back while it stays removed."""
    if message.state != "removed":
        return None
    return message.decisions.filter(ground=REMOVED).first()


def register(
    message_id: int,
    *,
    decision: str,
    by: User,
    now: datetime,
    criteria: Sequence[str] = (),
    reason: str = "",
    revision: int | None = None,
) -> Message:
    """Decide about registration. Raises NotNow when the guideline leaves no such choice, SomebodyElse, Refused."""
    with writing():
        message = taken(message_id, by=by, permission=Permission.REGISTER, revision=revision)
        ruling = advice(message, now=now, answered=criteria)
        removed = by_removal(message) is not None
        if removed and decision != "register":
            raise NotNow(BY_REMOVAL)
        if decision not in ruling.allowed:
            raise NotNow(_not_allowed(ruling))
        cited = tuple(
            c for criterion in ruling.criteria if criterion.code in criteria for c in criterion.clauses
        )
        message.registration = decision
        message.registration_must = ruling.must or removed
        decided(message, decision, verb="message.registration_decided", by=by, now=now, ground=decision,
                criteria=list(criteria), clauses=cited or ruling.clauses, reason=reason)  # fmt: skip
    return message


def register_many(message_ids: Iterable[int], *, decision: str, by: User, now: datetime) -> int:
    """The same decision for many; those that the guideline wants registered are left for a person."""
    done = 0
    for message_id in message_ids:
        try:
            register(message_id, decision=decision, by=by, now=now)
        except NotNow:
            continue
        done += 1
    return done


def _not_allowed(ruling: Advice) -> str:
    if ruling.must:
        return "Riktlinjen vill att det här diarieförs. Ändra det som gör att det måste registreras, om det är fel."
    return "Riktlinjen godtar inte det valet för den här handlingen."
