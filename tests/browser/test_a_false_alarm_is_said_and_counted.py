"""The moderator's story: a wrong mark is said to be wrong, counted, made an exception after its trial, and gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.harness.browser import assert_accessible, assert_no_sideways_scrolling, sign_in
from tests.harness.stage import Stage
from tests.screening.pages import hits

pytestmark = pytest.mark.browser
TEXT = "Peter Ahl läser sagor på lördag."


def told(kommun: Stage, page: Page, live_server: LiveServer, text: str = TEXT) -> int:
    """A message with a wrong mark, and the moderator signed in."""
    kommun.publish("Vilken bok läser du?")
    message = kommun.comment(text, author="Gunnel Strand")
    sign_in(page, kommun.people["comms_unit"], live_server)
    return message.pk


def test_from_a_wrong_mark_to_a_comment_that_is_not_marked(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    pk = told(kommun, desktop, live_server)

    # The wrong mark, said in one press.
    desktop.goto(f"/inkorg/{pk}/")
    expect(desktop.locator("mark", has_text="Peter Ahl")).to_be_visible()
    desktop.get_by_role("button", name="Namn eller ort").first.click()
    expect(desktop.get_by_text("Markeringen är bedömd som fel")).to_be_visible()
    expect(desktop.get_by_text("Bedömt som fel", exact=True)).to_be_visible()
    expect(desktop.locator("mark.wrong", has_text="Peter Ahl")).to_be_visible()
    assert_accessible(desktop)

    # The report has it.
    desktop.get_by_role("link", name="Granskning").click()
    row = desktop.get_by_role("table", name="Falska larm per regel").get_by_role("row", name="Namn")
    expect(row).to_contain_text("Namn eller ort 1")
    expect(row).to_contain_text("100 %")
    assert_accessible(desktop)

    # From the texts behind it to an exception that is filled in, tried and saved.
    row.get_by_role("link", name="Namn").click()
    expect(desktop.get_by_text("läser sagor")).to_be_visible()
    assert_accessible(desktop)
    desktop.get_by_role("link", name="Gör ett undantag").click()
    expect(desktop.get_by_label("Ord eller uttryck")).to_have_value("Peter Ahl")
    desktop.get_by_label("Varför?").fill("Vår barnbibliotekarie, som själv skriver under med namn.")
    desktop.get_by_role("button", name="Pröva").click()
    expect(desktop.get_by_text("hade ett meddelande sluppit sammanlagt en markering")).to_be_visible()
    assert_accessible(desktop)
    desktop.get_by_role("button", name="Spara").click()
    expect(desktop.get_by_text("gäller från och med nu")).to_be_visible()
    expect(desktop.get_by_text("Vår barnbibliotekarie")).to_be_visible()
    assert_accessible(desktop)

    # What comes in next is not marked.
    after = kommun.comment("Tack Peter Ahl för sagorna.", author="Leila Haddad")
    assert not [hit for hit in hits(after) if hit.place.category == "NAMN"]
    desktop.goto(f"/inkorg/{after.pk}/")
    expect(desktop.get_by_text("för sagorna").last).to_be_visible()
    expect(desktop.locator("[aria-current=true] mark", has_text="Peter Ahl")).to_have_count(0)


def test_a_reason_in_ones_own_words_is_kept_as_that_with_the_enter_key(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    pk = told(kommun, desktop, live_server)
    desktop.goto(f"/inkorg/{pk}/")

    desktop.get_by_text("Annan orsak …").first.click()
    desktop.get_by_label("Varför är markering 1 fel?").fill("Han är vår maskot.")
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_text("Annan orsak: Han är vår maskot.")).to_be_visible()


def test_a_mark_is_reached_read_and_taken_back_with_keys_alone(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    pk = told(kommun, desktop, live_server)
    desktop.goto(f"/inkorg/{pk}/")

    mark = desktop.get_by_role("link", name="Peter Ahl", exact=True)
    mark.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".why:target")).to_contain_text("Namn")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Tab")
    expect(desktop.locator(".why:target :focus")).to_have_count(1)
    desktop.get_by_role("button", name="Citat").first.press("Enter")
    expect(desktop.get_by_text("Bedömt som fel", exact=True)).to_be_visible()
    desktop.get_by_role("button", name="Ta tillbaka").press("Enter")
    expect(desktop.get_by_text("Markeringen gäller igen")).to_be_visible()


def test_a_wrong_mark_is_said_to_be_wrong_without_script_and_on_a_phone(
    stage: Callable[[str], Stage], open_page: Callable[..., Page], live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    page = open_page(viewport={"width": 320, "height": 800}, java_script_enabled=False, has_touch=True)
    pk = told(kommun, page, live_server)
    page.goto(f"/inkorg/{pk}/")
    page.get_by_text("Annan orsak …").first.click()
    page.get_by_label("Varför är markering 1 fel?").fill("Hon är författare.")
    page.get_by_role("group", name="Markering 1 är fel, och därför").get_by_role(
        "button", name="Spara"
    ).click()
    expect(page.get_by_text("Annan orsak: Hon är författare.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_screening_is_accessible_and_reflows(
    stage: Callable[[str], Stage], open_page: Callable[..., Page], live_server: LiveServer, width: int
) -> None:
    kommun = stage("aneby")
    page = open_page(viewport={"width": width, "height": 800}, color_scheme="dark")
    told(kommun, page, live_server, "Jag ska döda dig, Peter Ahl, din jävla idiot.")
    screening = kommun.account.messages.get().record.head.screening
    for address in (
        "/granskning/",
        "/granskning/?dagar=30&alla=1",
        "/granskning/regel/?regel=svordom.word&kategori=svordom",
        "/granskning/det-som-granskas/",
        "/granskning/egna-ord/",
        "/granskning/egna-ord/nytt/markera/",
        "/granskning/egna-ord/nytt/undantag/",
        f"/granskning/text/{screening.pk}/",
    ):
        page.goto(address)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert_accessible(page)
        assert_no_sideways_scrolling(page)
