"""Which languages one reads: said by oneself, for colleagues, and taken back without a trace of which."""

import re
from collections.abc import Iterable, Iterator

import pytest

from kanalkoll.language import detection, lexicon
from kanalkoll.language.names import NAMES
from kanalkoll.ledger.models import Event
from kanalkoll.municipality.languages import CHOSEN, choose, languages_of, readers_among
from tests.harness.stage import as_


def test_everybody_says_for_themselves_which_languages_they_read(stage):
    kommun = stage("aneby")
    client = as_(kommun.karin)

    page = client.get("/sprak/").content.decode()
    client.post("/sprak/", {"languages": ["ar", "fi"]})
    again = client.get("/sprak/").context["form"]["languages"].value()

    assert "Du väljer själv om du vill berätta" in page
    assert languages_of(kommun.karin) == ["ar", "fi"]
    assert again == ["ar", "fi"]
    assert 'href="/sprak/"' in page


def test_a_choice_is_the_whole_choice_and_nothing_ticked_takes_it_back(stage):
    kommun = stage("aneby")
    client = as_(kommun.karin)
    client.post("/sprak/", {"languages": ["ar", "fi"]})

    client.post("/sprak/", {"languages": ["fi", "en"]})
    changed = languages_of(kommun.karin)
    client.post("/sprak/", {})

    assert changed == ["en", "fi"]
    assert languages_of(kommun.karin) == []


def test_the_log_tells_that_somebody_chose_and_never_which(stage):
    kommun = stage("aneby")

    choose(kommun.karin, languages=["ar"], now=kommun.now)
    choose(kommun.karin, languages=["ar"], now=kommun.now)

    (event,) = Event.objects.filter(verb=CHOSEN)
    assert (event.object, event.actor, event.ground) == (kommun.karin.actor, kommun.karin.actor, None)


@pytest.mark.parametrize("languages", [["sv"], ["klingon"], ["ar", "' OR 1=1"]])
def test_what_is_no_choice_is_refused_or_left_out(stage, languages):
    kommun = stage("aneby")

    answer = as_(kommun.karin).post("/sprak/", {"languages": languages})

    assert answer.status_code == 422
    assert languages_of(kommun.karin) == []


def test_readers_are_found_among_those_asked_about_and_in_their_order(stage):
    kommun = stage("aneby")
    for person in (kommun.karin, kommun.chef, kommun.people["auditor"]):
        choose(person, languages=["ar"], now=kommun.now)

    assert readers_among([kommun.chef, kommun.karin], "ar") == [kommun.chef, kommun.karin]
    assert readers_among([kommun.chef], "fi") == []


def test_the_system_owner_sees_it_on_the_persons_page(stage):
    kommun = stage("aneby")
    choose(kommun.karin, languages=["ar", "fi"], now=kommun.now)

    page = as_(kommun.people["system_owner"]).get(f"/kommunen/personer/{kommun.karin.pk}/").content.decode()

    assert "arabiska, finska" in page
    assert "Sa vilka språk hen läser" in page


def test_every_language_that_is_told_apart_has_a_name() -> None:
    tables = (table for name, table in vars(detection).items() if name.startswith("_") and name.isupper())
    told = {each for each in _flat(tables) if re.fullmatch("[a-z]{2,3}", each)}
    told |= {row[0] for row in lexicon.lines("languages")} | {row[1] for row in lexicon.lines("scripts")}

    assert {"sv", "ar", "uk", "so"} <= told
    assert told - {"und"} <= NAMES.keys()


def _flat(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, Iterable):
        for each in table:
            yield from _flat(each)
