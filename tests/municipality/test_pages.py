"""The guideline's own page, in all four municipalities."""

import pytest

from kanalkoll.municipality.guidelines import adopt
from tests.harness.stage import as_

FOUR = ["alingsas", "aneby", "hallstahammar", "norrkoping"]


@pytest.mark.parametrize("name", FOUR)
def test_every_clause_stands_there_under_its_id_with_how_it_is_covered(stage, name):
    kommun = stage(name)

    page = as_(kommun.karin).get("/riktlinjen/").content.decode()

    assert kommun.guideline.title in page
    for clause in kommun.pack.clauses.values():
        assert f'id="{clause.id}"' in page, clause.id
    assert "Saknas" in page


def test_the_clauses_are_searched_by_words_and_by_id(stage):
    kommun = stage("aneby")
    client = as_(kommun.karin)

    by_id = client.get("/riktlinjen/?q=AN-7-02").content.decode()
    nothing = client.get("/riktlinjen/?q=rymdfart").content.decode()

    assert 'id="AN-7-02"' in by_id
    assert 'id="AN-1-01"' not in by_id
    assert "Ingen bestämmelse hittades" in nothing


def test_an_earlier_guideline_is_kept_in_view_while_it_is_filtered(stage):
    kommun = stage("aneby")
    first = kommun.guideline
    adopt(kommun.pack.without("AN-7-02"), by=None, now=kommun.now)
    kommun.later(minutes=1)
    client = as_(kommun.karin)

    page = client.get(f"/riktlinjen/?version={first.pk}&lage=shown").content.decode()

    assert "Upphävd" in page
    assert f"?version={first.pk}&amp;lage=missing" in page


@pytest.mark.parametrize("digits", [10, 19, 40, 5000])
def test_a_number_of_any_length_for_a_version_that_is_not_there_is_a_page_that_is_not_there(stage, digits):
    client = as_(stage("aneby").karin)
    for version in ("9" * digits, "٣" * digits):
        assert client.get(f"/riktlinjen/?version={version}").status_code == 404


def test_a_page_that_is_not_there_and_a_page_for_others_speak_plainly(stage):
    kommun = stage("aneby")
    client = as_(kommun.karin)

    assert "Sidan finns inte" in client.get("/riktlinjen/?version=999").content.decode()
    assert "Sidan finns inte" in client.get("/inget-har/").content.decode()
