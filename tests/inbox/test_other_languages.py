"""A message that is not in Swedish: which language, who reads it, how the list is narrowed, and how one answers."""

from dataclasses import replace
from importlib import import_module
from importlib.resources import files

import pytest
from django.apps import apps

from kanalkoll.inbox.answers import SUBJECTS, answers_in
from kanalkoll.inbox.models import Message
from kanalkoll.inbox.queue import Filters, listing
from kanalkoll.language.names import NAMES
from kanalkoll.municipality import languages
from kanalkoll.municipality.guidelines import in_force
from kanalkoll.municipality.models import User
from tests.harness.stage import as_

ARABIC = "مرحبا، متى تفتح المكتبة يوم السبت؟"
ENGLISH = "Hello, when does the library open on Saturday? I would like to bring my children."
SWEDISH = "Hej, när öppnar biblioteket på lördag?"


def page_of(user: User, message: Message, query: str = "") -> str:
    return as_(user).get(f"/inkorg/{message.pk}/{query}").content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [(ARABIC, "Verkar vara skriven på arabiska"), (ENGLISH, "Verkar vara skriven på engelska")],
)
def test_a_message_in_another_language_says_which(stage, text, said):
    kommun = stage("aneby")

    assert said in page_of(kommun.karin, kommun.comment(text))


@pytest.mark.parametrize("text", [SWEDISH, "👍👍", "112"])
def test_nothing_is_said_of_swedish_or_of_what_has_no_words(stage, text):
    kommun = stage("aneby")

    assert "Verkar vara skriven på" not in page_of(kommun.karin, kommun.comment(text))


def test_the_list_is_marked_and_narrowed_by_language(stage):
    kommun = stage("aneby")
    arabic, english, swedish = (kommun.comment(text) for text in (ARABIC, ENGLISH, SWEDISH))

    def shown(language: str) -> set[Message]:
        return set(listing(Filters(language=language), user=kommun.karin).rows)

    assert shown("ar") == {arabic}
    assert shown("annat") == {arabic, english}
    assert shown("sv") == {swedish}
    page = as_(kommun.karin).get("/inkorg/?sprak=ar").content.decode()
    assert "Arabiska" in page
    assert '<option value="ar" selected>' in page


def test_the_language_follows_an_edit(stage):
    kommun = stage("aneby")
    message = kommun.comment(ARABIC)
    kommun.town.edit(message.record.platform_id, SWEDISH)
    kommun.read()
    message.refresh_from_db()

    assert message.language == "sv"


def test_what_came_in_before_is_given_its_language_from_its_screening(stage):
    kommun = stage("aneby")
    message = kommun.comment(ARABIC)
    Message.objects.update(language="")

    import_module("kanalkoll.inbox.migrations.0004_message_language").from_screening(apps, None)
    message.refresh_from_db()

    assert message.language == "ar"


def test_who_reads_it_and_may_handle_it_is_named_and_given_it_in_one_press(stage):
    kommun = stage("aneby")
    message = kommun.comment(ARABIC)
    Message.objects.update(assignee=None)
    for person in (kommun.chef, kommun.people["auditor"]):
        languages.choose(person, languages=["ar"], now=kommun.now)

    page = page_of(kommun.karin, message)
    as_(kommun.karin).post(f"/inkorg/{message.pk}/ansvarig/", {"to": kommun.chef.pk})
    message.refresh_from_db()

    assert "Ge till Lars Brandt, som läser det" in page
    assert "Olof Rask" not in page.split("Verkar vara skriven")[1].split("callout")[0]
    assert message.assignee == kommun.chef
    assert "Lars Brandt läser arabiska och är ansvarig." in page_of(kommun.karin, message)


def test_where_nobody_reads_it_that_is_said_with_a_way_to_say_that_one_does(stage):
    kommun = stage("aneby")

    page = page_of(kommun.karin, kommun.comment(ARABIC))

    assert "Ingen som kan ta hand om det har sagt att de läser arabiska." in page
    assert 'href="/sprak/"' in page


def test_answers_are_offered_in_plain_swedish_and_in_the_language_the_right_way_round(stage):
    kommun = stage("aneby")
    message = kommun.comment(ARABIC, author="Nour Haddad")

    page = page_of(kommun.karin, message, "?gor=svara")

    assert '<p lang="sv" dir="ltr"' in page
    assert '<p lang="ar" dir="rtl"' in page
    assert "Hej Nour!" in page
    assert "مرحبًا Nour!" in page
    assert "Granska innan ni använder" in page
    assert 'dir="auto"' in page


def test_a_swedish_message_is_offered_swedish_answers_only(stage):
    kommun = stage("aneby")
    message = kommun.comment(SWEDISH)

    page = page_of(kommun.karin, message, "?gor=svara")

    assert "Vi tar reda på det" in page
    assert "Granska innan ni använder" not in page


def test_a_language_we_have_no_answer_in_is_offered_swedish(stage):
    kommun = stage("aneby")
    message = kommun.comment(SWEDISH)
    message.language = "se"

    subjects = answers_in(message, guideline=in_force(kommun.now))

    assert {answer.language for subject in subjects for answer in subject.answers} == {"sv"}


def test_the_municipalitys_own_translation_replaces_ours_and_needs_no_warning(stage, monkeypatch):
    kommun = stage("aneby")
    message = kommun.comment(ARABIC)
    own = replace(kommun.pack, texts={**kommun.pack.texts, "answer_holding.ar": "نص البلدية"})
    monkeypatch.setattr("kanalkoll.inbox.answers.pack_of", lambda guideline: own)

    holding = answers_in(message, guideline=in_force(kommun.now))[0]

    assert [(answer.words, answer.unchecked) for answer in holding.answers][1] == ("نص البلدية", False)


def test_an_answer_begins_the_reply_without_script_and_is_not_sent_with_its_blank(stage):
    kommun = stage("aneby")
    message = kommun.comment(ARABIC, author="Nour Haddad")
    client = as_(kommun.karin)

    form = client.get(f"/inkorg/{message.pk}/?gor=svara&text=answer_referral.ar").context["reply_form"]
    text = form["text"].value()
    stopped = client.post(f"/inkorg/{message.pk}/svar/", {"text": text, "revision": message.revision})
    sent = client.post(
        f"/inkorg/{message.pk}/svar/",
        {"text": text.replace("[telefon eller e-post]", "0380-461 00"), "revision": message.revision},
    )

    assert text.startswith("مرحبًا Nour!")
    assert "Fyll i det som står inom hakparentes" in stopped.content.decode()
    assert sent.status_code == 302


def test_a_writer_without_a_name_is_greeted_without_a_gap(stage):
    kommun = stage("aneby")
    message = kommun.comment(ARABIC)
    message.record.author_name = ""
    guideline = in_force(kommun.now)

    for code in ("sv", "ar", "uk", "en"):
        message.language = code
        for subject in answers_in(message, guideline=guideline):
            assert all("{" not in each.words and " !" not in each.words for each in subject.answers)
            assert all(",!" not in each.words for each in subject.answers)


def test_every_ready_answer_is_in_a_language_we_can_name_and_about_a_subject_we_offer() -> None:
    files_of_ours = [file.name for file in (files("kanalkoll.inbox") / "texts").iterdir()]
    ours = [
        name.removeprefix("answer_").split(".")[:2] for name in files_of_ours if name.startswith("answer_")
    ]

    assert {subject for subject, _ in ours} == set(SUBJECTS)
    assert {code for _, code in ours} <= NAMES.keys()
    # Each translation is there in whole: somebody who begins in a language is never left in the middle.
    assert len({code for _, code in ours}) * len(SUBJECTS) == len(ours)


def test_a_message_in_another_language_costs_a_constant_number_of_statements(
    stage, django_assert_max_num_queries
):
    kommun = stage("aneby")
    message = kommun.comment(ARABIC)
    languages.choose(kommun.chef, languages=["ar"], now=kommun.now)
    client = as_(kommun.karin)
    client.get(f"/inkorg/{message.pk}/?gor=svara")

    with django_assert_max_num_queries(60):
        client.get(f"/inkorg/{message.pk}/?gor=svara")
