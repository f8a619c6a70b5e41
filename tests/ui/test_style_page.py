"""Every part in a real browser: usable by all, on every width, by keys, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.harness.browser import assert_accessible, assert_no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.ui.urls")]

PAGES = [
    "/_stil/",
    "/_stil/?sida=rutor",
    "/_stil/?sida=rutor&visar=list",
    "/logga-in/",
    "/fel/403/",
    "/fel/503/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_every_part_is_accessible_and_reflows(
    open_page: Callable[..., Page], address: str, width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)

    page.goto(address)

    assert_accessible(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.parametrize("hue", [25, 100, 145, 260, 330])
def test_contrast_holds_for_any_colour_of_a_municipality(desktop: Page, hue: int) -> None:
    for scheme in ("light", "dark"):
        desktop.emulate_media(color_scheme=scheme)
        desktop.goto("/_stil/?sida=rutor")
        desktop.evaluate("hue => document.documentElement.style.setProperty('--accent-h', hue)", hue)

        assert_accessible(desktop)


def test_icons_and_the_accent_colour_pass_the_content_security_policy(desktop: Page) -> None:
    desktop.goto("/_stil/")

    drawn = desktop.locator(".icon:visible").first.evaluate("icon => icon.getBBox().width")
    assert drawn > 0, "an icon that was refused has no size"
    hue = desktop.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent-h')")
    assert hue.strip() == "205"


def test_a_saved_draft_survives_a_crash_of_the_page(desktop: Page) -> None:
    """A crash runs no pagehide: what counts is what was saved a moment after the last key."""
    desktop.goto("/_stil/?sida=rutor")
    desktop.get_by_label("Ditt svar").fill("Halva meningen")
    desktop.wait_for_timeout(600)

    assert "Halva meningen" in desktop.evaluate("JSON.stringify(localStorage)")


def test_j_and_k_walk_the_list_and_stop_at_its_ends(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")
    focused = desktop.locator("[data-row]:focus .row-who")

    desktop.keyboard.press("j")
    expect(focused).to_have_text("Leila Haddad")  # after Roland Vinge, who is open
    desktop.keyboard.press("k")
    desktop.keyboard.press("k")
    expect(focused).to_have_text("Roland Vinge")
    for _ in range(9):
        desktop.keyboard.press("j")
    expect(focused).to_have_text("Gunnel Strand")


def test_a_letter_presses_its_button(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")
    desktop.evaluate(
        "document.querySelector('[data-key=v]').addEventListener('click', () => document.title = 'vidare')"
    )

    desktop.keyboard.press("v")

    expect(desktop).to_have_title("vidare")


def test_keys_rest_while_somebody_writes_and_with_a_modifier(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")
    desktop.evaluate("document.addEventListener('click', () => document.title = 'tryckt')")

    desktop.get_by_label("Ditt svar").press("v")
    desktop.get_by_label("Sök i inkorgen").press("t")
    desktop.locator("[data-row]").first.press("Alt+v")

    assert desktop.title() != "tryckt"
    expect(desktop.get_by_label("Sök i inkorgen")).to_have_value("t")


def test_the_slash_finds_the_search_field(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")

    desktop.keyboard.press("/")

    expect(desktop.get_by_label("Sök i inkorgen")).to_be_focused()
    expect(desktop.get_by_label("Sök i inkorgen")).to_have_value("")


def test_keys_can_be_switched_off_and_stay_off(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")
    desktop.keyboard.press("?")
    expect(desktop.get_by_role("dialog", name="Tangentbordsgenvägar")).to_be_visible()
    assert_accessible(desktop)

    desktop.get_by_label("Använd genvägar i den här webbläsaren").uncheck()
    desktop.get_by_role("button", name="Stäng").click()
    desktop.reload()
    desktop.keyboard.press("j")

    expect(desktop.locator("[data-row]:focus")).to_have_count(0)
    expect(desktop.locator("kbd:visible")).to_have_count(0)
    desktop.get_by_role("button", name="Tangentbordsgenvägar").click()
    expect(desktop.get_by_label("Använd genvägar i den här webbläsaren")).not_to_be_checked()


def test_what_was_typed_is_offered_back_after_the_page_is_lost(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")
    desktop.get_by_label("Ditt svar").fill("Hej Roland! Vi plogar i kväll.")
    desktop.reload()

    desktop.get_by_role("button", name="Hämta tillbaka").click()

    expect(desktop.get_by_label("Ditt svar")).to_have_value("Hej Roland! Vi plogar i kväll.")
    expect(desktop.get_by_text("som inte skickades")).to_have_count(0)


def test_a_draft_that_was_sent_is_not_offered_again(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")
    desktop.get_by_label("Ditt svar").fill("Hej Roland! Vi plogar i kväll.")

    desktop.get_by_role("button", name="Skicka svaret").click()

    expect(desktop.get_by_text("Svaret skickades.")).to_be_visible()
    expect(desktop.get_by_role("button", name="Ångra")).to_be_visible()
    expect(desktop.get_by_role("button", name="Hämta tillbaka")).to_have_count(0)
    assert desktop.evaluate("Object.keys(localStorage).filter(key => key.includes('draft')).length") == 0


def test_one_person_is_never_offered_what_another_wrote(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")
    desktop.evaluate(
        """localStorage.setItem('kanalkoll:draft:4:stil-svar',
           JSON.stringify({at: Date.now(), values: {text: 'Någon annans ord'}}))"""
    )

    desktop.reload()

    expect(desktop.get_by_role("button", name="Hämta tillbaka")).to_have_count(0)


def test_who_else_is_looking_is_shown(desktop: Page) -> None:
    desktop.goto("/_stil/?sida=rutor")

    expect(desktop.locator("[data-presence]")).to_have_text("Mattias Berg")


def test_the_menu_on_a_phone_opens_and_closes(phone: Page) -> None:
    phone.goto("/_stil/")
    menu = phone.get_by_role("navigation", name="Huvudmeny")
    expect(menu).to_be_hidden()

    phone.get_by_role("button", name="Meny").click()
    expect(menu.get_by_role("link", name="Inkorg 14 att göra")).to_be_visible()
    assert_accessible(phone)
    phone.keyboard.press("Escape")

    expect(menu).to_be_hidden()


def test_everything_is_there_without_script(scriptless: Page) -> None:
    scriptless.goto("/_stil/?sida=rutor")

    expect(scriptless.get_by_role("navigation", name="Huvudmeny")).to_be_visible()
    expect(scriptless.get_by_role("button", name="Tangentbordsgenvägar")).to_be_hidden()
    expect(scriptless.locator("kbd:visible")).to_have_count(0)
    expect(scriptless.get_by_text("bara du")).to_be_visible()
    scriptless.get_by_text("Visa texten").click()
    expect(scriptless.locator(".fold .said")).to_be_visible()


def test_what_is_chosen_brings_its_actions_without_script(scriptless: Page) -> None:
    scriptless.goto("/_stil/?sida=rutor")
    expect(scriptless.get_by_role("button", name="Tilldela mig")).to_be_hidden()

    scriptless.get_by_label("Välj det Leila Haddad skrev").check()

    expect(scriptless.get_by_role("button", name="Tilldela mig")).to_be_visible()
