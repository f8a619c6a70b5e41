"""What is looked for is the guideline's: a category it has no ground for is not found, and what is found names why."""

import pytest

from kanalkoll.municipality.guidelines import adopt
from kanalkoll.policy.pack import read
from kanalkoll.screening.trial import try_out
from tests.harness.stage import as_
from tests.policy.conftest import folder_files
from tests.screening.pages import hits, kinds, screened
from tests.screening.test_own_words import let_be

PARTY = "Rösta på Moderaterna i valet!"
RUDE = "Vilken jävla dag, din idiot. Ring 070-174 06 12."


def now_adopted(kommun, name, files):
    reading = read(files, name=name)
    assert reading.pack is not None, reading.faults
    adopt(reading.pack, by=None, now=kommun.later(minutes=1))
    kommun.later(minutes=1)


def test_two_guidelines_look_for_different_things_in_the_same_text(stage):
    kommun = stage("aneby")
    there = kommun.comment(PARTY)
    assert "partipolitik" in kinds(there)
    assert "partipolitik" in there.labels

    now_adopted(kommun, "alingsas", folder_files("alingsas"))
    here = kommun.comment(PARTY)
    assert "partipolitik" not in kinds(here)
    assert "partipolitik" not in here.labels
    assert not any(one.type == "partipolitik" for one in screened(here).found), "what is off is not found"


@pytest.mark.parametrize("name", ["alingsas", "aneby", "hallstahammar", "norrkoping"])
def test_what_is_on_names_its_clause_or_the_law_and_personal_data_is_always_shown(stage, name):
    kommun = stage(name)
    message = kommun.comment(RUDE)
    shown = [hit for hit in hits(message) if hit.place.category not in {"fraga", "klagomal", "synpunkt"}]
    assert "TELEFON" in {hit.place.category for hit in shown}
    for hit in shown:
        assert hit.clauses or hit.law or hit.place.category.isupper(), hit


def test_the_page_tells_what_is_on_and_off_and_on_what_ground(stage):
    kommun = stage("alingsas")
    page = as_(kommun.people["auditor"]).get("/granskning/det-som-granskas/")
    rows = {name: (on, links, law) for name, on, links, law in page.context["rows"]}
    assert rows["Partipolitik"][0] is False
    assert rows["Hot"][0] is True
    assert rows["Hot"][1] or rows["Hot"][2]
    assert rows["Personuppgift"][0] is True
    assert {name for name, (on, *_) in rows.items() if not on} == {"Partipolitik", "Sexism"}
    assert "har inga egna telefonnummer" in page.content.decode()


OWN = """telefon: 070-174 06 12
e-post: exempelkommun.se
adress: Storgatan 12
skola: Peter Ahls skola
"""
TEXT = (
    "Ring 070 1740612 eller skriv till anna.ek@exempelkommun.se, vi ses på Storgatan 12 vid Peter Ahls skola."
)


def test_what_is_the_municipalitys_own_is_nobodys_personal_data(stage):
    kommun = stage("aneby")
    assert {"TELEFON", "EPOST", "ADRESS"} <= kinds(kommun.comment(TEXT))

    now_adopted(kommun, "aneby", {**folder_files("aneby"), "texts/our_own.txt": OWN})
    assert not kinds(kommun.comment(TEXT)) & {"TELEFON", "EPOST", "ADRESS", "NAMN", "personuppgift"}
    assert "TELEFON" in kinds(kommun.comment("Ring 070-174 06 13."))
    page = as_(kommun.karin).get("/granskning/det-som-granskas/").content.decode()
    assert "exempelkommun.se" in page


def test_a_school_of_ours_in_a_threat_does_not_hide_the_threat(stage):
    kommun = stage("aneby")
    now_adopted(kommun, "aneby", {**folder_files("aneby"), "texts/our_own.txt": "skola: Furuskolan\n"})
    assert "hot" in kinds(kommun.comment("Jag ska döda dig utanför Furuskolan."))


def test_a_trial_goes_by_the_guideline_too(stage):
    kommun = stage("aneby")
    kommun.comment(PARTY)
    petra = kommun.people["comms_unit"]
    wanted = let_be(PARTY, inflected="")
    assert try_out(wanted, by=petra, now=kommun.now).changed == 1

    now_adopted(kommun, "alingsas", folder_files("alingsas"))
    assert try_out(wanted, by=petra, now=kommun.now).changed == 0, "nothing was looked for, nothing is let be"
