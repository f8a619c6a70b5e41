"""Whatever a resident writes is kept exactly, and nothing it contains can stop the rest."""

import pytest

from kanalkoll.inbox import handling
from kanalkoll.inbox.models import Message

STRANGE = {
    "html": "<script>alert('hej')</script><b>fet</b> & <!-- -->",
    "right to left": "مرحبا \u202eabc\u202c 123",
    "emoji": "Tack 👩‍👩‍👧‍👦🏳️‍🌈❤️‍🔥 för allt!",
    "combining": "a\u0308" * 50 + "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
    "long": "Snöröjning! " * 5_250,
    "only space": "   \n\t ",
    "quotes": "'; DROP TABLE inbox_message; --",
    "one letter": "ö",
    "zero width": "s\u200bv\u200bå\u200br",
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_text_is_kept_letter_by_letter(stage, name):
    kommun = stage("aneby")
    message = kommun.comment(STRANGE[name])
    assert message.record.head.text == STRANGE[name]


def test_a_nul_is_shown_as_a_replacement_and_kept_in_the_platforms_own_bytes(stage):
    kommun = stage("aneby")
    message = kommun.comment("före\x00efter")
    assert message.record.head.text == "före\ufffdefter"
    assert b"\\u0000" in bytes(message.record.head.raw)


def test_a_text_that_cannot_be_screened_is_received_all_the_same_and_says_so(stage, monkeypatch):
    kommun = stage("aneby")
    monkeypatch.setattr("kanalkoll.screening.judging.screen", lambda *_, **__: 1 / 0)
    message = kommun.comment("Hej!")
    assert message.state == "new"
    assert message.labels == ["not_screened"]
    assert message.due_at is not None


def test_a_platform_that_answers_nonsense_is_shown_on_the_account_and_loses_nothing(stage):
    kommun = stage("aneby")
    kommun.publish()
    kommun.say("Hej!")
    for kind in (
        "html",
        "truncated_json",
        "empty_body",
        "wrong_types",
        "server_error",
        "redirect",
        "broken_length",
    ):
        kommun.town.faults.clear()
        kommun.town.faults.add(kind, operation="read", times=50)
        assert kommun.read(full=True).problem
    kommun.town.faults.clear()
    kommun.account.connection.refresh_from_db()
    assert kommun.account.connection.state == "failing"
    kommun.later(hours=2)
    assert kommun.read(full=True).problem == ""
    assert Message.objects.count() == 1


def test_an_edited_comment_opens_its_closed_matter_again_with_a_new_clock(stage):
    kommun = stage("aneby")
    message = kommun.comment("Fint väder!")
    handling.close(message.pk, ground="asks_nothing", by=kommun.karin, now=kommun.now)
    first_due = message.due_at
    kommun.later(days=1)
    kommun.town.edit_comment(message.record.platform_id, text="Fint väder, men när öppnar ni?")
    kommun.read(full=True)
    message.refresh_from_db()
    assert message.state == "new"
    assert message.due_at > first_due
    assert [v.reason for v in message.record.versions.order_by("number")] == ["first-seen", "edited"]


def test_a_comment_that_its_author_deletes_stays_here_and_is_reported(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("Nu ångrar jag mig.")
    kommun.town.delete_comment(message.record.platform_id)
    kommun.read(full=True)
    message.refresh_from_db()
    assert message.gone_at is not None
    assert message.record.vanished.acknowledged_at is None
    assert message.record.head.text == "Nu ångrar jag mig."
