"""Trouble on the wire: what the caller sees, what was done all the same, and that it ends when used up."""

import json
import time
from contextlib import suppress
from datetime import timedelta

import httpx
import pytest

from tests.torget.conftest import Caller
from torget.faults import KINDS
from torget.square import Unknown
from torget.town import Town, utc_now
from torget.values import Account, Item

COMMITS = {"commit_then_timeout", "commit_then_cut", "commit_then_server_error"}
NOTHING_DONE = {
    "timeout",
    "cut",
    "server_error",
    "rate_limited",
    "token_revoked",
    "token_expired",
    "permission_missing",
}


@pytest.mark.parametrize("kind", sorted(COMMITS | NOTHING_DONE))
def test_what_fails_is_either_done_or_not_and_the_log_knows(
    town: Town, graph: Caller, comment: Item, kind: str
) -> None:
    town.faults.add(kind, operation="reply", seconds=0.1)

    try:
        answer = graph.post(f"/{comment.id}/comments", message="Ja.")
    except httpx.TransportError:
        answer = None

    assert answer is None or answer.status_code >= 400
    assert len(town.effects("comment.add", by="page")) == (1 if kind in COMMITS else 0)
    assert town.faults.fired() == {kind: 1}
    assert [entry.name for entry in town.log() if entry.sort == "fault"] == [kind]


def test_a_fault_strikes_as_often_as_it_was_told_and_only_where(
    town: Town, graph: Caller, comment: Item
) -> None:
    town.faults.add("server_error", operation="hide", times=2, skip=1)

    assert graph.get(f"/{comment.id}").status_code == 200
    statuses = [graph.post(f"/{comment.id}", is_hidden=True).status_code for _ in range(4)]

    assert statuses == [200, 500, 500, 200]
    assert town.faults.armed() == ()


@pytest.mark.parametrize(("operation", "struck"), [("read", "get"), ("write", "post"), ("unhide", "none")])
def test_a_fault_can_be_for_reading_or_for_writing(
    town: Town, graph: Caller, comment: Item, operation: str, struck: str
) -> None:
    town.faults.add("server_error", operation=operation)

    assert (graph.get(f"/{comment.id}").status_code == 500) is (struck == "get")
    assert (graph.post(f"/{comment.id}", is_hidden=True).status_code == 500) is (struck == "post")


def test_a_fault_can_be_for_one_account_or_one_object(
    town: Town, graph: Caller, page: Account, comment: Item
) -> None:
    town.faults.add("server_error", account="someone else")
    town.faults.add("server_error", object=comment.id)

    assert graph.get(f"/{page.id}/feed").status_code == 200
    assert graph.get(f"/{comment.id}").status_code == 500


@pytest.mark.parametrize("code", [4, 32, 613])
def test_too_many_calls_come_with_facebooks_numbers_and_meters(
    town: Town, graph: Caller, page: Account, code: int
) -> None:
    town.faults.add("rate_limited", code=code)

    answer = graph.get("/me")

    assert (answer.status_code, answer.json()["error"]["code"]) == (429, code)
    (business,) = json.loads(answer.headers["X-Business-Use-Case-Usage"])[page.id]
    assert (business["call_count"], business["estimated_time_to_regain_access"]) == (100, 17)


@pytest.mark.parametrize(
    ("kind", "asked", "expected"),
    [
        ("server_error", {}, (500, 1, None)),
        ("server_error", {"code": 2, "status": 503}, (503, 2, None)),
        ("token_revoked", {}, (400, 190, 460)),
        ("token_expired", {}, (400, 190, 463)),
        ("permission_missing", {}, (403, 200, None)),
        ("error", {"code": 368, "subcode": 1390008, "status": 403}, (403, 368, 1390008)),
    ],
)
def test_an_error_can_be_any_of_facebooks(
    town: Town, graph: Caller, kind: str, asked: dict[str, int], expected: tuple[int, int, int | None]
) -> None:
    town.faults.add(kind, **asked)  # type: ignore[arg-type]

    answer = graph.get("/me")
    error = answer.json()["error"]

    assert (answer.status_code, error["code"], error.get("error_subcode")) == expected


def test_a_web_page_comes_instead_of_json(town: Town, graph: Caller) -> None:
    town.faults.add("html")
    answer = graph.get("/me")

    assert answer.headers["content-type"].startswith("text/html")
    assert "<html" in answer.text


@pytest.mark.parametrize("kind", ["truncated_json", "empty_body"])
def test_an_answer_can_be_no_json(town: Town, graph: Caller, kind: str) -> None:
    town.faults.add(kind)

    with pytest.raises(ValueError):
        graph.get("/me").json()


def test_an_answer_can_hold_the_wrong_types(town: Town, graph: Caller, post: Item, comment: Item) -> None:
    town.faults.add("wrong_types")
    answer = graph.get(f"/{post.id}/comments", fields="message").json()

    assert not isinstance(answer["data"], list)
    assert not isinstance(answer["data"]["0"]["message"], str)


def test_an_answer_can_be_huge(town: Town, graph: Caller) -> None:
    town.faults.add("huge_body")

    assert len(graph.get("/me").content) > 30_000_000


def test_an_answer_can_stop_in_the_middle(town: Town, graph: Caller) -> None:
    town.faults.add("broken_length")

    with pytest.raises(httpx.RemoteProtocolError):
        graph.get("/me")


def test_an_answer_can_point_at_another_host(town: Town, graph: Caller) -> None:
    town.faults.add("redirect")
    answer = graph.get("/me")

    assert (answer.status_code, httpx.URL(answer.headers["location"]).host) == (302, "elsewhere.invalid")


@pytest.mark.parametrize("kind", ["slow", "drip"])
def test_an_answer_can_take_its_time_and_be_right(
    town: Town, graph: Caller, page: Account, kind: str
) -> None:
    town.faults.add(kind, seconds=0.4)
    began = time.monotonic()

    assert graph.get("/me").json()["name"] == page.name
    assert time.monotonic() - began > 0.35


def test_silence_ends_when_the_caller_has_had_enough(town: Town, graph: Caller) -> None:
    town.faults.add("timeout", seconds=30)

    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{graph.address}/me", params={"access_token": graph.token}, timeout=0.2)


def test_the_author_can_be_quicker_than_the_page(town: Town, graph: Caller, comment: Item) -> None:
    town.faults.add("author_edits", operation="hide")
    graph.post(f"/{comment.id}", is_hidden=True)
    edited = town.item(comment.id)
    town.faults.add("author_deletes", operation="delete")

    assert graph.delete(f"/{comment.id}").json()["error"]["error_subcode"] == 33
    assert edited.hidden
    assert edited.text != comment.text
    with pytest.raises(Unknown):
        town.item(comment.id)
    assert [effect.by for effect in town.effects("comment.remove")] == ["resident"]


def test_what_is_written_can_be_readable_only_later(town: Town, graph: Caller, comment: Item) -> None:
    town.faults.add("late", seconds=60)
    reply_id = graph.post(f"/{comment.id}/comments", message="Ja.").json()["id"]

    assert graph.get(f"/{reply_id}").status_code == 400
    assert graph.get(f"/{comment.post_id}/comments", filter="stream").json()["data"][1:] == []

    town.hold_clock(utc_now() + timedelta(seconds=61))
    assert graph.get(f"/{reply_id}").json()["message"] == "Ja."


@pytest.mark.parametrize(
    "wrong", [{"kind": "nonsense"}, {"kind": "cut", "times": 0}, {"kind": "cut", "skip": -1}]
)
def test_a_fault_that_does_not_exist_is_refused(town: Town, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        town.faults.add(**wrong)  # type: ignore[arg-type]


def test_every_kind_of_trouble_on_calls_can_be_met(town: Town, graph: Caller, comment: Item) -> None:
    for kind in KINDS.values():
        if kind.door != "call":
            continue
        town.faults.add(kind.name, seconds=0.01)
        with suppress(httpx.TransportError):
            graph.get(f"/{comment.id}")
        assert town.faults.armed() == (), kind.name
