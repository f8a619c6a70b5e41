"""A private message is handled like the rest, but is nobody's to take away: it lies with the one who wrote it too."""

import pytest

from kanalkoll.inbox import replying
from kanalkoll.inbox.models import Message
from kanalkoll.inbox.receive import receive
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation import settling
from kanalkoll.platforms.values import Author, Incoming
from kanalkoll.records import keeping
from tests.harness.stage import as_


def arrived(kommun, kind: str) -> Message:
    """One item of this kind, as if the platform had given it."""
    written = Incoming(
        platform_id="m_1",
        kind=kind,  # type: ignore[arg-type]
        text="Ni är inte kloka!",
        author=Author("5", "Roland Vinge", None),
        created_at=kommun.now,
        edited_at=None,
        post_id=None,
        parent_id=None,
        permalink=None,
        media=(),
        hidden=False,
        from_us=False,
        raw=b"{}",
    )
    receive(kommun.account, [written], kommun.now)
    return Message.objects.get()


@pytest.mark.parametrize(("kind", "offered"), [("message", False), ("visitor_post", True), ("comment", True)])
def test_only_what_may_be_taken_away_is_offered_to_be(stage, kind, offered):
    kommun = stage("aneby")
    message = arrived(kommun, kind)
    reply = replying.answer(message.pk, text="Hör av dig.", by=kommun.karin, now=kommun.now)
    with writing():
        keeping.published(reply.record, platform_id="m_2", now=kommun.now)
        Message.objects.update(pending=None)
    client = as_(kommun.karin)

    page = client.get(f"/inkorg/{message.pk}/").content.decode()

    assert (f'href="/borttagning/handling/{message.record_id}/"' in page) is offered
    assert (f'href="/borttagning/handling/{reply.record_id}/"' in page) is offered
    assert (client.get(f"/borttagning/handling/{message.record_id}/").status_code == 200) is offered


@pytest.mark.parametrize(("kind", "offered"), [("message", False), ("comment", True)])
def test_what_vanished_without_us_is_secured_only_where_it_could_have_been_taken_away(stage, kind, offered):
    kommun = stage("aneby")
    message = arrived(kommun, kind)
    settling.vanished(message.record, kommun.now)

    page = as_(kommun.karin).get("/borttagning/").content.decode()

    assert "Jag har tittat på det" in page
    assert ("Säkra, försegla eller anmäl det" in page) is offered
