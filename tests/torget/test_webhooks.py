"""Webhooks: what they tell, that their signatures are right, and how they can go wrong."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.torget.conftest import Caller
from torget.town import Town
from torget.values import Account, Item


@dataclass
class Receiver:
    """Takes webhooks. Answers each with the next of `statuses`, and 200 when they are used up."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def told(self) -> list[tuple[str, str]]:
        """(verb, comment or post) of everything that came, in order."""
        found = []
        for body in self.bodies:
            for entry in json.loads(body)["entry"]:
                value = entry["changes"][0]["value"]
                found.append((value["verb"], value.get("comment_id", value["post_id"])))
        return found

    def signed(self, place: int, secret: str) -> bool:
        digest = hmac.new(secret.encode(), self.bodies[place], hashlib.sha256).hexdigest()
        return self.headers[place]["x-hub-signature-256"] == f"sha256={digest}"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()

    class Post(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.headers.append({key.lower(): value for key, value in self.headers.items()})
            self.send_response(receiver.statuses.pop(0) if receiver.statuses else 200)
            self.end_headers()

        def do_GET(self) -> None:
            query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
            right = query["hub.verify_token"] == "a word" and query["hub.mode"] == "subscribe"
            self.send_response(200 if right else 403)
            self.end_headers()
            self.wfile.write(query["hub.challenge"].encode() if right else b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Post)
    receiver.url = f"http://127.0.0.1:{server.server_port}/webhooks/facebook/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield receiver
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def listening(town: Town, comment: Item, receiver: Receiver) -> Receiver:
    """The receiver hears of everything that happens after `comment` was written."""
    town.webhooks.retry_after = (0.05, 0.05)
    town.webhooks.add(receiver.url)
    return receiver


def test_a_new_comment_is_told_with_all_its_parts(
    town: Town, listening: Receiver, page: Account, comment: Item
) -> None:
    reply = town.add_comment(comment.id, author="Dag Hultmark", text="Å, bra fråga! 👍")
    assert town.webhooks.settle()

    (body,) = listening.bodies
    told = json.loads(body)
    (entry,) = told["entry"]
    (change,) = entry["changes"]

    assert (told["object"], entry["id"], change["field"]) == ("page", page.id, "feed")
    assert change["value"] == {
        "item": "comment",
        "verb": "add",
        "comment_id": reply.id,
        "post_id": reply.post_id,
        "parent_id": comment.id,
        "from": {"id": reply.author_id, "name": "Dag Hultmark"},
        "message": "Å, bra fråga! 👍",
        "created_time": int(reply.created_at.timestamp()),
    }


def test_both_signatures_are_over_the_raw_body(town: Town, listening: Receiver, comment: Item) -> None:
    town.edit(comment.id, "Gäller mitt årskort?")
    assert town.webhooks.settle()

    old = hmac.new(town.app.secret.encode(), listening.bodies[0], hashlib.sha1).hexdigest()
    assert listening.signed(0, town.app.secret)
    assert listening.headers[0]["x-hub-signature"] == f"sha1={old}"


def test_every_kind_of_change_is_told_also_the_pages_own(
    town: Town, listening: Receiver, graph: Caller, comment: Item
) -> None:
    town.edit(comment.id, "Gäller mitt årskort?")
    graph.post(f"/{comment.id}", is_hidden=True)
    graph.post(f"/{comment.id}", is_hidden=False)
    reply_id = graph.post(f"/{comment.id}/comments", message="Ja.").json()["id"]
    graph.delete(f"/{comment.id}")
    assert town.webhooks.settle()

    assert listening.told() == [
        ("edited", comment.id),
        ("hide", comment.id),
        ("unhide", comment.id),
        ("add", reply_id),
        ("remove", comment.id),
    ]
    assert b"message" not in listening.bodies[-1]


def test_nothing_is_told_of_a_page_that_does_not_subscribe(
    town: Town, listening: Receiver, graph: Caller, page: Account, comment: Item
) -> None:
    graph.delete(f"/{page.id}/subscribed_apps")
    town.edit(comment.id, "Tyst")
    graph.post(f"/{page.id}/subscribed_apps", subscribed_fields="feed")
    town.edit(comment.id, "Hörbart")
    assert town.webhooks.settle()

    assert [json.loads(body)["entry"][0]["changes"][0]["value"]["message"] for body in listening.bodies] == [
        "Hörbart"
    ]


def test_a_receiver_that_fails_is_tried_again_a_few_times(
    town: Town, listening: Receiver, comment: Item
) -> None:
    listening.statuses = [500, 503]
    town.edit(comment.id, "Igen")
    assert town.webhooks.settle()

    tried = [entry.detail["status"] for entry in town.log() if entry.sort == "webhook"]
    assert tried == [500, 503, 200]
    assert len(set(listening.bodies)) == 1


def test_a_receiver_that_is_not_there_is_given_up(town: Town, comment: Item) -> None:
    town.webhooks.retry_after = (0.01,)
    town.webhooks.add("http://127.0.0.1:9/nobody")
    town.edit(comment.id, "Hallå?")
    assert town.webhooks.settle()

    tried = [entry.detail for entry in town.log() if entry.sort == "webhook"]
    assert [each["problem"] for each in tried] == ["ConnectError", "ConnectError"]


@pytest.mark.parametrize(
    ("kind", "verbs"),
    [
        ("webhook_duplicated", ["edited", "edited", "hide"]),
        ("webhook_lost", ["hide"]),
        ("webhook_reordered", ["hide", "edited"]),
        ("webhook_late", ["hide", "edited"]),
        ("webhook_huge", ["edited"] * 1000 + ["hide"]),
    ],
)
def test_webhooks_come_twice_late_never_or_a_thousandfold(
    monkeypatch: pytest.MonkeyPatch,
    town: Town,
    listening: Receiver,
    comment: Item,
    kind: str,
    verbs: list[str],
) -> None:
    # What is held back must come with the next one, not because its time is up.
    monkeypatch.setattr("torget.webhooks._HELD_SECONDS", 60)
    town.faults.add(kind, seconds=0.3)

    town.edit(comment.id, "Ändrad")
    town.hide(comment.id, True)
    assert town.webhooks.settle()

    assert [verb for verb, _ in listening.told()] == verbs
    assert all(listening.signed(place, town.app.secret) for place in range(len(listening.bodies)))
    assert town.faults.fired() == {kind: 1}


def test_one_held_back_alone_still_comes(town: Town, listening: Receiver, comment: Item) -> None:
    town.faults.add("webhook_reordered")
    town.edit(comment.id, "Ensam")

    assert town.webhooks.settle()
    assert listening.told() == [("edited", comment.id)]


def test_a_signature_can_be_wrong(town: Town, listening: Receiver, comment: Item) -> None:
    town.faults.add("webhook_wrong_signature")
    town.edit(comment.id, "Falskt")
    assert town.webhooks.settle()

    assert not listening.signed(0, town.app.secret)


def test_a_body_can_be_broken_and_signed_all_the_same(town: Town, listening: Receiver, comment: Item) -> None:
    town.faults.add("webhook_malformed")
    town.edit(comment.id, "Trasigt")
    assert town.webhooks.settle()

    with pytest.raises(ValueError):
        json.loads(listening.bodies[0])
    assert listening.signed(0, town.app.secret)


@pytest.mark.parametrize(("word", "accepted"), [("a word", True), ("another", False)])
def test_an_address_is_taken_only_after_the_handshake(
    town: Town, graph: Caller, receiver: Receiver, word: str, accepted: bool
) -> None:
    app: dict[str, Any] = {"access_token": f"{town.app.id}|{town.app.secret}"}
    asked = {"object": "page", "callback_url": receiver.url, "verify_token": word, "fields": "feed"}

    answer = httpx.post(f"{graph.address}/v26.0/{town.app.id}/subscriptions", data={**app, **asked})

    assert answer.is_success is accepted
    assert town.webhooks.urls() == ([receiver.url] if accepted else [])
