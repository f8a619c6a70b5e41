"""The page where a person plays the residents: all of it is forms, and nothing anyone writes becomes HTML."""

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.harness.browser import DESKTOP, PHONE, assert_accessible, assert_no_sideways_scrolling
from torget.square import Unknown
from torget.town import Town
from torget.values import Account, Item

HIDDEN = "dold (syns bara för avsändaren och vänner)"


@pytest.fixture
def visitor(torget: str) -> httpx.Client:
    """Somebody with a browser, at first the first resident in the list."""
    return httpx.Client(base_url=torget, follow_redirects=True)


def become(visitor: httpx.Client, name: str) -> None:
    visitor.post("/torget/jag", data={"namn": name})


def test_the_start_page_says_that_it_is_a_simulator_and_lists_the_pages(
    visitor: httpx.Client, page: Account, comment: Item
) -> None:
    text = visitor.get("/").text

    assert "<title>Torget – så ser invånarna det</title>" in text
    assert "simulator" in text
    assert page.name in text
    assert "1 inlägg, 1 kommentar" in text


def test_a_resident_writes_comments_answers_and_posts(
    town: Town, visitor: httpx.Client, page: Account, post: Item
) -> None:
    become(visitor, "Åsa Öberg")
    visitor.post(f"/torget/svar/{post.id}", data={"text": "En fråga\r\ni två rader"})
    comment_id = town.effects("comment.add")[0].object_id or ""
    visitor.post(f"/torget/svar/{comment_id}", data={"text": "Ett svar"})
    shown = visitor.post(f"/torget/{page.id}/inlagg", data={"text": "Ett eget inlägg"}).text

    comment = town.item(comment_id)
    assert (comment.author_name, comment.text) == ("Åsa Öberg", "En fråga\ni två rader")
    assert [each.text for each in town.thread(comment)][1:] == ["Ett svar"]
    assert "Ett eget inlägg" in shown
    assert {effect.by for effect in town.effects("comment.add")} == {"resident"}


def test_a_resident_changes_and_deletes_their_own(town: Town, visitor: httpx.Client, comment: Item) -> None:
    become(visitor, comment.author_name)
    shown = visitor.post(f"/torget/andra/{comment.id}", data={"text": "Ny text"}).text
    visitor.post(f"/torget/radera/{comment.id}")

    assert "Ny text" in shown
    assert "ändrad" in shown
    with pytest.raises(Unknown):
        town.item(comment.id)


@pytest.mark.parametrize("act", ["andra", "radera"])
def test_nobody_changes_what_others_wrote(town: Town, visitor: httpx.Client, comment: Item, act: str) -> None:
    become(visitor, "Någon Annan")

    assert visitor.post(f"/torget/{act}/{comment.id}", data={"text": "Kapat"}).status_code == 404
    assert town.item(comment.id).text == comment.text


def test_what_is_hidden_is_seen_by_its_author_alone(
    town: Town, visitor: httpx.Client, page: Account, post: Item
) -> None:
    comment = town.add_comment(post.id, author="Dag Hultmark", text="Ett påhopp")
    town.hide(comment.id, True)
    become(visitor, "Elsa Wikander")
    others = visitor.get(f"/torget/{page.id}/").text
    become(visitor, "Dag Hultmark")
    own = visitor.get(f"/torget/{page.id}/").text

    assert "Ett påhopp" not in others
    assert "Ett påhopp" in own
    assert HIDDEN in own


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "&lt;b&gt;"]
)
def test_nothing_anyone_writes_becomes_html(
    town: Town, visitor: httpx.Client, page: Account, post: Item, text: str
) -> None:
    town.add_comment(post.id, author=text, text=text)
    town.faults.add("webhook_lost", operation=text)
    become(visitor, text)

    for path in ("/", f"/torget/{page.id}/", "/torget/krangel"):
        shown = visitor.get(path).text
        assert text not in shown
    assert "default-src 'none'" in visitor.get("/").headers["content-security-policy"]


@pytest.mark.parametrize(
    "text", ["a\0b", "före \u202e efter", "å" * 63_000, "\ud800 ensam"], ids=["nul", "rtl", "63000", "sur"]
)
def test_difficult_text_is_shown(
    town: Town, visitor: httpx.Client, page: Account, post: Item, text: str
) -> None:
    town.add_comment(post.id, author="Dag", text=text)

    answer = visitor.get(f"/torget/{page.id}/")

    assert answer.status_code == 200
    assert "\0" not in answer.text
    assert ("Visa hela texten (63\u00a0000 tecken)" in answer.text) is (len(text) > 1200)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 63_207])
def test_an_empty_or_endless_comment_is_not_taken(
    town: Town, visitor: httpx.Client, post: Item, text: str
) -> None:
    assert visitor.post(f"/torget/svar/{post.id}", data={"text": text}).status_code == 400
    assert town.effects("comment.add") == []


def test_trouble_is_switched_on_and_off_and_keys_are_revoked(
    town: Town, visitor: httpx.Client, page: Account
) -> None:
    form = {"sort": "commit_then_timeout", "anrop": "reply", "antal": "2", "sekunder": "3"}
    shown = visitor.post("/torget/krangel", data=form).text
    (armed,) = town.faults.armed()
    visitor.post("/torget/krangel/nyckel", data={"sida": page.id, "lage": "revoked"})
    visitor.post("/torget/krangel/av")

    assert "2 gånger kvar" in shown
    assert (armed.kind, armed.operation, armed.times, armed.seconds) == (
        "commit_then_timeout",
        "reply",
        2,
        3.0,
    )
    assert town.account(page.id).standing == "revoked"
    assert town.faults.armed() == ()


@pytest.mark.parametrize(
    "form", [{"sort": "nonsense"}, {"sort": "cut", "antal": "många"}, {"sort": "cut", "antal": "0"}]
)
def test_trouble_that_does_not_exist_is_explained(visitor: httpx.Client, form: dict[str, str]) -> None:
    answer = visitor.post("/torget/krangel", data=form)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("path", ["/torget/0/", "/torget/bild/0", "/torget/a/b/c/d", "/torget/0/inlagg/0"])
def test_what_is_not_there_gets_a_page_that_says_so(visitor: httpx.Client, path: str) -> None:
    answer = visitor.get(path)

    assert answer.status_code == 404
    assert "finns inte" in answer.text


def test_a_form_on_another_site_cannot_write_here(town: Town, visitor: httpx.Client, post: Item) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}

    assert visitor.post(f"/torget/svar/{post.id}", data={"text": "Hej"}, headers=headers).status_code == 403
    assert town.effects("comment.add") == []


def test_the_permanent_address_leads_to_the_comment(
    torget: str, town: Town, page: Account, comment: Item
) -> None:
    answer = httpx.get(
        f"{torget}/{comment.id}", params={"access_token": page.token, "fields": "permalink_url"}
    )
    address = answer.json()["permalink_url"]

    assert f'id="{address.partition("#")[2]}"' in httpx.get(address).text


@pytest.mark.browser
@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/torget/{page}/", "/torget/krangel", "/torget/0/"])
def test_every_page_is_accessible_and_fits(
    browser: Browser,
    torget: str,
    town: Town,
    page: Account,
    post: Item,
    kind: dict[str, object],
    scheme: str,
    path: str,
) -> None:
    comment = town.add_comment(post.id, author="Amira Lindvall", text="ett" * 200)
    town.add_comment(comment.id, author=None, text="Hej Amira!")
    town.hide(comment.id, True)
    town.faults.add("cut")
    context = browser.new_context(base_url=torget, color_scheme=scheme, **kind)  # type: ignore[arg-type]
    window: Page = context.new_page()

    window.goto(path.format(page=page.id))

    assert_accessible(window)
    assert_no_sideways_scrolling(window)
    context.close()


@pytest.mark.browser
def test_a_person_without_script_plays_a_resident(
    browser: Browser, torget: str, town: Town, page: Account, post: Item
) -> None:
    context = browser.new_context(base_url=torget, java_script_enabled=False)
    window = context.new_page()
    window.goto(f"/torget/{page.id}/")
    window.get_by_role("button", name="Ceyda Norling").click()
    window.get_by_label("Kommentera som Ceyda Norling").fill("Hej från torget!")
    window.get_by_role("button", name="Kommentera").click()

    assert window.get_by_role("paragraph").filter(has_text="Hej från torget!").is_visible()
    (effect,) = town.effects("comment.add")
    assert effect.detail["author"] == "Ceyda Norling"
    context.close()
