"""The program is killed at each durable border of receiving, answering and removing, started again, and ends right."""

import pytest
from django.db import connection

from kanalkoll.accounts import hints, webhooks
from kanalkoll.accounts.models import Connection, Dispatch
from kanalkoll.config.worker import INTAKE
from kanalkoll.inbox import replying
from kanalkoll.inbox.models import Message
from kanalkoll.ledger.models import Event
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Removal
from kanalkoll.records.models import Evidence, Record
from kanalkoll.records.verification import verify
from tests.harness.killing import killed_at, process_killed_at

WEBHOOK = '{"object":"page","entry":[{"id":"%s","time":1,"changes":[{"field":"feed","value":%s}]}]}'


def sound() -> None:
    """Nothing lost, nothing doubled, no gap in the log."""
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, Event.objects.count() + 1)
    )
    assert Record.objects.filter(head=None).count() == 0
    assert verify() == []


@pytest.mark.parametrize(
    "point",
    [
        "fetch.after_posts",
        "receive.before_keep",
        "receive.after_capture",
        "receive.after_messages",
        "receive.after_commit",
        "fetch.after_page",
    ],
)
def test_a_comment_is_kept_once_whatever_moment_reading_was_killed(stage, point):
    kommun = stage("hallstahammar")
    kommun.publish()
    kommun.say("När plogas Solgatan?")
    killed_at(point, kommun.read)
    kommun.later(minutes=11)
    kommun.read()
    assert Message.objects.count() == 1
    assert Record.objects.filter(kind="comment").count() == 1
    sound()


def test_a_webhook_that_was_acknowledged_is_read_after_a_crash(stage):
    kommun = stage("aneby")
    kommun.publish()
    kommun.read()
    item = kommun.say("Är biblioteket öppet i dag?")
    body = (WEBHOOK % (
        kommun.account.platform_id,
        f'{{"item":"comment","verb":"add","comment_id":"{item.id}","post_id":"{kommun.post.id}","from":{{"id":"1","name":"Eva"}},'
        '"message":"Är biblioteket öppet i dag?","created_time":1792767600}',
    )).encode()  # fmt: skip
    link = Connection.objects.get()
    killed_at("webhook.after_keep", lambda: webhooks.keep(link, body, now=kommun.now))
    hints.handle_hints(now=kommun.later(seconds=5), intake=INTAKE)
    assert Message.objects.get().record.platform_id == item.id
    sound()


@pytest.mark.parametrize("point", ["receive.after_capture", "receive.after_commit", "hint.after_item"])
def test_a_webhook_half_read_when_killed_is_read_again_without_doubling(stage, point):
    kommun = stage("aneby")
    kommun.publish()
    kommun.read()
    item = kommun.say("Hej!")
    body = (WEBHOOK % (
        kommun.account.platform_id,
        f'{{"item":"comment","verb":"add","comment_id":"{item.id}","post_id":"{kommun.post.id}"}}',
    )).encode()  # fmt: skip
    webhooks.keep(Connection.objects.get(), body, now=kommun.now)
    killed_at(point, lambda: hints.handle_hints(now=kommun.now, intake=INTAKE))
    hints.handle_hints(now=kommun.later(minutes=1), intake=INTAKE)
    assert Message.objects.count() == 1
    sound()


@pytest.mark.parametrize("point", ["send.after_claim", "send.after_call", "send.after_result"])
@pytest.mark.parametrize("times", [1, 2])
def test_an_answer_goes_out_exactly_once_however_often_sending_was_killed(stage, point, times):
    kommun = stage("aneby")
    message = kommun.comment("Har ni öppet i jul?")
    replying.answer(message.pk, text="Ja, den 27 december.", by=kommun.karin, now=kommun.now)
    for _ in range(times):
        if Dispatch.objects.filter(state="queued").exists():
            killed_at(point, lambda: kommun.work(1))
        kommun.later(minutes=3)
        kommun.work(2)
        kommun.later(minutes=3)
    for _ in range(4):
        kommun.later(minutes=5)
        kommun.work()
    message.refresh_from_db()
    assert message.state == "answered"
    assert kommun.effects("add") == 1
    sound()


def test_an_answer_killed_before_it_was_queued_was_never_given(stage):
    kommun = stage("aneby")
    message = kommun.comment("Har ni öppet i jul?")
    killed_at(
        "answer.before_queue",
        lambda: replying.answer(message.pk, text="Ja.", by=kommun.karin, now=kommun.now),
    )
    kommun.work()
    assert kommun.effects("add") == 0
    assert Message.objects.get().state == "new"


BEFORE_SENDING = [
    "removal.after_request",
    "removal.after_sheet",
    "evidence.after_files",
    "evidence.after_rows",
    "removal.after_secure",
    "removal.after_queue",
]
SENDING = ["send.after_claim", "send.after_call", "send.after_result"]


@pytest.mark.parametrize(
    ("point", "act"),
    [(point, "unpublish") for point in BEFORE_SENDING + SENDING] + [(point, "hide") for point in SENDING],
)
def test_a_removal_killed_at_any_step_ends_right_and_never_acts_before_its_evidence(stage, point, act):
    kommun = stage("hallstahammar")
    message = kommun.comment("Du är en idiot, Peter.")
    too_early: list[str] = []
    kommun.town.on_effect(lambda entry: _check_evidence(entry, too_early))
    process_killed_at(
        point, "tests.harness.removing", str(message.record_id), act, str(kommun.karin.pk), now=kommun.now
    )
    for _ in range(6):
        kommun.later(minutes=5)
        _go_on(kommun, message, act)
        kommun.work()
    case = Removal.objects.get()
    assert case.state == "verified"
    assert case.evidence is not None
    assert too_early == []
    assert kommun.effects("hide" if act == "hide" else "remove") == 1
    sound()


def _go_on(kommun, message, act):
    """What a person does who comes back to the case after the crash."""
    case = Removal.objects.first()
    if case is None:
        case = removal.request(
            message.record, ground="insult", act=act, by=kommun.karin, now=kommun.now, reason="Påhopp.",
            answers={"standing_disposal_decision": "yes"},
        )  # fmt: skip
    if case.state == "requested":
        removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    elif case.state == "secured" and case.dispatch is None:
        removal.carry_out(case.pk, by=kommun.karin, now=kommun.now)


def _check_evidence(entry, too_early):
    if entry.by == "page" and entry.name in {"comment.hide", "comment.remove"}:
        if not Evidence.objects.exists():
            too_early.append(entry.name)
        connection.close()
