"""Decisions, hand-overs and replies held against the log, and messages against what it says became of them.

The log knows who, what, when, on which ground and the first clause. Criteria, further clauses, deadlines, who
wrote an answer that somebody else published, and replies not yet published are not in it and not checked here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef

from kanalkoll.inbox.models import MOVES, OPEN, Decision, HandOver, Message, Reply
from kanalkoll.inbox.registering import REMOVED
from kanalkoll.inbox.replying import PUBLISHED
from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import Problem
from kanalkoll.records.verification.deeds import Deed, compared, events_of, first_of, told, without_rows
from kanalkoll.records.verification.rows import chunks

RECEIVED, EDITED, PASSED_ON = "message.received", "record.edited", "message.passed_on"
ANSWERED, REGISTERED = "message.answered", "message.registration_decided"
DECIDED = {
    "answered": "message.answer_queued",
    "passed_on": PASSED_ON,
    "no_answer": "message.no_answer_needed",
    "new": "message.reopened",
    "register": REGISTERED,
    "ordered": REGISTERED,
    "minor": REGISTERED,
}
REPLIED = {kind: f"message.{published}" for kind, published in PUBLISHED.items()}
VERBS = frozenset({RECEIVED, *DECIDED.values(), *REPLIED.values()})
# What a message is after an event, whatever it was before.
BECOMES = {
    RECEIVED: "new",
    PASSED_ON: "passed_on",
    "message.no_answer_needed": "no_answer",
    "message.reopened": "new",
    "removal.removed": "removed",
    "removal.restored": "new",
}
# Events that tell of messages under the names of rooms above, by the message's primary key.
Elsewhere = Callable[[Sequence[Message]], Mapping[int, Sequence[Event]]]
D = TypeVar("D", Decision, HandOver, Reply)


def inbox_problems(*, elsewhere: Elsewhere) -> Iterator[Problem]:
    """Changed, dropped, added and swapped rows. Read it within `lane.reading()`."""
    yield from without_rows(RECEIVED, Message, kind="message", label="Ärende")
    yield from _strays()
    for chunk in chunks(Message.objects.only("pk", "record_id", "state", "registration")):
        yield from _of(chunk, elsewhere(chunk))


def _strays() -> Iterator[Problem]:
    models: tuple[tuple[type[Model], str, str], ...] = (
        (Decision, "decision", "Beslut"),
        (HandOver, "hand_over", "Vidareskickning"),
        (Reply, "reply", "Svar"),
    )
    there = Exists(Message.objects.filter(pk=OuterRef("message_id")))
    for model, kind, label in models:
        for pk in model._default_manager.exclude(there).order_by("pk").values_list("pk", flat=True):
            yield Problem(f"{kind}_added", f"{kind}:{pk}", f"{label} {pk} hör inte till något ärende.")


def _of(messages: list[Message], above: Mapping[int, Sequence[Event]]) -> Iterator[Problem]:
    told_of = events_of((message.name for message in messages), verbs=VERBS)
    edits = events_of((f"record:{message.record_id}" for message in messages), verbs=(EDITED,))
    decisions, passed = _rows(Decision, messages), _rows(HandOver, messages)
    replies = _rows(Reply, messages)
    for message in messages:
        events = told_of.get(message.name, [])
        yield from _decisions(decisions.get(message.pk, []), events)
        yield from _hand_overs(passed.get(message.pk, []), events)
        yield from _replies(replies.get(message.pk, []), events)
        whole = [*events, *edits.get(f"record:{message.record_id}", []), *above.get(message.pk, ())]
        yield from _itself(message, sorted(whole, key=lambda event: event.seq))


def _rows(model: type[D], messages: list[Message]) -> dict[int, list[D]]:
    found: dict[int, list[D]] = {}
    rows = model._default_manager.filter(message__in=[message.pk for message in messages]).order_by("pk")
    for row in rows:
        found.setdefault(row.message_id, []).append(row)
    return found


def _decisions(rows: list[Decision], events: list[Event]) -> Iterator[Problem]:
    kept = [
        (row.pk, Deed(_verb(row), row.at, f"user:{row.by_id}", row.ground, first_of(row.clauses)))
        for row in rows
    ]
    wanted = [(event, told(event)) for event in events if event.verb in DECIDED.values()]
    yield from compared(kept, wanted, kind="decision", label="Beslut")


def _verb(decision: Decision) -> str:
    """The event such a decision has. Of registration the log says which by the ground."""
    verb = DECIDED.get(decision.outcome, "")
    if verb == REGISTERED and _registered(decision.ground) != decision.outcome:
        return ""
    return verb


def _registered(ground: str | None) -> str:
    return "register" if ground == REMOVED else ground or ""


def _hand_overs(rows: list[HandOver], events: list[Event]) -> Iterator[Problem]:
    kept = [
        (row.pk, Deed(PASSED_ON, row.at, f"user:{row.by_id}", clause=first_of(row.clauses))) for row in rows
    ]
    wanted = [(event, told(event)) for event in events if event.verb == PASSED_ON]
    yield from compared(kept, wanted, kind="hand_over", label="Vidareskickning")


def _replies(rows: list[Reply], events: list[Event]) -> Iterator[Problem]:
    kept: list[tuple[int, Deed]] = []
    for row in rows:
        if row.kind != "answer" and row.author_id != row.publisher_id:
            yield Problem("reply_changed", f"reply:{row.pk}", f"Svar {row.pk}: avsändaren är en annan.")
        if row.published_at is not None:
            verb, ground = REPLIED.get(row.kind, ""), f"record:{row.record_id}"
            actor, clause = f"user:{row.publisher_id}", first_of(row.clauses)
            kept.append((row.pk, Deed(verb, row.published_at, actor, ground, clause)))
    wanted = [(event, told(event)) for event in events if event.verb in REPLIED.values()]
    # Published in another order than they were written, perhaps.
    yield from compared(kept, wanted, kind="reply", label="Svar", ordered=False)


def _itself(message: Message, events: list[Event]) -> Iterator[Problem]:
    received = next((event for event in events if event.verb == RECEIVED), None)
    if received is None:
        yield Problem("message_added", message.name, f"Ärende {message.pk} finns inte i händelseloggen.")
        return
    if received.ground != f"record:{message.record_id}":
        yield _changed(message, "det handlar om en annan handling än den som kom in")
    registered = [event.ground for event in events if event.verb == REGISTERED]
    if message.registration != (_registered(registered[-1]) if registered else "undecided"):
        yield _changed(message, "registreringen är en annan än den som beslutades")
    state = ""
    for event in events:
        state = _after(event.verb, state)
    if message.state != state:
        yield _changed(message, "läget är ett annat än händelserna ledde till")


def _changed(message: Message, fault: str) -> Problem:
    return Problem("message_changed", message.name, f"Ärende {message.pk}: {fault}.")


def _after(verb: str, state: str) -> str:
    if verb == EDITED:
        # An edit opens what was closed; what nobody has received yet has no state to lose.
        return "new" if state and state not in OPEN else state
    if verb == ANSWERED:
        # What was removed or closed while the answer was on its way stays so.
        return "answered" if "answered" in MOVES.get(state, ()) else state
    return BECOMES.get(verb, state)
