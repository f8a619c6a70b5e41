"""The state table kept by the verbs: every move that is in it, and every one that is not."""

import pytest

from kanalkoll.inbox import handling, registering, replying
from kanalkoll.inbox.acting import NotNow, SomebodyElse
from kanalkoll.inbox.models import MOVES, STATES, Decision, Message
from kanalkoll.ledger.events import history
from kanalkoll.moderation import removal
from kanalkoll.records.models import Record


def answer(kommun, pk, revision=None):
    replying.answer(pk, text="Klockan 10.", by=kommun.karin, now=kommun.now, revision=revision)
    kommun.work()


def pass_on(kommun, pk, revision=None):
    handling.pass_on(pk, to_user=kommun.chef, by=kommun.karin, now=kommun.now, revision=revision)


def close(kommun, pk, revision=None):
    handling.close(pk, ground="asks_nothing", by=kommun.karin, now=kommun.now, revision=revision)


def reopen(kommun, pk, revision=None):
    handling.reopen(pk, by=kommun.karin, now=kommun.now, revision=revision)


def remove(kommun, pk, revision=None):
    case = removal.request(
        Message.objects.get(pk=pk).record,
        ground="insult",
        act="hide",
        by=kommun.karin,
        now=kommun.now,
        reason="Påhopp.",
    )
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()


TO = {"answered": answer, "passed_on": pass_on, "no_answer": close, "removed": remove, "new": reopen}
# Passed on to another, answered once more, or hidden first and taken off later: the state stays what it was.
AGAIN = {("passed_on", "passed_on"), ("answered", "answered"), ("removed", "removed")}


def in_state(kommun, state):
    message = kommun.comment("Ni är inte kloka!")
    if state != "new":
        TO[state](kommun, message.pk)
    message.refresh_from_db()
    assert message.state == state
    return message


def test_there_is_a_verb_for_every_state():
    assert TO.keys() == STATES.keys()


@pytest.mark.parametrize(
    ("start", "end"),
    [(start, end) for start in STATES for end in sorted(MOVES[start]) if (start, end) != ("removed", "new")],
)
def test_every_move_in_the_table_can_be_made(stage, start, end):
    kommun = stage("alingsas")
    message = in_state(kommun, start)
    TO[end](kommun, message.pk)
    message.refresh_from_db()
    assert message.state == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (start, end)
        for start in STATES
        for end in STATES
        if end not in MOVES[start] and (start, end) not in AGAIN
    ]
    + [("removed", "new")],
)
def test_no_other_move_is_made_by_anybody(stage, start, end):
    kommun = stage("alingsas")
    message = in_state(kommun, start)
    events = history(message.name).count()
    with pytest.raises(NotNow):
        TO[end](kommun, message.pk)
    message.refresh_from_db()
    assert message.state == start
    assert history(message.name).count() == events


@pytest.mark.parametrize("verb", ["answered", "passed_on", "no_answer"])
def test_who_looked_at_an_older_state_is_told_what_the_other_did_and_changes_nothing(stage, verb):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    seen = message.revision
    handling.assign(message.pk, to=kommun.chef, by=kommun.chef, now=kommun.now)
    with pytest.raises(SomebodyElse) as somebody:
        TO[verb](kommun, message.pk, revision=seen)
    assert somebody.value.message.assignee == kommun.chef
    message.refresh_from_db()
    assert message.state == "new"
    TO[verb](kommun, message.pk, revision=somebody.value.message.revision)
    message.refresh_from_db()
    assert message.state == verb


def test_who_has_taken_it_is_not_silently_replaced(stage):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    seen = message.revision
    handling.assign(message.pk, to=kommun.chef, by=kommun.chef, now=kommun.now, revision=seen)
    events = history(message.name).count()
    with pytest.raises(SomebodyElse, match="Lars Brandt är ansvarig"):
        handling.assign(message.pk, to=kommun.karin, by=kommun.karin, now=kommun.now, revision=seen)
    message.refresh_from_db()
    assert (message.assignee, history(message.name).count()) == (kommun.chef, events)
    handling.assign(message.pk, to=kommun.karin, by=kommun.karin, now=kommun.now, revision=message.revision)
    message.refresh_from_db()
    assert message.assignee == kommun.karin


def test_the_other_persons_decision_stands_and_nothing_of_mine_was_kept(stage):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    seen = message.revision
    handling.close(message.pk, ground="asks_nothing", by=kommun.chef, now=kommun.now)
    records = Record.objects.count()
    with pytest.raises(SomebodyElse, match="Inget svar behövs"):
        answer(kommun, message.pk, revision=seen)
    with pytest.raises(SomebodyElse):
        registering.register(
            message.pk, decision="register", reason="Viktigt.", by=kommun.karin, now=kommun.now, revision=seen
        )
    assert Record.objects.count() == records
    assert Decision.objects.get(message=message).by == kommun.chef
    assert kommun.effects("add") == 0


def test_while_an_answer_is_on_its_way_nothing_else_is_decided(stage):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    replying.answer(message.pk, text="Klockan 10.", by=kommun.karin, now=kommun.now)
    for verb in (answer, pass_on, close):
        with pytest.raises(NotNow, match="på väg"):
            verb(kommun, message.pk)
    handling.note(message.pk, text="Det kom ett samtal också.", by=kommun.chef, now=kommun.now)
    handling.assign(message.pk, to=kommun.chef, by=kommun.chef, now=kommun.now)
    kommun.work()
    message.refresh_from_db()
    assert (message.state, message.assignee, kommun.effects("add")) == ("answered", kommun.chef, 1)


def test_an_answered_message_can_be_answered_once_more(stage):
    kommun = stage("alingsas")
    message = in_state(kommun, "answered")
    replying.answer(message.pk, text="Och på söndag klockan 11.", by=kommun.karin, now=kommun.now)
    kommun.work()
    message.refresh_from_db()
    assert (message.state, message.replies.count()) == ("answered", 2)
    assert kommun.effects("add") == 2


def test_many_are_closed_at_once_and_those_already_decided_are_left(stage):
    kommun = stage("alingsas")
    messages = [kommun.comment(f"Så sant {number}!") for number in range(4)]
    answer(kommun, messages[0].pk)
    done = handling.close_many(
        [each.pk for each in messages], ground="asks_nothing", by=kommun.chef, now=kommun.now
    )
    assert done == 3
    assert sorted(each.state for each in Message.objects.all()) == ["answered", *["no_answer"] * 3]
    assert Decision.objects.filter(outcome="no_answer", by=kommun.chef, ground="asks_nothing").count() == 3


def test_many_are_assigned_at_once_each_with_its_own_line_in_the_log(stage):
    kommun = stage("alingsas")
    messages = [kommun.comment(f"Fråga {number}?") for number in range(3)]
    done = handling.assign_many(
        [each.pk for each in messages], to=kommun.chef, by=kommun.karin, now=kommun.now
    )
    assert done == 3
    for message in messages:
        assigned = history(message.name).last()
        assert (assigned.verb, assigned.ground) == ("message.assigned", kommun.chef.actor)


def test_many_are_registered_at_once_and_those_that_must_be_judged_are_left(stage):
    kommun = stage("alingsas")
    plain, secret = kommun.comment("Fint väder."), kommun.comment("Hemligt.")
    registering.register(
        secret.pk, decision="register", criteria=["contains_secrecy"], by=kommun.karin, now=kommun.now
    )
    done = registering.register_many([plain.pk], decision="ordered", by=kommun.karin, now=kommun.now)
    plain.refresh_from_db()
    assert (done, plain.registration) == (1, "ordered")


def test_reopening_undoes_an_ending_and_says_so(stage):
    kommun = stage("alingsas")
    message = in_state(kommun, "no_answer")
    due = message.due_at
    handling.reopen(message.pk, by=kommun.karin, now=kommun.later(hours=1))
    message.refresh_from_db()
    assert (message.state, message.decided_at, message.due_at) == ("new", None, due)
    reopened = history(message.name).last()
    assert (reopened.verb, reopened.actor) == ("message.reopened", kommun.karin.actor)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_answer_or_note_is_refused(stage, text):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")
    with pytest.raises(NotNow, match="Skriv ett svar"):
        replying.answer(message.pk, text=text, by=kommun.karin, now=kommun.now)
    with pytest.raises(NotNow, match="Skriv anteckningen"):
        handling.note(message.pk, text=text, by=kommun.karin, now=kommun.now)
    message.refresh_from_db()
    assert (message.state, message.revision) == ("new", 0)
