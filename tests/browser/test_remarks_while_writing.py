"""Writing an answer in a real browser: remarks come by themselves, disturb nobody, and can be acted upon."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.harness.browser import assert_accessible, assert_no_sideways_scrolling, sign_in
from tests.harness.stage import Stage

pytestmark = pytest.mark.browser

MANY = (
    "Hej!!! Sommar lovet är här. Alltidd öppet bl.a. på lördag, enl. ovan. Beslutet fattades i går. "
    "Vi gör det i enlighet med reglerna. Läs mer: klicka här. Ring Peter Ahl på 070-174 06 12."
)


@pytest.fixture
def editor(stage: Callable[[str], Stage], live_server: LiveServer) -> Callable[[Page], Page]:
    """Opens the reply editor of one question in the given window."""
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")

    def open_editor(page: Page) -> Page:
        sign_in(page, kommun.karin, live_server)
        page.goto(f"/inkorg/{message.pk}/?gor=svara")
        return page

    return open_editor


def test_remarks_come_while_writing_and_the_focus_stays(
    editor: Callable[[Page], Page], desktop: Page
) -> None:
    page = editor(desktop)

    page.get_by_label("Ditt svar").press_sequentially("Du kan erhålla stöd.")

    expect(page.get_by_role("status").filter(has_text="Ett råd om språket")).to_be_visible()
    expect(page.get_by_text("Krångligt ord:")).to_be_visible()
    expect(page.get_by_label("Ditt svar")).to_be_focused()
    page.keyboard.type(" Hej då.")
    expect(page.get_by_label("Ditt svar")).to_have_value("Du kan erhålla stöd. Hej då.")


def test_a_button_puts_the_better_word_in_everywhere_and_can_be_undone(
    editor: Callable[[Page], Page], desktop: Page
) -> None:
    page = editor(desktop)
    page.get_by_label("Ditt svar").fill("👩‍👧 Du kan erhålla stöd. Vi kan erhålla svar.")

    page.get_by_role("button", name="Skriv ”få” på båda ställena").press("Enter")

    expect(page.get_by_label("Ditt svar")).to_have_value("👩‍👧 Du kan få stöd. Vi kan få svar.")
    expect(page.get_by_label("Ditt svar")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Inget att anmärka på.")).to_be_visible()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Ditt svar")).to_have_value("👩‍👧 Du kan erhålla stöd. Vi kan erhålla svar.")


def test_a_word_that_has_been_changed_meanwhile_is_left_alone(
    editor: Callable[[Page], Page], desktop: Page
) -> None:
    page = editor(desktop)
    page.get_by_label("Ditt svar").fill("Du kan erhålla stöd.")
    button = page.get_by_role("button", name="Skriv ”få”")
    expect(button).to_be_visible()
    page.evaluate("document.getElementById('id_text').value = 'Helt andra ord här nu.'")

    button.click()

    expect(page.get_by_label("Ditt svar")).to_have_value("Helt andra ord här nu.")


def test_what_was_unfolded_stays_unfolded_while_one_writes_on(
    editor: Callable[[Page], Page], desktop: Page
) -> None:
    page = editor(desktop)
    page.get_by_label("Ditt svar").fill(MANY)
    page.get_by_text("Visa fler (").click()
    expect(page.get_by_text("Passiv form:").first).to_be_visible()

    with page.expect_response("**/utkast/"):
        page.get_by_label("Ditt svar").fill(f"{MANY} Hej då. Avgiften betalas i år.")

    expect(page.get_by_text("betalas").last).to_be_visible()
    expect(page.get_by_text("Passiv form:").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_remarks_are_accessible_and_reflow(
    editor: Callable[[Page], Page], open_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = editor(open_page(viewport={"width": width, "height": 800}, color_scheme=scheme))
    page.get_by_label("Ditt svar").fill(MANY)
    page.get_by_text("Visa fler (").click()

    assert_accessible(page)
    assert_no_sideways_scrolling(page)


def test_without_script_a_button_checks_the_text(editor: Callable[[Page], Page], scriptless: Page) -> None:
    page = editor(scriptless)
    page.get_by_label("Ditt svar").fill(MANY)

    page.get_by_role("button", name="Kontrollera texten").click()

    expect(page.get_by_label("Ditt svar")).to_have_value(MANY)
    expect(page.get_by_text("Stavning:")).to_be_visible()
    expect(page.get_by_role("button", name="Skriv ”")).to_have_count(0)
    page.get_by_role("button", name="Skicka svaret").click()
    expect(page.get_by_text("Svaret är på väg")).to_be_visible()
