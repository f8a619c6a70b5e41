"""Webhooks: verified over the raw bytes, kept before they are answered, read as hints; polling has the last word."""

import hashlib
import hmac
import json
from itertools import permutations

import pytest
from django.urls import reverse

from kanalkoll.accounts import hints
from kanalkoll.accounts.connections import connect
from kanalkoll.accounts.models import Connection, Hint
from kanalkoll.config.worker import INTAKE
from kanalkoll.inbox.models import Message
from kanalkoll.municipality.models import Account
from kanalkoll.records.models import Record


def signed(kommun, body: bytes) -> dict[str, str]:
    digest = hmac.new(kommun.town.app.secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}"}


def body_for(kommun, *changes: dict[str, object], page: str = "") -> bytes:
    entry = {
        "id": page or kommun.account.platform_id,
        "time": 1,
        "changes": [{"field": "feed", "value": {"item": "comment", **change}} for change in changes],
    }
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def add(kommun, item, verb="add", text=None):
    return {
        "verb": verb,
        "comment_id": item.id,
        "post_id": item.post_id,
        "parent_id": item.post_id,
        "from": {"id": item.author_id, "name": item.author_name},
        "message": text or item.text,
        "created_time": int(item.created_at.timestamp()),
    }


def send(client, kommun, body: bytes, headers=None):
    address = reverse("webhook", args=[kommun.account.pk])
    return client.post(
        address,
        body,
        content_type="application/json",
        headers=signed(kommun, body) if headers is None else headers,
    )


def read_hints(kommun):
    hints.handle_hints(now=kommun.later(seconds=40), intake=INTAKE)


def test_the_platforms_question_is_answered_only_with_the_right_word(stage, client):
    kommun = stage("aneby")
    address = reverse("webhook", args=[kommun.account.pk])
    asked = {
        "hub.mode": "subscribe",
        "hub.challenge": "4711",
        "hub.verify_token": kommun.town.app.verify_token,
    }
    assert client.get(address, asked).content == b"4711"
    assert client.get(address, asked | {"hub.verify_token": "fel"}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{}, {"X-Hub-Signature-256": "sha256=" + "0" * 64}, {"X-Hub-Signature-256": "å"}]
)
def test_an_unsigned_or_wrongly_signed_delivery_is_refused_and_nothing_is_kept(stage, client, headers):
    kommun = stage("aneby")
    assert send(client, kommun, b'{"object":"page","entry":[]}', headers).status_code == 403
    assert Hint.objects.count() == 0


def test_a_delivery_that_is_too_large_is_refused(stage, client):
    kommun = stage("aneby")
    assert send(client, kommun, b" " * 1_000_001).status_code == 413
    assert Hint.objects.count() == 0


def test_the_town_square_itself_reaches_us_with_its_own_signature(stage, live_server):
    kommun = stage("aneby")
    kommun.publish()
    kommun.town.webhooks.add(live_server.url + reverse("webhook", args=[kommun.account.pk]))
    item = kommun.town.add_comment(kommun.post.id, author="Eva Ståhl", text="Hej!", at=kommun.now)
    kommun.town.webhooks.settle(5)
    read_hints(kommun)
    assert Message.objects.get().record.platform_id == item.id


def test_ten_copies_of_the_same_delivery_give_one_message(stage, client):
    kommun = stage("aneby")
    kommun.publish()
    item = kommun.say("När öppnar ni?")
    for _ in range(10):
        assert send(client, kommun, body_for(kommun, add(kommun, item))).status_code == 200
    read_hints(kommun)
    kommun.read()
    assert Message.objects.count() == 1
    assert Record.objects.get(kind="comment").versions.count() == 1


@pytest.mark.parametrize("order", list(permutations(["add", "edited", "poll"])))
def test_deliveries_and_polling_in_any_order_end_in_the_same_state(stage, client, order):
    kommun = stage("aneby")
    kommun.publish()
    kommun.read()
    item = kommun.say("Förslag: en bänk vid busshållplatsen.")
    kommun.later(minutes=1)
    edited = kommun.town.edit_comment(item.id, text="Förslag: två bänkar vid busshållplatsen.")
    for step in order:
        if step == "poll":
            kommun.read(full=True)
        else:
            send(client, kommun, body_for(kommun, add(kommun, item if step == "add" else edited, verb=step)))
            read_hints(kommun)
    message = Message.objects.get()
    assert message.record.head.text == "Förslag: två bänkar vid busshållplatsen."
    assert message.state == "new"


def test_a_comment_deleted_before_we_could_read_it_is_kept_from_the_webhooks_own_words(stage, client):
    kommun = stage("aneby")
    kommun.publish()
    kommun.read()
    item = kommun.say("Jag ska komma och slå sönder biblioteket.")
    delivery = body_for(kommun, add(kommun, item))
    kommun.town.delete_comment(item.id)
    send(client, kommun, delivery)
    read_hints(kommun)
    message = Message.objects.get()
    assert message.record.head.text == "Jag ska komma och slå sönder biblioteket."
    assert message.gone_at is not None


def test_what_a_delivery_said_is_not_kept_a_second_time_outside_the_records(stage, client):
    kommun = stage("aneby")
    kommun.publish()
    item = kommun.say("Hej!")
    send(client, kommun, body_for(kommun, add(kommun, item)))
    read_hints(kommun)
    assert Hint.objects.get().body is None


def test_a_delivery_about_another_page_signed_by_the_same_app_changes_nothing_here(stage, client):
    kommun = stage("aneby")
    kommun.publish()
    item = kommun.say("Hej!")
    send(client, kommun, body_for(kommun, add(kommun, item), page="999"))
    read_hints(kommun)
    assert Message.objects.count() == 0


def test_a_delivery_about_another_of_our_pages_reaches_that_account(stage, client):
    kommun = stage("aneby")
    page = kommun.town.add_page("Badhuset")
    other = Account.objects.create(
        platform="facebook",
        platform_id=page.id,
        name="Badhuset",
        address="https://x.example/b",
        unit=kommun.account.unit,
    )
    keys = {"token": page.token, "app_secret": kommun.town.app.secret, "verify_token": "x", "app_id": "1"}
    connect(other, address=f"{kommun.address}/v26.0", secrets=keys, by=None, now=kommun.now)
    post = kommun.town.add_post(page.id, "Vi öppnar klockan 6.", at=kommun.now)
    item = kommun.town.add_comment(post.id, author="Eva Ståhl", text="Härligt!", at=kommun.now)
    send(client, kommun, body_for(kommun, add(kommun, item), page=page.id))
    read_hints(kommun)
    assert Message.objects.get().account == other


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'{"object":"page"',
        b'{"object":"page","entry":5}',
        b'{"object":"page","entry":[{"id":1,"changes":[{"field":"feed","value":null}]}]}',
        b"\xff\xfe\x00",
        b'{"object":"page","entry":[{"id":"1","changes":[{"field":"feed","value":{"item":"comment","verb":7}}]}]}',
        b"[" * 50_000,
    ],
)
def test_a_signed_delivery_of_nonsense_is_acknowledged_and_makes_the_account_be_read_in_full(
    stage, client, body
):
    kommun = stage("aneby")
    kommun.publish()
    kommun.read()
    kommun.say("Den riktiga kommentaren")
    assert send(client, kommun, body).status_code == 200
    for _ in range(8):
        read_hints(kommun)
        kommun.later(minutes=20)
    assert not Hint.objects.filter(handled_at=None).exists()
    assert Connection.objects.get().state == "ok"
    kommun.read()
    assert Message.objects.count() == 1
