"""The town's own switches and its program: seed, acts, faults, log over HTTP, and a clean end."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.torget.conftest import Caller
from torget.command_line import main
from torget.seeding import seed
from torget.server import running
from torget.town import Town
from torget.values import Account, Item

SEED: dict[str, Any] = {
    "pages": [
        {
            "name": "Exempelköping",
            "administrators": ["Eva"],
            "posts": [
                {
                    "text": "Badet öppnar",
                    "at": "2026-11-20T09:00:00+01:00",
                    "comments": [
                        {
                            "author": "Dag",
                            "text": "När?",
                            "edits": [{"text": "När då?", "at": "2026-11-20T11:00:00+01:00"}],
                            "replies": [{"text": "Klockan nio."}],
                        },
                        {"author": "Elsa", "text": "Dumt", "hidden": True},
                    ],
                },
                {"author": "Dag", "text": "Lampan är trasig"},
            ],
        }
    ]
}


def test_a_whole_town_is_seeded_over_http(town: Town, torget: str) -> None:
    (told,) = httpx.post(f"{torget}/_torget/seed", json=SEED).json()["pages"]
    question, rude = told["posts"][0]["comments"]

    assert town.account(told["id"]).token == told["token"]
    assert town.item(question["id"]).text == "När då?"
    assert town.item(question["replies"][0]["id"]).by_account
    assert town.item(rude["id"]).hidden
    assert town.item(told["posts"][1]["id"]).kind == "visitor_post"
    assert town.item(told["posts"][0]["id"]).created_at.isoformat() == "2026-11-20T08:00:00+00:00"
    assert {effect.by for effect in town.effects()} == {"seed"}


def test_the_same_seed_twice_changes_nothing_the_second_time(town: Town) -> None:
    seed(town, SEED)
    before = town.log()

    seed(town, SEED)

    assert town.log() == before


def test_a_seed_that_breaks_in_the_middle_leaves_nothing(town: Town) -> None:
    with pytest.raises(ValueError):
        seed(town, {"pages": [*SEED["pages"], {"name": "Nästa", "posts": [{"text": 7}]}]})

    assert town.store.accounts() == []
    assert town.log() == []


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"pages": {}},
        {"pages": [{}]},
        {"pages": [{"name": 1}]},
        {"pages": [{"name": "A", "posts": [{"text": None}]}]},
    ],
)
def test_a_seed_that_is_none_is_refused_with_an_explanation(torget: str, wrong: object) -> None:
    answer = httpx.post(f"{torget}/_torget/seed", json=wrong)

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_residents_act_over_http(town: Town, torget: str, page: Account, post: Item) -> None:
    def act(**what: str) -> Any:
        return httpx.post(f"{torget}/_torget/acts", json=what).json()["done"][0]

    comment = act(do="add_comment", on=post.id, author="Dag", text="Hej")["id"]
    act(do="edit_comment", id=comment, text="Hej igen")
    edited = town.item(comment).text
    act(do="delete_comment", id=comment)
    act(do="set_token_state", page=page.id, state="revoked")

    assert edited == "Hej igen"
    assert [entry.name for entry in town.effects(by="resident")] == [
        "comment.add",
        "comment.edited",
        "comment.remove",
    ]
    assert town.account(page.id).standing == "revoked"


@pytest.mark.parametrize(
    "wrong",
    [{"do": "fly"}, {"do": "add_comment"}, {"do": "edit_comment", "id": "1_1", "text": "x"}, "text", [1]],
)
def test_an_act_that_cannot_be_done_is_told_so(torget: str, wrong: object) -> None:
    assert httpx.post(f"{torget}/_torget/acts", json=wrong).status_code in (400, 404)


def test_faults_are_armed_counted_and_disarmed_over_http(town: Town, torget: str, graph: Caller) -> None:
    switches = f"{torget}/_torget/faults"
    httpx.post(switches, json=[{"kind": "cut", "operation": "reply"}, {"kind": "server_error", "times": 2}])
    graph.get("/me")

    known = httpx.get(switches).json()

    assert known["fired"] == {"server_error": 1}
    assert [(each["kind"], each["times"]) for each in known["armed"]] == [("cut", 1), ("server_error", 1)]
    assert httpx.delete(switches).json()["armed"] == []
    assert httpx.post(switches, json={"kind": "cut", "wrong": 1}).status_code == 400


def test_the_log_is_read_from_where_one_left_off(
    town: Town, torget: str, graph: Caller, comment: Item
) -> None:
    last = httpx.get(f"{torget}/_torget/log").json()["entries"][-1]["seq"]
    graph.post(f"/{comment.id}", is_hidden=True)

    entries = httpx.get(f"{torget}/_torget/log", params={"after": last}).json()["entries"]

    assert [entry["sort"] for entry in entries] == ["request", "effect", "answer"]
    assert entries[1]["object_id"] == comment.id


def test_a_form_on_another_site_cannot_turn_the_switches(torget: str) -> None:
    answer = httpx.post(
        f"{torget}/_torget/faults", content=b'{"kind":"cut"}', headers={"Content-Type": "text/plain"}
    )

    assert answer.status_code == 415


def test_a_town_outlives_its_server_and_lets_go_of_what_hangs(town: Town, page: Account) -> None:
    with running(town) as address:
        town.faults.add("timeout", seconds=60)
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{address}/me", params={"access_token": page.token}, timeout=0.1)
    with running(town) as address:
        answer = httpx.get(f"{address}/me", params={"access_token": page.token})

    assert answer.json()["name"] == page.name
    assert town.faults.fired() == {"timeout": 1}


@pytest.mark.parametrize(
    "mistake", [["--port", "-5"], ["--seed", "/nowhere/seed.json"], ["--state", "/nowhere/town.sqlite3"]]
)
def test_the_program_says_why_it_cannot_start(mistake: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        assert main(mistake) == 1
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert "Torget kunde inte starta" in capsys.readouterr().err


def test_the_program_says_where_it_is_keeps_its_file_and_ends_when_asked(tmp_path: Path) -> None:
    state = tmp_path / "town.sqlite3"
    source = Path(__file__).parents[2] / "src"
    program = subprocess.Popen(
        [sys.executable, "-m", "torget.command_line", "--port", "0", "--state", str(state)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )
    assert program.stdout is not None
    address = program.stdout.readline().split()[-1]
    (told,) = httpx.post(f"{address}_torget/seed", json=SEED).json()["pages"]
    program.send_signal(signal.SIGTERM)

    assert program.wait(timeout=10) == 0
    assert Town(state).account(told["id"]).name == "Exempelköping"
