"""A comment arrives, gets its deadline, is answered once, and what the platform shows comes back as our own record."""

from datetime import UTC, datetime

import pytest

from kanalkoll.inbox import replying
from kanalkoll.inbox.models import Message
from kanalkoll.ledger.events import history
from kanalkoll.records.models import Record

DUE = {
    "alingsas": datetime(2026, 10, 26, 16, 0, tzinfo=UTC),
    "aneby": datetime(2026, 10, 26, 16, 0, tzinfo=UTC),
    "hallstahammar": datetime(2026, 10, 26, 23, 0, tzinfo=UTC),
    "norrkoping": None,
}


@pytest.mark.parametrize("name", DUE)
def test_the_same_comment_gets_the_deadline_of_each_municipalitys_own_guideline(stage, name):
    kommun = stage(name)
    message = kommun.comment("När plogas egentligen Solgatan?")
    expected = DUE[name]
    if expected is None:
        assert message.due_at is None
    else:
        assert abs((message.due_at - expected).total_seconds()) < 60
        assert message.due_clauses


def test_an_answer_goes_out_once_signed_as_the_guideline_wants_and_ends_the_matter(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni på lördag?")
    replying.answer(message.pk, text="Vi öppnar klockan 10.", by=kommun.karin, now=kommun.now)
    kommun.work()
    message.refresh_from_db()
    assert message.state == "answered"
    said = kommun.town.thread(kommun.post)[-1]
    assert said.by_account
    assert "Karin, kommunikatör" in said.text
    kommun.read(full=True)
    assert Record.objects.filter(direction="outgoing", kind="comment").count() == 1
    assert Message.objects.count() == 1
    assert [event.verb for event in history(message.name)] == [
        "message.received",
        "message.assigned",
        "message.answer_queued",
        "message.answered",
    ]


def test_an_answer_whose_reply_was_lost_is_read_back_and_not_sent_twice(stage):
    kommun = stage("aneby")
    message = kommun.comment("Har ni öppet i jul?")
    kommun.town.faults.add("commit_then_cut", operation="reply")
    replying.answer(message.pk, text="Ja, den 27 december.", by=kommun.karin, now=kommun.now)
    kommun.work()
    message.refresh_from_db()
    assert message.pending.state == "unknown"
    kommun.later(minutes=5)
    kommun.work()
    message.refresh_from_db()
    assert message.state == "answered"
    assert kommun.effects("add") == 1
