"""The pages for looking after people, units, roles and accounts: usable by all, and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kanalkoll.municipality import contacts, people, units
from kanalkoll.municipality.models import User
from kanalkoll.municipality.people import Particulars
from kanalkoll.municipality.units import Plan
from tests.harness.browser import assert_accessible, assert_no_sideways_scrolling, sign_in
from tests.harness.stage import Stage

pytestmark = pytest.mark.browser

LOOKS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]
LONG_TITLE = "Bibliotekarieutbildningssamordningsansvarig vid kommunledningskontoret"


def furnished(stage: Callable[[str], Stage]) -> Stage:
    """Somebody of each kind: new, with a temporary password, ended; departments with and without contacts."""
    kommun = stage("hallstahammar")
    owner, now, library = kommun.people["system_owner"], kommun.now, kommun.account.unit
    owner.set_password("fyra små grisar gick")
    owner.save()
    units.add_unit(plan=Plan("Tekniska förvaltningen", "department"), by=owner, now=now)
    assert library.parent
    contacts.name_contact(library.parent, kommun.karin, subjects="öppettider", by=owner, now=now)
    for given, title in (("Ny", "vaktmästare"), ("Tillfällig", LONG_TITLE), ("Avslutad", "vikarie")):
        added = people.add_person(
            particulars=Particulars(f"{given}@example.se", given, "Ström", title, library, True),
            by=owner,
            now=now,
        )
        if given == "Tillfällig":
            people.give_role(added, role="administrator", account=kommun.account, by=owner, now=now)
            people.set_password(added, by=owner, now=now)
        if given == "Avslutad":
            people.deactivate(added, by=owner, now=now)
    return kommun


def addresses(kommun: Stage) -> list[str]:
    unit, account = kommun.account.unit, f"/konton/{kommun.account.pk}/"
    known = User.objects.filter(family_name="Ström")
    first = f"/kommunen/personer/{kommun.karin.pk}/"
    return [
        "/kommunen/",
        "/kommunen/?visa=avslutade",
        "/kommunen/?q=finnsinte",
        *(f"/kommunen/personer/{person.pk}/" for person in known),
        "/kommunen/personer/ny/",
        f"{first}uppgifter/",
        f"{first}roller/",
        "/kommunen/enheter/",
        "/kommunen/enheter/ny/",
        f"/kommunen/enheter/{unit.pk}/",
        f"/kommunen/enheter/{unit.parent_id}/",
        f"/kommunen/enheter/{unit.pk}/uppgifter/",
        "/kommunen/kontaktpersoner/",
        "/kommunen/roller/",
        "/losenord/",
        "/konton/",
        "/konton/nytt/",
        "/konton/nytt/?plattform=wordpress",
        account,
        f"{account}uppgifter/",
        f"{account}anslutning/",
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_for_looking_after_things_is_accessible_and_reflows(
    stage: Callable[[str], Stage],
    open_page: Callable[..., Page],
    live_server: LiveServer,
    width: int,
    scheme: str,
) -> None:
    kommun = furnished(stage)
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, kommun.people["system_owner"], live_server)

    for address in addresses(kommun):
        page.goto(address)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert_accessible(page)
        assert_no_sideways_scrolling(page)


def test_a_faulty_form_is_accessible_and_says_where_to_mend(
    stage: Callable[[str], Stage], desktop: Page, live_server: LiveServer
) -> None:
    kommun = furnished(stage)
    sign_in(desktop, kommun.people["system_owner"], live_server)

    for address, press in (
        ("/kommunen/personer/ny/", "Spara"),
        ("/kommunen/enheter/ny/", "Spara"),
        (f"/kommunen/personer/{kommun.karin.pk}/roller/", "Ge rollen"),
        ("/konton/nytt/?plattform=facebook", "Spara och gå vidare"),
        (f"/konton/{kommun.account.pk}/anslutning/", "Prova och anslut"),
        ("/losenord/", "Byt lösenord"),
    ):
        desktop.goto(address)
        desktop.get_by_role("button", name=press).click()
        expect(desktop.get_by_role("heading", name="Det här behöver rättas")).to_be_visible()
        assert_accessible(desktop)


def test_without_script_somebody_new_is_let_in_and_chooses_their_own_password(
    stage: Callable[[str], Stage], scriptless: Page, open_page: Callable[..., Page], live_server: LiveServer
) -> None:
    kommun = furnished(stage)
    sign_in(scriptless, kommun.people["system_owner"], live_server)
    scriptless.goto("/kommunen/")
    scriptless.get_by_role("link", name="Ny person").click()
    scriptless.get_by_label("Förnamn").fill("Sara")
    scriptless.get_by_label("Efternamn").fill("Lind")
    scriptless.get_by_label("Titel").fill("bibliotekarie")
    scriptless.get_by_label("E-post").fill("sara.lind@example.se")
    scriptless.get_by_label("Enhet").select_option(label="Kultur och fritid › Biblioteket")
    scriptless.get_by_role("button", name="Spara").click()
    scriptless.get_by_role("link", name="Ge en roll").click()
    scriptless.get_by_role("radio", name="Administratör").check()
    scriptless.get_by_label("Var", exact=True).select_option(label=kommun.account.name)
    scriptless.get_by_role("button", name="Ge rollen").click()
    scriptless.get_by_text("Ge ett tillfälligt lösenord").click()
    scriptless.get_by_role("button", name="Ge ett lösenord").click()
    password = scriptless.locator("code").inner_text()

    theirs = open_page(java_script_enabled=False)
    theirs.goto("/logga-in/")
    theirs.get_by_label("E-post").fill("sara.lind@example.se")
    theirs.get_by_label("Lösenord").fill(password)
    theirs.get_by_role("button", name="Logga in").click()
    expect(theirs.get_by_text("Välj ett eget lösenord först")).to_be_visible()
    theirs.get_by_label("Lösenordet du har nu").fill(password)
    theirs.get_by_label("Nytt lösenord", exact=True).fill("fyra små grisar gick")
    theirs.get_by_label("Nytt lösenord en gång till").fill("fyra små grisar gick")
    theirs.get_by_role("button", name="Byt lösenord").click()

    expect(theirs.get_by_role("heading", name="Inkorg")).to_be_visible()
