"""Every page of the program in a real browser: usable by all, at every width, light and dark, by keys alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kanalkoll.inbox import handling, replying
from kanalkoll.inbox.models import SavedReply
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Removal, Vanished
from tests.harness.browser import assert_accessible, assert_no_sideways_scrolling, sign_in
from tests.harness.stage import Stage

pytestmark = pytest.mark.browser

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LOOKS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


def furnished(stage: Callable[[str], Stage]) -> Stage:
    """A municipality with something on every page: every kind of message, and cases in several states."""
    kommun = stage("aneby")
    kommun.publish("Det väntas 15 cm snö till söndag.")
    asked = kommun.comment("När plogas Solgatan? Ring Peter Ahl på 070-174 06 12.", author="Roland Vinge")
    kommun.comment("Jag ska döda dig, din jävla idiot.", author="Ilsken Granne")
    kommun.comment(f"{LONG_WORD} مرحبا، متى تفتح المكتبة", author="نور")
    kommun.comment("Jag orkar inte leva längre.", author="Anonym")
    answered = kommun.comment("Hur länge har ni öppet?", author="Gunnel Strand")
    replying.answer(answered.pk, text="Till klockan 20.", by=kommun.karin, now=kommun.now)
    handling.note(asked.pk, text="Ring Gatuenheten först.", by=kommun.chef, now=kommun.now)
    SavedReply.objects.create(title="Sandning", text="Vi sandar de stora vägarna först.", by=kommun.karin)
    for text, ground in (
        ("Låna 50 000 kr utan UC, klicka på länken", "commercial"),
        ("Rösta på oss i stället!", "party_politics"),
        ("[förseglas]", "child_abuse_material"),
    ):
        case = removal.request(
            kommun.comment(text).record,
            ground=ground,
            act="unpublish",
            by=kommun.karin,
            now=kommun.now,
            reason="Följer inte våra regler.",
            referral="Hej! Vänd dig till partierna." if ground == "party_politics" else "",
        )
        removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work(turns=6)
    gone = kommun.comment("Jag ångrar mig.", author="Ångerfull")
    kommun.town.delete(gone.record.platform_id or "")
    kommun.read(full=True)
    removal.request(
        kommun.comment("Köp mina klockor billigt!").record,
        ground="commercial",
        act="unpublish",
        by=kommun.karin,
        now=kommun.now,
        reason="Reklam.",
    )
    return kommun


def addresses(kommun: Stage) -> list[str]:
    first = kommun.account.messages.earliest("pk")
    cases = [f"/borttagning/{case.pk}/" for case in Removal.objects.all()]
    begin = f"/borttagning/handling/{first.record_id}/"
    gone = Vanished.objects.get().record_id
    return [
        "/inkorg/",
        "/inkorg/?vy=all&q=finnsinte",
        *(f"/inkorg/{message.pk}/" for message in kommun.account.messages.order_by("pk")[:6]),
        *(f"/inkorg/{first.pk}/?gor={form}" for form in ("svara", "vidare", "avsluta")),
        f"/inkorg/{first.pk}/historik/",
        "/inkorg/sparade-svar/",
        begin,
        *(f"{begin}?grund={code}" for code in ("personal_data", "party_politics", "child_abuse_material")),
        f"{begin}?grund=inget",
        f"/borttagning/handling/{gone}/",
        f"/borttagning/handling/{gone}/?grund=threat",
        "/laget/",
        "/borttagning/",
        "/borttagning/?vy=forsvunna",
        "/borttagning/?vy=antal",
        *cases,
        f"{cases[0]}utskrift/police/",
        "/konton/",
        f"/konton/{kommun.account.pk}/",
        "/riktlinjen/?q=sociala",
        "/inget-har/",
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_is_accessible_and_reflows(
    stage: Callable[[str], Stage],
    open_page: Callable[..., Page],
    live_server: LiveServer,
    width: int,
    scheme: str,
) -> None:
    kommun = furnished(stage)
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto("/logga-in/")
    assert_accessible(page)
    sign_in(page, kommun.karin, live_server)

    for address in addresses(kommun):
        page.goto(address)
        assert_accessible(page)
        assert_no_sideways_scrolling(page)


def test_everything_folded_is_accessible_when_it_is_opened(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = furnished(stage)
    sign_in(desktop, kommun.karin, live_server)

    for address in addresses(kommun):
        desktop.goto(address)
        desktop.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert_accessible(desktop)


def test_a_question_is_found_opened_and_answered_with_keys_alone(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?", author="Roland Vinge")
    sign_in(desktop, kommun.karin, live_server)
    desktop.goto("/inkorg/")

    desktop.keyboard.press("j")
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_title("Roland Vinge – Aneby kommun – Kanalkoll")
    desktop.keyboard.press("r")
    expect(desktop.get_by_label("Ditt svar")).to_be_focused()
    desktop.keyboard.type("Hej Roland! Klockan tio.")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Tab")
    desktop.get_by_role("button", name="Skicka svaret").press("Enter")

    expect(desktop.get_by_text("Svaret är på väg")).to_be_visible()
    message.refresh_from_db()
    assert message.pending is not None


def test_a_saved_reply_is_put_where_one_is_writing(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    message = kommun.comment("Sandar ni?")
    SavedReply.objects.create(title="Sandning", text="Vi sandar.", by=kommun.karin)
    sign_in(desktop, kommun.karin, live_server)
    desktop.goto(f"/inkorg/{message.pk}/?gor=svara")
    desktop.get_by_label("Ditt svar").fill("Hej!")

    desktop.get_by_text("Sparade svar", exact=True).click()
    desktop.get_by_role("link", name="Sandning").click()

    expect(desktop.get_by_label("Ditt svar")).to_have_value("Hej!\n\nVi sandar.")


def test_a_removal_goes_from_comment_to_receipt_without_script(
    stage: Callable[[str], Stage], scriptless: Page, live_server: LiveServer
) -> None:
    kommun = stage("aneby")
    message = kommun.comment("Låna 50 000 kr utan UC, klicka på länken i min profil")
    sign_in(scriptless, kommun.karin, live_server)
    scriptless.goto(f"/inkorg/{message.pk}/")

    scriptless.get_by_role("link", name="Ta bort …").click()
    scriptless.get_by_label("Reklam och försäljning").check()
    scriptless.get_by_role("button", name="Fortsätt").click()
    scriptless.get_by_label("Motivering").fill("Reklam för lån.")
    scriptless.get_by_role("button", name="Fortsätt").click()
    scriptless.get_by_role("button", name="Säkra och ta bort").click()
    kommun.work()
    scriptless.reload()

    expect(scriptless.get_by_text("Borttagen och kontrollerad hos Facebook")).to_be_visible()
    assert kommun.effects("remove") == 1
