"""What a program reads from a page: only what it asks for, a piece at a time, and nothing that is gone."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.torget.conftest import Caller
from torget.town import Town
from torget.values import Account, Item

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_only_the_fields_that_are_asked_for_are_answered_and_the_id(graph: Caller, comment: Item) -> None:
    answer = graph.get(f"/{comment.id}", fields="message,from{name},is_hidden").json()

    assert answer == {
        "message": "Gäller årskortet?",
        "from": {"name": "Bosse Ekdahl", "id": comment.author_id},
        "is_hidden": False,
        "id": comment.id,
    }


def test_times_are_written_as_facebook_writes_them(town: Town, graph: Caller, post: Item) -> None:
    comment = town.add_comment(post.id, author="Dag", text="Hej", at=datetime(2026, 11, 21, 10, tzinfo=UTC))

    assert (
        graph.get(f"/{comment.id}", fields="created_time").json()["created_time"]
        == "2026-11-21T10:00:00+0000"
    )


def test_the_ids_say_where_a_thing_belongs(page: Account, post: Item, comment: Item) -> None:
    assert post.id.startswith(f"{page.id}_")
    assert comment.id.startswith(f"{post.id.partition('_')[2]}_")


def test_the_same_story_told_twice_gives_the_same_ids() -> None:
    told = []
    for _ in range(2):
        town = Town()
        page = town.add_page("Exempelköping")
        post = town.add_post(page.id, "Ett")
        told.append((page.id, page.token, post.id, town.add_comment(post.id, author="Dag", text="Två").id))

    assert told[0] == told[1]


def test_a_version_in_the_path_may_be_left_out(torget: str, page: Account, comment: Item) -> None:
    answer = httpx.get(f"{torget}/{comment.id}", headers={"Authorization": f"Bearer {page.token}"})

    assert answer.json()["message"] == "Gäller årskortet?"


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        ("feed", ["besök", "nyast", "äldst"]),
        ("published_posts", ["nyast", "äldst"]),
        ("visitor_posts", ["besök"]),
        ("tagged", ["besök"]),
    ],
)
def test_each_list_of_posts_holds_its_own_newest_first(
    town: Town, graph: Caller, page: Account, edge: str, expected: list[str]
) -> None:
    town.add_post(page.id, "äldst", at=MORNING)
    town.add_post(page.id, "nyast", at=MORNING + timedelta(hours=1))
    town.add_post(page.id, "besök", at=MORNING + timedelta(hours=2), author="Dag")
    town.add_post(page.id, "utkast", at=MORNING + timedelta(hours=3), published=False)

    assert [each["message"] for each in graph.get(f"/{page.id}/{edge}").json()["data"]] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({}, ["ett", "två"]),
        ({"filter": "toplevel"}, ["ett", "två"]),
        ({"filter": "stream"}, ["ett", "svar", "två"]),
        ({"filter": "stream", "order": "reverse_chronological"}, ["två", "svar", "ett"]),
        (
            {"filter": "stream", "since": str(int((MORNING + timedelta(minutes=1)).timestamp()))},
            ["svar", "två"],
        ),
        ({"filter": "stream", "since": "2026-11-20T08:02:00+0000"}, ["två"]),
    ],
)
def test_comments_are_filtered_ordered_and_bounded(
    town: Town, graph: Caller, post: Item, question: dict[str, str], expected: list[str]
) -> None:
    first = town.add_comment(post.id, author="Dag", text="ett", at=MORNING)
    town.add_comment(first.id, author=None, text="svar", at=MORNING + timedelta(minutes=1))
    town.add_comment(post.id, author="Elsa", text="två", at=MORNING + timedelta(minutes=2))

    answer = graph.get(f"/{post.id}/comments", **question).json()

    assert [each["message"] for each in answer["data"]] == expected


def test_an_answer_to_an_answer_stands_under_the_same_comment(
    town: Town, graph: Caller, post: Item, comment: Item
) -> None:
    reply = town.add_comment(comment.id, author="Dag", text="Det undrar jag med.")
    deeper = graph.post(f"/{reply.id}/comments", message="Ja, det gör det.").json()["id"]

    assert graph.get(f"/{deeper}", fields="parent").json()["parent"]["id"] == comment.id
    assert graph.get(f"/{comment.id}", fields="comment_count").json()["comment_count"] == 2


@pytest.mark.parametrize("number", [1, 7, 8, 20])
def test_following_next_reads_every_comment_once(town: Town, graph: Caller, post: Item, number: int) -> None:
    # Several in the same second: the place in the list may not be the time alone.
    ids = [town.add_comment(post.id, author="Dag", text=str(n), at=MORNING).id for n in range(number)]

    seen: list[str] = []
    answer = graph.get(f"/{post.id}/comments", filter="stream", limit=7).json()
    while True:
        seen += [each["id"] for each in answer["data"]]
        if "next" not in answer["paging"]:
            break
        answer = httpx.get(answer["paging"]["next"]).json()

    assert seen == ids


def test_a_comment_deleted_between_two_pieces_shifts_nothing(town: Town, graph: Caller, post: Item) -> None:
    ids = [town.add_comment(post.id, author="Dag", text=str(n), at=MORNING).id for n in range(4)]
    first = graph.get(f"/{post.id}/comments", limit=2).json()
    town.delete(ids[0])

    second = graph.get(f"/{post.id}/comments", limit=2, after=first["paging"]["cursors"]["after"]).json()

    assert [each["id"] for each in second["data"]] == ids[2:]


def test_before_a_cursor_stands_what_came_before(town: Town, graph: Caller, post: Item) -> None:
    ids = [town.add_comment(post.id, author="Dag", text=str(n), at=MORNING).id for n in range(5)]
    last = graph.get(f"/{post.id}/comments", order="reverse_chronological", limit=1).json()

    earlier = graph.get(f"/{post.id}/comments", limit=2, before=last["paging"]["cursors"]["before"]).json()

    assert [each["id"] for each in earlier["data"]] == ids[2:4]


def test_a_summary_counts_and_comments_can_be_asked_for_inside_a_post(
    town: Town, graph: Caller, page: Account, post: Item
) -> None:
    for number in range(3):
        town.add_comment(post.id, author="Dag", text=str(number), at=MORNING + timedelta(minutes=number))

    answer = graph.get(f"/{page.id}/feed", fields="id,comments.limit(1).summary(true){message}").json()
    inside = answer["data"][0]["comments"]

    assert inside["summary"]["total_count"] == 3
    assert [each["message"] for each in inside["data"]] == ["0"]
    assert httpx.get(inside["paging"]["next"]).json()["data"][0]["message"] == "1"


def test_several_objects_are_read_in_one_call(graph: Caller, post: Item, comment: Item) -> None:
    answer = graph.get("/", ids=f"{post.id},{comment.id}", fields="message").json()

    assert {key: each["message"] for key, each in answer.items()} == {
        post.id: "Simhallen öppnar på måndag.",
        comment.id: "Gäller årskortet?",
    }


def test_a_photo_is_an_attachment_that_can_be_fetched(town: Town, graph: Caller, post: Item) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"not really a picture"
    comment = town.add_comment(post.id, author="Dag", text="Se här", photo=picture)

    attachment = graph.get(f"/{comment.id}", fields="attachment").json()["attachment"]
    fetched = httpx.get(attachment["media"]["image"]["src"])

    assert attachment["type"] == "photo"
    assert (fetched.content, fetched.headers["content-type"]) == (picture, "image/png")


def test_what_is_hidden_is_still_read_by_the_page(
    town: Town, graph: Caller, post: Item, comment: Item
) -> None:
    town.hide(comment.id, True)

    (only,) = graph.get(f"/{post.id}/comments", fields="is_hidden").json()["data"]

    assert only == {"is_hidden": True, "id": comment.id}


def test_a_post_says_when_somebody_last_wrote_under_it(town: Town, graph: Caller, page: Account) -> None:
    post = town.add_post(page.id, "Ett inlägg", at=MORNING)
    town.add_comment(post.id, author="Dag", text="Sent", at=MORNING + timedelta(days=3))

    assert (
        graph.get(f"/{post.id}", fields="updated_time").json()["updated_time"] == "2026-11-23T08:00:00+0000"
    )


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "a\0b", "före \u202e efter", "👩‍👩‍👧‍👦", "å" * 63_000, "\ud800 ensam"],
    ids=["html", "nul", "rtl", "emoji", "63000", "surrogate"],
)
def test_any_text_comes_through_unchanged(town: Town, graph: Caller, post: Item, text: str) -> None:
    comment = town.add_comment(post.id, author="Dag", text=text)

    assert graph.get(f"/{comment.id}", fields="message").json()["message"] == text


def test_the_page_tells_its_administrators_and_itself(graph: Caller, page: Account) -> None:
    (person,) = graph.get(f"/{page.id}/roles").json()["data"]

    assert person["name"] == "Eva Svensson"
    assert "MODERATE" in person["tasks"]
    assert graph.get("/me").json() == {"name": page.name, "id": page.id}


def test_how_much_is_used_is_told_in_three_headers(graph: Caller, page: Account) -> None:
    headers = graph.get("/me").headers

    assert '"call_count": 0' in headers["X-App-Usage"]
    assert '"call_count": 0' in headers["X-Page-Usage"]
    assert page.id in headers["X-Business-Use-Case-Usage"]
