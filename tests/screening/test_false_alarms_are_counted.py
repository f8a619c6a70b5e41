"""The report: per rule how many marks, how many said wrong, why; the worst first; nothing counted twice."""

import csv
import io

import pytest

from kanalkoll.inbox import disputing
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Account, Grant
from kanalkoll.records import keeping
from kanalkoll.screening.alarms import LEAST, report
from kanalkoll.screening.models import Verdict
from tests.harness.stage import as_
from tests.screening.pages import hit_of, say

RUDE = "Vilken jävla snöröjning."
PHONE = "Ring 070-174 06 12."


def of(found, category):
    return next(each for each in found.categories if each.category == category)


def since(kommun):
    return kommun.now.replace(year=2020)


def test_each_rule_has_its_marks_its_false_alarms_and_the_reasons(stage):
    kommun = stage("aneby")
    client = as_(kommun.karin)
    rude = [kommun.comment(RUDE) for _ in range(3)]
    kommun.comment(PHONE)
    say(client, rude[0], "svordom", "quote")
    say(client, rude[1], "svordom", "other", words="Dialekt.")

    found = report(kommun.chef, since=since(kommun))

    swearing = of(found, "svordom")
    assert (swearing.marked, swearing.wrong, swearing.percent) == (3, 2, 67)
    assert swearing.whys == {"quote": 1, "other": 1}
    rule = found.rules[0]
    assert (rule.category, rule.wrong) == ("svordom", 2)
    assert rule.latest[0].reason.head.text == "Dialekt."
    assert (of(found, "TELEFON").marked, of(found, "TELEFON").wrong) == (1, 0)
    assert "personuppgift" not in {each.category for each in found.categories}, "one mark is not two"


def test_how_a_text_should_be_handled_is_counted_too(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")
    say(as_(kommun.karin), message, "fraga", "other_meaning")
    assert (of(report(kommun.karin, since=since(kommun)), "fraga").wrong) == 1


def test_what_is_wrong_too_often_is_said_first(stage):
    kommun = stage("aneby")
    rude = [kommun.comment(RUDE) for _ in range(LEAST)]
    kommun.comment(PHONE)
    for message in rude[: LEAST // 3]:
        say(as_(kommun.karin), message, "svordom")
    assert report(kommun.karin, since=since(kommun)).doubtful == ()

    say(as_(kommun.karin), rude[-1], "svordom")

    found = report(kommun.karin, since=since(kommun))
    assert [each.category for each in found.doubtful] == ["svordom"]
    page = as_(kommun.karin).get("/granskning/").content.decode()
    assert page.index("fel i 4 av 10 fall (40 %)") < page.index("Per kategori")


def test_a_verdict_taken_back_is_no_false_alarm(stage):
    kommun = stage("aneby")
    message = kommun.comment(RUDE)
    say(as_(kommun.karin), message, "svordom")
    verdict = Verdict.objects.get()
    disputing.take_back(message.pk, verdict_id=verdict.pk, by=kommun.karin, now=kommun.now)
    assert of(report(kommun.karin, since=since(kommun)), "svordom").wrong == 0


def test_the_period_counts_when_the_text_was_screened(stage):
    kommun = stage("aneby")
    kommun.comment(RUDE)
    kommun.later(days=40)
    kommun.comment(RUDE)
    client = as_(kommun.karin)
    assert of(client.get("/granskning/?dagar=30").context["report"], "svordom").marked == 1
    assert of(client.get("/granskning/?dagar=90").context["report"], "svordom").marked == 2
    assert client.get("/granskning/?dagar=hej").context["days"] == 90


def test_sealed_messages_and_accounts_one_does_not_read_are_not_counted(stage):
    kommun = stage("aneby")
    sealed = kommun.comment(RUDE)
    kommun.comment(RUDE)
    with writing():
        keeping.seal(sealed.record, by="system", now=kommun.now)
    assert of(report(kommun.people["comms_unit"], since=since(kommun)), "svordom").marked == 1

    elsewhere = Account.objects.create(
        platform="facebook", platform_id="9", name="Badhuset", address="https://example.test/9",
        unit=kommun.account.unit,
    )  # fmt: skip
    Grant.objects.filter(user=kommun.karin).update(account=elsewhere)
    kommun.karin.refresh_from_db()
    fresh = type(kommun.karin).objects.get(pk=kommun.karin.pk)
    assert report(fresh, since=since(kommun)).marked == 0


def test_the_report_is_empty_in_words_before_anything_is_marked(stage):
    kommun = stage("aneby")
    page = as_(kommun.karin).get("/granskning/").content.decode()
    assert "Inget är markerat" in page
    assert "Hämta som CSV" not in page


@pytest.mark.parametrize("rows", [1, 6])
def test_the_report_takes_three_statements_beside_those_of_every_page(
    stage, rows, django_assert_max_num_queries
):
    kommun = stage("aneby")
    for _ in range(rows):
        say(as_(kommun.karin), kommun.comment(f"{RUDE} {PHONE}"), "svordom", "other", words="Nej.")
    kommun.karin.refresh_from_db()
    report(kommun.karin, since=since(kommun))
    with django_assert_max_num_queries(4):
        found = report(kommun.karin, since=since(kommun))
        assert next(each.reason.head.text for rule in found.rules for each in rule.latest) == "Nej."


def test_the_csv_has_a_line_for_every_rule(stage):
    kommun = stage("aneby")
    say(as_(kommun.karin), kommun.comment(f"{RUDE} {PHONE}"), "svordom")
    answer = as_(kommun.karin).get("/granskning/falska-larm.csv?dagar=30")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert answer.headers["Content-Disposition"].endswith('-30-dagar.csv"')
    assert lines[0][0] == "kategori"
    assert lines[1][0] == "Grovt språk"
    assert lines[1][3:7] == ["1", "1", "100", "Citat 1"]
    assert len(lines) == len(report(kommun.karin, since=since(kommun)).rules) + 1


def test_a_rules_page_shows_the_texts_and_leads_to_the_messages(stage):
    kommun = stage("aneby")
    message = kommun.comment(RUDE)
    place = hit_of(message, "svordom").place
    client = as_(kommun.karin)
    say(client, message, "svordom")
    page = client.get("/granskning/regel/", {"regel": place.rule, "kategori": "svordom"}).content.decode()
    assert "snöröjning" in page
    assert f"/inkorg/handling/{message.record_id}/" in page
    assert client.get(f"/inkorg/handling/{message.record_id}/")["Location"] == f"/inkorg/{message.pk}/"
    assert client.get("/granskning/regel/", {"regel": "x", "kategori": "inget"}).status_code == 404
    assert client.get("/granskning/regel/", {"regel": "\0", "kategori": "hot"}).status_code == 200


def test_a_threat_is_folded_on_the_page_of_any_rule_that_was_wrong_in_it(stage):
    kommun = stage("aneby")
    message = kommun.comment(f"Jag ska döda dig. {RUDE}")
    rule = hit_of(message, "svordom").place.rule
    client = as_(kommun.karin)
    say(client, message, "svordom")
    page = client.get("/granskning/regel/", {"regel": rule, "kategori": "svordom"}).content.decode()
    assert "Kan vara hot." in page


@pytest.mark.parametrize(
    "address", ["/granskning/", "/granskning/falska-larm.csv", "/granskning/regel/?kategori=hot"]
)
def test_the_report_is_for_those_who_read_content(stage, address):
    kommun = stage("aneby")
    assert as_(kommun.people["auditor"]).get(address).status_code == 200
    assert as_(kommun.people["system_owner"]).get(address).status_code == 403
    menu = as_(kommun.people["system_owner"]).get("/konton/").content.decode()
    assert "Granskning" not in menu
