"""In a real browser: somebody may be in danger, and somebody writes in Arabic; by keys, on a phone, without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kanalkoll.municipality.languages import choose
from tests.harness.browser import assert_accessible, assert_no_sideways_scrolling, sign_in
from tests.harness.stage import Stage

pytestmark = pytest.mark.browser

DESPAIR = "Jag orkar inte leva längre."
ARABIC = "مرحبا، متى تفتح المكتبة يوم السبت؟"
LOOKS = [(320, "light"), (1280, "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("text", [DESPAIR, f"{DESPAIR} Det brinner i skolan nu!", ARABIC])
def test_the_alarm_and_the_language_are_accessible_and_reflow(
    stage: Callable[[str], Stage],
    open_page: Callable[..., Page],
    live_server: LiveServer,
    text: str,
    width: int,
    scheme: str,
) -> None:
    kommun = stage("aneby")
    message = kommun.comment(text)
    choose(kommun.chef, languages=["ar"], now=kommun.now)
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, kommun.karin, live_server)

    for address in (f"/inkorg/{message.pk}/", f"/inkorg/{message.pk}/?gor=svara", "/sprak/"):
        page.goto(address)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert_accessible(page)
        assert_no_sideways_scrolling(page)


def test_a_false_alarm_is_put_right_by_keys_and_taken_back(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR)
    sign_in(desktop, kommun.karin, live_server)
    desktop.goto(f"/inkorg/{message.pk}/")
    expect(desktop.get_by_role("alert")).to_contain_text("ring 112 nu")

    desktop.get_by_role("button", name="Det är ingen fara").press("Enter")

    expect(desktop.get_by_text("Larmet är borttaget")).to_be_visible()
    expect(desktop.get_by_text("Någon kan vara i fara")).to_have_count(0)
    desktop.get_by_role("button", name="Ångra").press("Enter")
    expect(desktop.get_by_text("Någon kan vara i fara")).to_be_visible()


def test_without_script_the_alarm_leads_to_a_ready_answer(
    stage: Callable[[str], Stage], scriptless: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR, author="Roland Vinge")
    sign_in(scriptless, kommun.karin, live_server)
    scriptless.goto(f"/inkorg/{message.pk}/")

    scriptless.get_by_role("link", name="Börja från ett färdigt svar").click()
    value = scriptless.get_by_label("Ditt svar").input_value()
    scriptless.get_by_role("button", name="Skicka svaret").click()

    assert value.startswith("Hej Roland!")
    expect(scriptless.get_by_text("Svaret är på väg")).to_be_visible()


def test_an_arabic_answer_is_put_in_where_one_writes_and_runs_from_the_right(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    message = kommun.comment(ARABIC, author="Nour Haddad")
    sign_in(desktop, kommun.karin, live_server)
    desktop.goto(f"/inkorg/{message.pk}/?gor=svara")

    desktop.get_by_role("link", name="Använd Vi tar reda på det på arabiska").click()

    field = desktop.get_by_label("Ditt svar")
    assert field.input_value().startswith("مرحبًا Nour!")
    assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"
    expect(desktop.get_by_role("status").filter(has_text="verkar vara skriven på arabiska")).to_be_visible()


def test_who_reads_it_takes_it_with_one_press(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("alingsas")
    message = kommun.comment(ARABIC)
    sign_in(desktop, kommun.karin, live_server)
    desktop.goto(f"/inkorg/{message.pk}/")

    desktop.get_by_role("link", name="Läser du det?").click()
    desktop.get_by_label("Arabiska").check()
    desktop.get_by_role("button", name="Spara").click()
    desktop.goto(f"/inkorg/{message.pk}/")
    desktop.get_by_role("button", name="Ta på mig det, jag läser det").click()

    expect(desktop.get_by_text("Ansvarig: Karin Ekholm.")).to_be_visible()
    message.refresh_from_db()
    assert message.assignee == kommun.karin
