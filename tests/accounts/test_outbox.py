"""The outbox: every visible act once, waiting when told to, failing in words, and asking before it acts again."""

from datetime import timedelta

import pytest

from kanalkoll.accounts import outbox
from kanalkoll.accounts.models import Attempt, Connection, Dispatch
from kanalkoll.accounts.outbox import NotSettled
from kanalkoll.config.worker import settle
from kanalkoll.inbox import replying
from kanalkoll.inbox.acting import NotNow
from kanalkoll.ledger.events import history
from kanalkoll.municipality.permissions import Refused


def queued(kommun, text="Ja, den 27 december."):
    """An answer in the outbox, and the message it answers."""
    message = kommun.comment("Har ni öppet i jul?")
    replying.answer(message.pk, text=text, by=kommun.karin, now=kommun.now)
    message.refresh_from_db()
    return message, message.pending


def lost(kommun):
    """An answer that the platform may have taken: its reply never came, and asking is not possible either."""
    message, dispatch = queued(kommun)
    kommun.town.faults.add("cut", operation="reply")
    kommun.work(1)
    kommun.town.change_account(kommun.account.platform_id, standing="revoked")
    kommun.later(minutes=6)
    kommun.work(1)
    dispatch.refresh_from_db()
    return message, dispatch


def test_a_platform_that_asks_us_to_wait_is_not_called_again_before_that(stage):
    kommun = stage("aneby")
    message, dispatch = queued(kommun)
    kommun.town.faults.add("rate_limited", operation="reply")
    kommun.work()
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.error_class) == ("queued", "rate_limited")
    assert dispatch.next_try_at >= kommun.now + timedelta(minutes=16)
    kommun.later(minutes=15)
    kommun.work()
    assert dispatch.attempts.count() == 1
    kommun.later(minutes=3)
    kommun.work()
    message.refresh_from_db()
    assert message.state == "answered"
    assert [each.outcome for each in dispatch.attempts.all()] == ["rate_limited", "done"]
    assert kommun.effects("add") == 1


def test_a_revoked_login_fails_in_words_and_the_message_can_be_answered_again(stage):
    kommun = stage("aneby")
    message, dispatch = queued(kommun)
    kommun.town.faults.add("token_revoked", operation="reply")
    kommun.work()
    dispatch.refresh_from_db()
    message.refresh_from_db()
    assert (dispatch.state, dispatch.error_class) == ("failed", "auth_revoked")
    assert "Anslut kontot igen" in dispatch.problem
    assert (message.state, message.pending) == ("new", None)
    assert kommun.effects("add") == 0
    replying.answer(message.pk, text="Ja, den 27 december.", by=kommun.karin, now=kommun.now)
    kommun.work()
    message.refresh_from_db()
    assert (message.state, kommun.effects("add")) == ("answered", 1)


def test_an_answer_under_a_comment_that_its_author_deletes_meanwhile_fails_and_says_why(stage):
    kommun = stage("aneby")
    message, dispatch = queued(kommun)
    kommun.town.faults.add("author_deletes", operation="reply")
    kommun.work()
    dispatch.refresh_from_db()
    message.refresh_from_db()
    assert (dispatch.state, dispatch.error_class) == ("failed", "not_found")
    assert "finns inte längre" in dispatch.problem
    assert message.pending is None


def test_what_never_arrived_is_sent_again_only_after_the_platform_has_been_asked(stage):
    kommun = stage("aneby")
    message, dispatch = queued(kommun)
    kommun.town.faults.add("cut", operation="reply")
    kommun.work()
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.error_class) == ("unknown", "outcome_unknown")
    assert dispatch.next_try_at >= dispatch.attempted_at + timedelta(minutes=5)
    kommun.later(minutes=4)
    assert kommun.work() == 0
    kommun.later(minutes=2)
    kommun.work()
    message.refresh_from_db()
    assert message.state == "answered"
    assert kommun.effects("add") == 1
    told = [each.verb for each in history(f"dispatch:{dispatch.pk}")]
    assert told == ["dispatch.unknown", "dispatch.queued", "dispatch.done"]


def test_what_arrived_without_our_knowing_is_not_sent_again(stage):
    kommun = stage("aneby")
    _, dispatch = queued(kommun)
    kommun.town.faults.add("commit_then_cut", operation="reply")
    kommun.work()
    kommun.later(minutes=6)
    kommun.work()
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.attempts.count()) == ("done", 1)
    assert kommun.effects("add") == 1


def test_what_cannot_be_asked_waits_for_a_person_and_nobody_may_answer_meanwhile(stage):
    kommun = stage("aneby")
    message, dispatch = lost(kommun)
    assert (dispatch.state, dispatch.needs_person, dispatch.locked) == ("unknown", True, True)
    with pytest.raises(NotNow, match="på väg"):
        replying.answer(message.pk, text="En gång till.", by=kommun.karin, now=kommun.now)
    kommun.later(days=2)
    assert kommun.work() == 0


@pytest.mark.parametrize(("happened", "state"), [(True, "answered"), (False, "new")])
def test_a_person_who_has_looked_says_how_it_went(stage, happened, state):
    kommun = stage("aneby")
    message, dispatch = lost(kommun)
    given = {"happened": happened, "now": kommun.now, "settle": settle}
    with pytest.raises(Refused):
        outbox.settle_by_person(dispatch, by=kommun.people["auditor"], **given)
    outbox.settle_by_person(dispatch, by=kommun.karin, **given)
    message.refresh_from_db()
    dispatch.refresh_from_db()
    assert (message.state, message.pending) == (state, None)
    assert dispatch.state == ("done" if happened else "failed")
    said = next(
        each for each in history(f"dispatch:{dispatch.pk}") if each.verb == "dispatch.settled_by_person"
    )
    assert (said.actor, said.ground) == (kommun.karin.actor, "happened" if happened else "did_not_happen")
    with pytest.raises(NotSettled):
        outbox.settle_by_person(dispatch, by=kommun.karin, **given)


def test_after_eight_tries_it_is_given_up_and_said(stage):
    kommun = stage("aneby")
    message, dispatch = queued(kommun)
    kommun.town.faults.add("rate_limited", operation="reply", times=50)
    for _ in range(12):
        kommun.later(hours=1)
        kommun.work(1)
    dispatch.refresh_from_db()
    message.refresh_from_db()
    assert (dispatch.state, dispatch.attempts.count()) == ("failed", outbox.MOST_TRIES)
    assert (message.state, message.pending) == ("new", None)


def test_the_pauses_grow_and_never_pass_half_an_hour():
    pauses = [outbox._pause(tries, None) for tries in range(1, 12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(seconds=20), timedelta(minutes=30))
    assert outbox._pause(1, 3600.0) == timedelta(hours=1)


def test_two_workers_with_the_same_row_in_hand_make_one_call(stage):
    kommun = stage("aneby")
    _, dispatch = queued(kommun)
    other = Dispatch.objects.get(pk=dispatch.pk)
    for mine in (dispatch, other):
        outbox.send(mine, now=kommun.now, settle=settle)
    assert kommun.effects("add") == 1
    assert Attempt.objects.count() == 1


def test_a_worker_that_comes_back_after_its_lease_does_not_overrule_what_was_found_out(stage):
    kommun = stage("aneby")
    message, dispatch = queued(kommun)
    assert outbox._claim(dispatch, now=kommun.now)
    kommun.later(minutes=2)
    kommun.work(1)
    assert Dispatch.objects.get().state == "unknown"
    outbox._end(dispatch, "failed", now=kommun.now, settle=settle, error_class="transient")
    assert Dispatch.objects.get().state == "unknown"
    message.refresh_from_db()
    assert message.pending == dispatch


def test_an_account_that_was_disconnected_holds_up_nobody_else(stage):
    kommun = stage("aneby")
    stuck, dispatch = queued(kommun)
    kommun.town.faults.add("cut", operation="reply")
    kommun.work(1)
    Connection.objects.update(state="off")
    kommun.later(minutes=6)
    kommun.work(1)
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.needs_person) == ("unknown", True)
    Connection.objects.update(state="ok")
    other = kommun.comment("Och på nyårsdagen?", author="Eva Ek")
    replying.answer(other.pk, text="Nej.", by=kommun.karin, now=kommun.now)
    kommun.work()
    other.refresh_from_db()
    stuck.refresh_from_db()
    assert (other.state, stuck.state) == ("answered", "new")


def test_an_act_on_an_account_that_is_not_connected_fails_in_words(stage):
    kommun = stage("aneby")
    _, dispatch = queued(kommun)
    Connection.objects.all().delete()
    kommun.work()
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.problem) == (
        "failed",
        "Kontot är inte anslutet. Anslut det och försök igen.",
    )


def test_keys_that_no_longer_open_fail_in_words(stage, settings):
    kommun = stage("aneby")
    _, dispatch = queued(kommun)
    settings.SECRET_KEY = "en helt annan nyckel som är tillräckligt lång"
    kommun.work()
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.error_class) == ("failed", "auth_revoked")
    assert "nycklar går inte att läsa" in dispatch.problem
