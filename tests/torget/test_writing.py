"""What a page does through the interface, and that everything is done at most once and stands in the log."""

from pathlib import Path

import pytest

from tests.torget.conftest import Caller
from torget.square import Unknown
from torget.town import Town
from torget.values import Account, Item


def test_a_reply_is_written_once_and_in_the_pages_name(
    town: Town, graph: Caller, page: Account, comment: Item
) -> None:
    reply_id = graph.post(f"/{comment.id}/comments", message="Hej! Ja, det gäller.").json()["id"]

    reply = town.item(reply_id)
    assert (reply.author_id, reply.parent_id, reply.text) == (page.id, comment.id, "Hej! Ja, det gäller.")
    (effect,) = town.effects("comment.add", by="page")
    assert effect.object_id == reply_id


def test_hiding_twice_is_one_effect_and_showing_again_another(
    town: Town, graph: Caller, comment: Item
) -> None:
    for hidden in (True, True, False):
        assert graph.post(f"/{comment.id}", is_hidden=hidden).json() == {"success": True}

    assert [effect.name for effect in town.effects(by="page")] == ["comment.hide", "comment.unhide"]


def test_deleting_a_comment_takes_its_answers_with_it(town: Town, graph: Caller, comment: Item) -> None:
    reply = town.add_comment(comment.id, author="Dag", text="Samma här")

    assert graph.delete(f"/{comment.id}").json() == {"success": True}

    (effect,) = town.effects("comment.remove")
    assert effect.detail["beneath"] == [reply.id]
    with pytest.raises(Unknown):
        town.item(reply.id)


def test_deleting_again_is_an_error_and_no_effect(town: Town, graph: Caller, comment: Item) -> None:
    graph.delete(f"/{comment.id}")

    again = graph.delete(f"/{comment.id}")

    assert (again.status_code, again.json()["error"]["code"], again.json()["error"]["error_subcode"]) == (
        400,
        100,
        33,
    )
    assert len(town.effects("comment.remove")) == 1


def test_a_page_changes_its_own_words_and_nobody_elses(
    town: Town, graph: Caller, post: Item, comment: Item
) -> None:
    assert graph.post(f"/{post.id}", message="Simhallen öppnar på tisdag.").json() == {"success": True}
    assert graph.post(f"/{comment.id}", message="Tack för allt!").json()["error"]["code"] == 200

    assert town.item(post.id).text == "Simhallen öppnar på tisdag."
    assert town.item(comment.id).text == "Gäller årskortet?"


def test_a_page_cannot_hide_its_own_comment(graph: Caller, comment: Item) -> None:
    reply_id = graph.post(f"/{comment.id}/comments", message="Ja.").json()["id"]

    assert graph.get(f"/{reply_id}", fields="can_hide").json()["can_hide"] is False
    assert graph.post(f"/{reply_id}", is_hidden=True).json()["error"]["code"] == 200


def test_a_post_is_published_at_once_or_in_two_steps(town: Town, graph: Caller, page: Account) -> None:
    graph.post(f"/{page.id}/feed", message="Genast")
    later = graph.post(f"/{page.id}/feed", message="Sedan", published=False).json()["id"]
    before = [each["message"] for each in graph.get(f"/{page.id}/feed").json()["data"]]
    graph.post(f"/{later}", is_published=True)

    assert before == ["Genast"]
    assert {each["message"] for each in graph.get(f"/{page.id}/feed").json()["data"]} == {"Genast", "Sedan"}


def test_a_deleted_post_is_gone_with_its_thread(
    town: Town, graph: Caller, page: Account, comment: Item
) -> None:
    graph.delete(f"/{comment.post_id}")

    assert graph.get(f"/{page.id}/feed").json()["data"] == []
    assert graph.get(f"/{comment.id}").status_code == 400


@pytest.mark.parametrize("message", ["", "   ", "x" * 63_207])
def test_an_empty_or_endless_reply_is_refused(town: Town, graph: Caller, comment: Item, message: str) -> None:
    assert graph.post(f"/{comment.id}/comments", message=message).json()["error"]["code"] == 100
    assert town.effects(by="page") == []


def test_the_log_tells_the_call_the_effect_and_the_answer_in_order_without_the_key(
    town: Town, graph: Caller, page: Account, comment: Item
) -> None:
    last = town.log()[-1].seq
    graph.post(f"/{comment.id}/comments", message="Ja.")

    entries = town.log(after=last)

    assert [(entry.sort, entry.name) for entry in entries] == [
        ("request", "reply"),
        ("effect", "comment.add"),
        ("answer", "reply"),
    ]
    assert [entry.seq for entry in entries] == sorted(entry.seq for entry in entries)
    assert page.token not in str(entries)


def test_who_watches_sees_an_effect_before_it_is_committed(town: Town, graph: Caller, comment: Item) -> None:
    seen: list[tuple[str, bool]] = []
    town.on_effect(lambda entry: seen.append((entry.name, bool(entry.object_id))))

    graph.delete(f"/{comment.id}")

    assert seen == [("comment.remove", True)]


def test_a_town_in_a_file_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    first = Town(tmp_path / "town.sqlite3")
    page = first.add_page("Exempelköping")
    comment = first.add_comment(first.add_post(page.id, "Hej").id, author="Dag", text="Hej hej")
    first.hide(comment.id, True, by="page")
    told = first.log()
    first.close()

    again = Town(tmp_path / "town.sqlite3")

    assert again.item(comment.id).hidden
    assert again.log() == told
