"""Pictures in a thread as people meet them: small, opened by key or click, folded with what is hard to look at."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.harness.browser import assert_accessible, assert_no_sideways_scrolling, sign_in
from tests.harness.stage import Stage
from tests.inbox.test_pictures import a_png, shown

pytestmark = pytest.mark.browser


def test_a_picture_with_a_threat_is_not_even_fetched_before_somebody_chooses_to_see_it(
    stage: Callable[[str], Stage], phone: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    record = shown(kommun, text="Jag ska döda dig.", photo=a_png(1600, 900))
    sign_in(phone, kommun.karin, live_server)
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.url) if "/bild/" in request.url else None)

    phone.goto(f"/inkorg/{record.message.pk}/", wait_until="networkidle")
    assert fetched == []
    assert_accessible(phone)
    phone.get_by_text("Bilden är hopfälld.").focus()
    phone.keyboard.press("Enter")
    picture = phone.get_by_role("img", name="Bild från kommentaren")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1600)
    assert len(fetched) == 1
    assert_accessible(phone)
    assert_no_sideways_scrolling(phone)


def test_a_picture_is_opened_by_itself_with_keys_alone(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    record = shown(kommun)
    sign_in(desktop, kommun.karin, live_server)
    desktop.goto(f"/inkorg/{record.message.pk}/")

    desktop.get_by_role("link", name="Bild från kommentaren").focus()
    with desktop.expect_popup() as opened:
        desktop.keyboard.press("Enter")

    expect(opened.value.locator("img")).to_have_js_property("naturalWidth", 320)
