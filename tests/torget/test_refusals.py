"""The errors of the Graph API, by their numbers."""

import hashlib
import hmac
from dataclasses import replace

import httpx
import pytest

from tests.torget.conftest import Caller
from torget.town import Town
from torget.values import PERMISSIONS, Account, Item, Standing


def error(answer: httpx.Response) -> tuple[int, int, int | None]:
    told = answer.json()["error"]
    assert told["message"]
    assert told["fbtrace_id"]
    return answer.status_code, told["code"], told.get("error_subcode")


def test_a_wrong_key_is_code_190(torget: str) -> None:
    answer = httpx.get(f"{torget}/v26.0/me", params={"access_token": "wrong"})

    assert error(answer) == (400, 190, None)
    assert answer.json()["error"]["type"] == "OAuthException"


def test_no_key_at_all_is_code_104(torget: str) -> None:
    assert error(httpx.get(f"{torget}/v26.0/me")) == (400, 104, None)


@pytest.mark.parametrize(("standing", "subcode"), [("expired", 463), ("revoked", 460)])
def test_a_key_that_no_longer_counts_says_why(
    town: Town, graph: Caller, page: Account, standing: Standing, subcode: int
) -> None:
    town.change_account(page.id, standing=standing)

    assert error(graph.get("/me")) == (400, 190, subcode)


@pytest.mark.parametrize(
    ("operation", "permission", "code"),
    [
        ("feed", "pages_read_engagement", 10),
        ("visitor_posts", "pages_read_user_content", 10),
        ("object", "pages_read_user_content", 10),
        ("comments", "pages_read_engagement", 10),
        ("reply", "pages_manage_engagement", 200),
        ("hide", "pages_manage_engagement", 200),
        ("delete", "pages_manage_engagement", 200),
        ("publish", "pages_manage_posts", 200),
        ("subscribe", "pages_manage_metadata", 200),
    ],
)
def test_each_call_needs_its_permission(
    town: Town, graph: Caller, page: Account, comment: Item, operation: str, permission: str, code: int
) -> None:
    def call() -> httpx.Response:
        match operation:
            case "feed" | "visitor_posts":
                return graph.get(f"/{page.id}/{operation}")
            case "object":
                return graph.get(f"/{comment.id}")
            case "comments":
                return graph.get(f"/{comment.post_id}/comments")
            case "reply":
                return graph.post(f"/{comment.id}/comments", message="Ja.")
            case "hide":
                return graph.post(f"/{comment.id}", is_hidden=True)
            case "delete":
                return graph.delete(f"/{comment.id}")
            case "publish":
                return graph.post(f"/{page.id}/feed", message="Nytt")
        return graph.post(f"/{page.id}/subscribed_apps", subscribed_fields="feed")

    town.change_account(page.id, permissions=PERMISSIONS - {permission})
    effects = len(town.effects())

    assert error(call())[1] == code
    assert len(town.effects()) == effects

    town.change_account(page.id, permissions=PERMISSIONS)
    assert call().status_code == 200


def test_without_permission_nobody_says_who_wrote(
    town: Town, graph: Caller, page: Account, comment: Item
) -> None:
    town.change_account(page.id, permissions=PERMISSIONS - {"pages_read_user_content"})

    (only,) = graph.get(f"/{comment.post_id}/comments").json()["data"]

    assert "from" not in only


def test_what_is_not_there_and_what_is_somebody_elses_look_the_same(town: Town, graph: Caller) -> None:
    other = town.add_page("En annan kommun")
    theirs = town.add_comment(town.add_post(other.id, "Hej").id, author="Dag", text="Hej")

    for missing in ("1_2", theirs.id, "nonsense"):
        assert error(graph.get(f"/{missing}")) == (400, 100, 33)
    assert error(graph.delete(f"/{theirs.id}")) == (400, 100, 33)
    assert town.item(theirs.id)


def test_one_missing_object_spoils_a_call_for_several(graph: Caller, comment: Item) -> None:
    assert error(graph.get("/", ids=f"{comment.id},1_2")) == (400, 100, 33)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "HEAD"])
def test_other_methods_change_nothing(town: Town, graph: Caller, comment: Item, method: str) -> None:
    token = {"access_token": graph.token, "message": "Nytt"}
    answer = graph.http.request(method, f"{graph.address}/{comment.post_id}", params=token)

    assert answer.status_code == 400
    assert town.effects(by="page") == []


@pytest.mark.parametrize(
    ("path", "params", "code"),
    [
        ("comment", {"fields": "massage"}, 100),
        ("comment", {"fields": "from{id"}, 2500),
        ("comment", {"fields": "id,,message"}, 2500),
        ("comment", {"fields": "a{" * 50 + "id" + "}" * 50}, 2500),
        ("comments", {"filter": "everything"}, 100),
        ("comments", {"order": "ranked"}, 100),
        ("comments", {"limit": "many"}, 100),
        ("comments", {"after": "!!!"}, 100),
        ("comments", {"since": "igår"}, 100),
        ("several", {"ids": ",".join(str(n) for n in range(51))}, 100),
        ("several", {"ids": ""}, 100),
    ],
)
def test_a_question_put_wrongly_is_told_so(
    graph: Caller, comment: Item, path: str, params: dict[str, str], code: int
) -> None:
    paths = {"comment": f"/{comment.id}", "comments": f"/{comment.post_id}/comments", "several": "/"}

    assert error(graph.get(paths[path], **params))[:2] == (400, code)


def test_a_proof_of_the_apps_secret_must_be_right(town: Town, graph: Caller, page: Account) -> None:
    right = hmac.new(town.app.secret.encode(), page.token.encode(), hashlib.sha256).hexdigest()

    assert graph.get("/me", appsecret_proof=right).status_code == 200
    assert error(graph.get("/me", appsecret_proof="0" * 64)) == (400, 100, None)


def test_a_key_can_be_looked_into(town: Town, graph: Caller, page: Account) -> None:
    told = graph.get("/debug_token", input_token=page.token).json()["data"]
    unknown = graph.get("/debug_token", input_token="who?").json()["data"]
    town.change_account(page.id, standing="revoked")
    app = replace(graph, token=f"{town.app.id}|{town.app.secret}")
    revoked = app.get("/debug_token", input_token=page.token).json()["data"]

    assert (told["is_valid"], told["profile_id"], told["expires_at"]) == (True, page.id, 0)
    assert set(told["scopes"]) == PERMISSIONS
    assert unknown["is_valid"] is False
    assert (revoked["is_valid"], revoked["error"]["code"]) == (False, 190)
