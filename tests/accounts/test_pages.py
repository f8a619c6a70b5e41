"""The accounts as people meet them."""

import pytest
from django.test import Client

from kanalkoll.accounts.models import Connection
from kanalkoll.municipality.models import Account
from tests.harness.stage import as_


def test_an_account_says_who_answers_for_it_and_when_it_was_read(stage):
    kommun = stage("aneby")
    kommun.read(full=True)

    page = as_(kommun.karin).get("/konton/").content.decode()

    assert "Biblioteket" in page
    assert "Facebook" in page
    assert "Lars Brandt" in page
    assert "Senaste fullständiga avstämning" in page
    assert "i dag" not in page.partition("Senast läst")[2][:10]


def test_an_account_that_cannot_be_read_says_so_since_when_and_what_still_works(stage):
    kommun = stage("aneby")
    Connection.objects.update(
        state="broken",
        problem="Facebook godtar inte nyckeln längre.",
        failing_since=kommun.now,
        next_read_at=kommun.now,
    )

    page = as_(kommun.karin).get(f"/konton/{kommun.account.pk}/").content.decode()

    assert "Kontot går inte att läsa" in page
    assert "Facebook godtar inte nyckeln längre." in page
    assert "finns kvar" in page


def test_what_the_platform_cannot_do_is_said_with_the_reason(stage):
    kommun = stage("aneby")

    page = as_(kommun.karin).get(f"/konton/{kommun.account.pk}/").content.decode()

    assert "Går delvis" in page
    assert "syns fortfarande för den som skrev den" in page


@pytest.mark.parametrize("more", [1, 12])
def test_the_list_of_accounts_costs_the_same_however_long_it_is(stage, django_assert_max_num_queries, more):
    kommun = stage("aneby")
    for number in range(more):
        Account.objects.create(
            platform="facebook",
            platform_id=f"9{number}",
            name=f"Konto {number}",
            address="https://example.se",
            unit=kommun.account.unit,
        )
    client = as_(kommun.karin)
    client.get("/konton/")

    with django_assert_max_num_queries(12):
        client.get("/konton/")


def test_the_accounts_are_no_secret_within_the_house_but_nobody_else_sees_them(stage):
    kommun = stage("aneby")

    assert as_(kommun.people["system_owner"]).get("/konton/").status_code == 200
    assert Client().get("/konton/").headers["Location"].startswith("/logga-in/")
