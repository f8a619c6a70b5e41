"""A real browser on the real pages: phone, desktop, and one without script; and axe's judgement of a page.

Pages are opened by path (`desktop.goto("/")`); the browser can reach this machine only. A page on which a
script fails or the content security policy is broken fails its test, whatever else the test looks at.
"""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.harness import machine

if TYPE_CHECKING:  # a model, which cannot be imported before Django is ready
    from kanalkoll.municipality.models import User

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
SCRIPTLESS = DESKTOP | {"java_script_enabled": False}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    program = machine.chromium()
    if program is None:
        machine.cannot_run(missing="Chromium", packages="chromium")
    # Playwright keeps an event loop in this thread, and Django would then refuse this thread its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens a page of its own: own cookies, own window. Several in one test are several people at once."""
    contexts = []
    faults: list[str] = []

    def open_one(**kind: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
            **(kind or DESKTOP),
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.extend(_broken_policy(message)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def desktop(open_page: Callable[..., Page]) -> Page:
    """A page on an ordinary screen."""
    return open_page(**DESKTOP)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page on a phone, 390 by 844."""
    return open_page(**PHONE)


@pytest.fixture
def scriptless(open_page: Callable[..., Page]) -> Page:
    """A page in a browser that runs no script."""
    return open_page(**SCRIPTLESS)


def sign_in(page: Page, user: "User", live_server: LiveServer) -> None:
    """Gives the page this user's session, without the sign-in form (which has tests of its own)."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def assert_accessible(page: Page) -> None:
    """Fails with every fault axe finds on the page as it stands, by WCAG 2.2 A and AA and good practice."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
    violations = Axe().run(page, options=options).response["violations"]
    assert not violations, "\n".join([page.url, *_faults(violations)])


def assert_no_sideways_scrolling(page: Page) -> None:
    """Fails when the page is wider than its window: text must reflow (WCAG 1.4.10)."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} pixels wider than the window"


def _broken_policy(message: ConsoleMessage) -> Iterator[str]:
    if message.type == "error" and "Content Security Policy" in message.text:
        yield message.text


def _faults(violations: list[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        for node in violation["nodes"]:
            yield f"{violation['id']} ({violation['impact']}): {node['html']}\n    {node['failureSummary']}"
