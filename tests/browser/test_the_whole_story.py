"""The whole story in two windows: a resident on the town square, a communicator in Kanalkoll; four guidelines."""

from dataclasses import dataclass

import pytest

from kanalkoll.moderation.models import Removal
from kanalkoll.records.verification import verify
from tests.harness.browser import DESKTOP, assert_accessible, sign_in

pytestmark = pytest.mark.browser

QUESTION = "När öppnar biblioteket på lördag?"
ADVERT = "Behöver du pengar i dag? Låna upp till 50 000 kr utan UC, klicka på länken i min profil"


@dataclass(frozen=True)
class Rules:
    """What this municipality's own guideline makes of the same two comments."""

    due: str
    signed: str
    act: str
    ends: str
    second_person: bool = False
    event_question: bool = False
    diary: bool = False


RULES = {
    "alingsas": Rules(
        due="24 timmar på helgfria dagar",
        signed="Karin, kommunikatör, Biblioteket",
        act="Avpublicera",
        ends="Borttagen",
        event_question=True,
    ),
    "aneby": Rules(
        due="24 timmar på vardagar",
        signed="Karin, kommunikatör",
        act="Avpublicera",
        ends="Borttagen",
        diary=True,
    ),
    "hallstahammar": Rules(
        due="en arbetsdag",
        signed="Karin Ekholm, kommunikatör, Biblioteket",
        act="Dölj",
        ends="Dold",
        second_person=True,
    ),
    "norrkoping": Rules(
        due="ingen svarstid",
        signed="Karin, kommunikatör, Biblioteket",
        act="Avpublicera",
        ends="Borttagen",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_resident_writes_a_communicator_answers_and_removes_and_nothing_was_altered(
    stage, open_page, live_server, name
):
    rules, kommun = RULES[name], stage(name)
    post = kommun.publish()
    resident, office = open_page(**DESKTOP), open_page(**DESKTOP)
    sign_in(office, kommun.karin, live_server)

    write(resident, kommun, post, "Roland Vinge", QUESTION)
    kommun.read()
    office.goto("/")
    open_what(office, "Roland Vinge")
    decision = office.get_by_role("complementary", name="Beslut")
    assert rules.due in decision.inner_text()
    assert_accessible(office)
    office.keyboard.press("r")
    office.get_by_label("Ditt svar").fill("Hej Roland! Vi öppnar klockan 10.")
    office.get_by_role("button", name="Skicka svaret").click()
    kommun.work()
    resident.reload()
    assert "Vi öppnar klockan 10." in resident.inner_text("body")
    assert rules.signed in resident.inner_text("body")

    write(resident, kommun, post, "snabblan_24", ADVERT)
    kommun.read()
    office.goto("/")
    open_what(office, "snabblan_24")
    office.keyboard.press("t")
    choose_ground(office)
    if rules.event_question:
        office.get_by_role("radio", name="Nej").check()
    office.get_by_role("radio", name=rules.act).check()
    office.get_by_label("Motivering").fill("Reklam för lån under vårt inlägg.")
    office.get_by_role("button", name="Fortsätt").click()
    office.get_by_role("button", name="Säkra och").click()
    if rules.second_person:
        kommun.work()
        assert kommun.effects("hide") == 0
        manager = open_page(**DESKTOP)
        sign_in(manager, kommun.chef, live_server)
        manager.goto(office.url)
        manager.get_by_role("button", name="Godkänn").click()
    kommun.work()
    office.reload()
    assert f"{rules.ends} och kontrollerad hos Facebook" in office.inner_text("main")
    assert_accessible(office)
    write(resident, kommun, post, "Bosse Ekdahl", "Hej!")
    square = resident.inner_text("body")
    assert ADVERT not in square
    assert ("En kommentar är dold" in square) is (rules.act == "Dölj")

    case = Removal.objects.get()
    assert case.evidence is not None
    assert (case.message.registration == "register") is rules.diary
    assert verify() == []


def open_what(page, who):
    """Open what this resident wrote, and wait for the page with its keys."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("link", name=who).click()


def write(page, kommun, post, who, text):
    """On the town square: be this resident and write under the post."""
    page.goto(f"{kommun.address}/torget/{kommun.account.platform_id}/")
    page.get_by_text("Någon annan").first.click()
    page.get_by_label("Namn", exact=True).fill(who)
    page.get_by_role("button", name="Byt", exact=True).click()
    page.goto(f"{kommun.address}/torget/{kommun.account.platform_id}/inlagg/{post.id}")
    page.get_by_label(f"Kommentera som {who}").fill(text)
    page.get_by_role("button", name="Kommentera").click()


def choose_ground(page):
    """The ground as the guideline names it; screening has suggested it already."""
    page.locator("input[value=commercial]").check()
    page.get_by_role("button", name="Fortsätt").click()
