"""The pages for looking after accounts."""

import pytest
from django.test import Client

from kanalkoll.accounts import managing
from kanalkoll.accounts.models import Connection
from kanalkoll.accounts.questions import ASKED, FOR_ANY, asked
from kanalkoll.municipality.models import Account, User
from kanalkoll.platforms.registry import adapters
from tests.harness.stage import as_

POSTS = ("uppgifter", "anslutning", "prov", "lasning", "av", "pa")
READ = ("uppgifter", "anslutning")


def keeper(kommun) -> Client:
    return as_(kommun.people["system_owner"])


def owner(kommun) -> User:
    return User.objects.get(pk=kommun.people["system_owner"].pk)


def filled_in(kommun, page) -> dict[str, object]:
    return {
        "name": "Badhuset",
        "address": "https://www.facebook.com/badhuset",
        "platform_id": page.id,
        "unit": kommun.account.unit_id,
    }


def keys(kommun, page) -> dict[str, str]:
    app = kommun.town.app
    return {
        "token": page.token,
        "app_id": app.id,
        "app_secret": app.secret,
        "verify_token": app.verify_token,
        "interface": f"{kommun.address}/v26.0",
    }


@pytest.mark.parametrize("role", ["administrator", "responsible_manager", "comms_unit", "auditor"])
def test_the_pages_are_closed_to_others_and_not_offered_to_them(stage, role):
    kommun = stage("aneby")
    client, page = as_(kommun.people[role]), f"/konton/{kommun.account.pk}/"

    refused = [client.get("/konton/nytt/"), client.post("/konton/nytt/?plattform=facebook")]
    refused += [client.post(f"{page}{name}/") for name in POSTS]
    refused += [client.get(f"{page}{name}/") for name in READ]

    assert {answer.status_code for answer in refused} == {403}
    assert "Nytt konto" not in client.get("/konton/").text
    assert "Sköt kontot" not in client.get(page).text


def test_an_account_is_added_and_connected_through_the_pages(stage):
    kommun = stage("aneby")
    client, page = keeper(kommun), kommun.town.add_page("Badhuset")

    choices = client.get("/konton/nytt/").text
    added = client.post("/konton/nytt/?plattform=facebook", filled_in(kommun, page), follow=True)
    account = Account.objects.get(name="Badhuset")
    connected = client.post(f"/konton/{account.pk}/anslutning/", keys(kommun, page), follow=True)

    assert all(way.label in choices for way in adapters().values())
    assert added.redirect_chain == [(f"/konton/{account.pk}/anslutning/", 302)]
    assert "Badhuset är anslutet" in connected.text
    assert f"/krokar/{account.pk}/" in connected.text


def test_keys_never_come_back_to_a_page_right_or_wrong(stage):
    kommun = stage("aneby")
    client, page = keeper(kommun), f"/konton/{kommun.account.pk}/"
    mine = keys(kommun, kommun.town.account(kommun.account.platform_id))
    secret = {name: value for name, value in mine.items() if name not in {"app_id", "interface"}}

    wrong = client.post(f"{page}anslutning/", mine | {"token": "alldeles-fel-nyckel"})
    shown = [wrong, client.get(f"{page}anslutning/"), client.get(page)]

    assert wrong.status_code == 422
    assert "Anslutningen provades men fungerar inte." in wrong.text
    assert "behöver fyllas i igen" in wrong.text
    assert mine["app_id"] in wrong.text
    for answer in shown:
        assert "alldeles-fel-nyckel" not in answer.text
        assert not [name for name, value in secret.items() if value in answer.text]
    assert "no-store" in wrong.headers["Cache-Control"]


def test_a_platform_out_of_reach_is_to_be_tried_again_by_the_person(stage):
    kommun = stage("aneby")
    mine = keys(kommun, kommun.town.account(kommun.account.platform_id))

    answer = keeper(kommun).post(
        f"/konton/{kommun.account.pk}/anslutning/", mine | {"interface": "http://127.0.0.1:9/v26.0"}
    )

    assert answer.status_code == 422
    assert "Plattformen svarar inte just nu. Pröva igen om en stund." in answer.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Skriv kontots namn."),
        ({"address": "javascript:alert(1)"}, "https://"),
        ({"address": "ftp://example.se/"}, "https://"),
        ({"unit": ""}, "Välj vilken enhet som ansvarar."),
        ({"platform_id": ""}, "Skriv det id"),
        ({"platform_id": "known"}, "Det kontot finns redan: Biblioteket."),
    ],
)
def test_a_faulty_account_comes_back_as_typed_with_what_to_mend(stage, changed, said):
    kommun = stage("aneby")
    typed = filled_in(kommun, kommun.town.add_page("Badhuset")) | changed
    if typed["platform_id"] == "known":
        typed["platform_id"] = kommun.account.platform_id

    answer = keeper(kommun).post("/konton/nytt/?plattform=facebook", typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert Account.objects.count() == 1


def test_the_connection_is_tried_and_the_result_is_said_in_words(stage):
    kommun = stage("aneby")
    client, page = keeper(kommun), f"/konton/{kommun.account.pk}/"

    works = client.post(f"{page}prov/", follow=True)
    kommun.town.change_account(kommun.account.platform_id, standing="revoked")
    fails = client.post(f"{page}prov/", follow=True)

    assert "Anslutningen fungerar." in works.text
    assert "Anslutningen fungerar inte." in fails.text
    assert "Anslut kontot igen" in fails.text


def test_an_account_is_read_switched_off_and_on_from_its_page(stage):
    kommun = stage("aneby")
    client, page = keeper(kommun), f"/konton/{kommun.account.pk}/"

    assert "Kontot läses inom någon minut." in client.post(f"{page}lasning/", follow=True).text
    off = client.post(f"{page}av/", follow=True)
    assert "Kontot är avstängt" in off.text
    assert "Läs nu" not in off.text
    stopped = client.post(f"{page}lasning/")
    assert (stopped.status_code, "Slå på det först" in stopped.text) == (422, True)
    assert "Kontot är påslaget" in client.post(f"{page}pa/", follow=True).text
    assert "Avstängt" in client.get(page).text  # what has happened
    assert Connection.objects.get(account=kommun.account).state == "ok"


def test_an_account_without_connection_offers_it_and_cannot_be_tried(stage):
    kommun = stage("aneby")
    page = kommun.town.add_page("Badhuset")
    identity = managing.Identity("facebook", page.id, "Badhuset", "https://example.se", kommun.account.unit)
    account = managing.add_account(identity=identity, by=owner(kommun), now=kommun.now)
    client = keeper(kommun)

    shown = client.get(f"/konton/{account.pk}/").text
    tried = client.post(f"/konton/{account.pk}/prov/")

    assert "Anslut kontot" in shown
    assert "Prova anslutningen" not in shown
    assert tried.status_code == 422


def test_an_account_is_corrected_from_its_page(stage):
    kommun = stage("aneby")
    client, page = keeper(kommun), f"/konton/{kommun.account.pk}/uppgifter/"
    form = client.get(page).context["form"]
    typed = {field.name: field.value() for field in form if field.value()}

    client.post(page, typed | {"name": "Stadsbiblioteket", "main": "on"})

    account = Account.objects.get(pk=kommun.account.pk)
    assert (account.name, account.main) == ("Stadsbiblioteket", True)


@pytest.mark.parametrize("platform", adapters())
def test_every_platform_asks_in_its_own_words(stage, platform):
    kommun = stage("aneby")

    page = keeper(kommun).get(f"/konton/nytt/?plattform={platform}").text

    assert platform in ASKED
    assert ASKED[platform].id_label in page
    assert asked("something new") is FOR_ANY
