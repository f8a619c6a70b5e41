"""Läget: who sees which accounts and units, what the numbers say, and the tables to keep."""

import csv
from io import StringIO

import pytest

from kanalkoll.inbox import handling
from kanalkoll.inbox.models import HandOver
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Account, Unit
from tests.harness.stage import as_


def rows(answer):
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def asked(stage):
    """Two questions: one passed on to a unit and answered after three hours, one that nobody has touched."""
    kommun = stage("norrkoping")
    first = kommun.comment("När plogas Solgatan?")
    unit = kommun.account.unit
    handling.pass_on(first.pk, to_unit=unit, by=kommun.karin, now=kommun.now, holding_text="Vi frågar.")
    kommun.work()
    HandOver.objects.update(ended_at=kommun.later(hours=3))
    kommun.comment("Och Björkgatan?", author="Eva Ek")
    kommun.later(days=4)
    return kommun


def test_each_account_tells_what_waits_what_was_not_judged_in_time_and_how_old_it_is(asked):
    page = as_(asked.people["auditor"]).get("/laget/")
    [line] = page.context["waits"]
    assert (line.undecided, line.unreviewed, line.passed_on, line.oldest_words) == (1, 1, 1, "4 dagar")
    assert f"/inkorg/?konto={asked.account.pk}" in page.content.decode()


def test_more_than_the_guideline_tolerates_is_said_with_its_clause(asked):
    shown = as_(asked.karin).get("/laget/").content.decode()
    assert "Enligt riktlinjen ska inget lämnas obesvarat" in shown
    assert 'title="NO-3.3-10"' in shown


def test_the_units_that_were_asked_show_their_times_to_their_manager_for_the_chosen_period(asked):
    client = as_(asked.chef)
    [line] = client.get("/laget/").context["answers"]
    assert (line.name, line.asked, line.waiting, line.median_words) == ("Biblioteket", 1, 0, "3 tim")
    asked.later(days=10)
    assert client.get("/laget/?dagar=7").context["answers"] == []
    assert len(client.get("/laget/?dagar=90").context["answers"]) == 1
    assert client.get("/laget/?dagar=99999").context["days"] == 30


def test_an_administrator_sees_the_own_accounts_and_no_units(asked):
    other = Account.objects.create(
        platform="facebook",
        platform_id="9",
        name="Badet",
        address="https://example.se",
        unit=Unit.objects.get(name="Biblioteket"),
    )
    asked.account.messages.filter(state="new").update(account=other)
    page = as_(asked.karin).get("/laget/")
    assert [each.name for each in page.context["waits"]] == ["Biblioteket"]
    assert "Svarstid hos dem" not in page.content.decode()
    assert "Badet" not in page.content.decode()
    assert "Badet" not in as_(asked.karin).get("/laget/vantar.csv").content.decode()
    assert rows(as_(asked.karin).get("/laget/svarstider.csv"))[1:] == []


def test_who_reads_no_content_has_no_page_and_no_table(asked):
    client = as_(asked.people["system_owner"])
    assert [client.get(path).status_code for path in ("/laget/", "/laget/vantar.csv")] == [403, 403]
    assert "/laget/" not in client.get("/konton/").content.decode()


def test_the_tables_are_kept_as_a_swedish_spreadsheet_reads_them(asked):
    client = as_(asked.chef)
    waits, times = client.get("/laget/vantar.csv"), client.get("/laget/svarstider.csv?dagar=90")
    assert rows(waits)[1][:4] == ["Biblioteket", "1", "1", "1"]
    assert rows(times)[1] == ["Biblioteket", "1", "0", "0", "3,0", "3,0"]
    for answer in (waits, times):
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer.content.startswith("\ufeff".encode())
    assert client.get("/laget/annat.csv").status_code == 404


def test_a_name_that_looks_like_a_formula_is_not_run_by_the_spreadsheet(asked):
    Account.objects.update(name="=HYPERLINK(1)")
    assert rows(as_(asked.chef).get("/laget/vantar.csv"))[1][0] == "'=HYPERLINK(1)"


def test_the_page_is_in_the_menu_and_one_tap_from_the_inbox(asked):
    assert as_(asked.karin).get("/inkorg/").content.decode().count('href="/laget/"') >= 2


@pytest.mark.parametrize("accounts", [1, 6])
def test_the_page_costs_the_same_however_many_accounts_there_are(
    asked, django_assert_max_num_queries, accounts
):
    message = asked.account.messages.get(state="new")
    with writing():
        for number in range(accounts):
            place = Account.objects.create(
                platform="facebook", platform_id=f"{number}", name=f"Sida {number}", address="https://example.se",
                unit=Unit.objects.create(name=f"Enhet {number}", kind="unit", parent=asked.account.unit),
            )  # fmt: skip
            if number == 0:
                asked.account.messages.filter(pk=message.pk).update(account=place)
            HandOver.objects.create(
                message=message, to_unit=place.unit, by=asked.karin, at=asked.now, due_at=None
            )
    client = as_(asked.chef)
    client.get("/laget/")
    with django_assert_max_num_queries(18):
        page = client.get("/laget/")
    assert len(page.context["answers"]) == accounts + 1
