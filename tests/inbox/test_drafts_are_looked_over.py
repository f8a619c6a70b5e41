"""What the writer of an answer is told while writing, and that a draft leaves no trace."""

import logging

import pytest
from django.apps import apps

from kanalkoll.inbox import replying
from kanalkoll.inbox.models import Message
from kanalkoll.municipality.models import User
from kanalkoll.screening.entries import Wanted, add
from tests.harness.stage import as_

SECRET = "Alltidd hemlig: Ring Peter Ahl på 070-174 06 12."
HTMX = {"HX-Request": "true"}


def look(user: User, message: Message, text: str, **more: object) -> str:
    answer = as_(user).post(f"/inkorg/{message.pk}/utkast/", {"text": text, **more}, headers=HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def test_prompts_stand_before_advice_and_both_tell_the_words(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")

    page = look(kommun.karin, message, SECRET)

    assert page.index("Svaret innehåller en personuppgift.") < page.index("Alltidd")
    assert "Peter Ahl" in page
    assert "070-174 06 12" in page
    assert "systemets förval, inte i er riktlinje" in page
    assert "Stavning:" in page


def test_a_prompt_of_the_guideline_links_to_its_clause_and_says_that_a_reason_is_needed(stage):
    kommun = stage("alingsas")
    message = kommun.comment("När öppnar ni?")

    page = look(kommun.karin, message, "Läs mer på www.alingsas.se.")

    assert "/riktlinjen/#AL-" in page
    assert "Skickar du det ändå behöver du skriva varför." in page


def test_a_good_answer_is_left_alone(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")

    assert "Inget att anmärka på." in look(kommun.karin, message, "Hej! Vi öppnar klockan tio.")


def test_the_places_are_counted_as_the_field_in_the_browser_counts_them(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")

    # A browser sends two characters for each line's end, and its own script counts one.
    for text in ("Hej!\r\n\r\nDu kan erhålla stöd.", "Hej!\n\nDu kan erhålla stöd."):
        assert 'data-places="13-20"' in look(kommun.karin, message, text), text


@pytest.mark.parametrize("author", ["9" * 30, "9" * 5_000, "-1", "jag"])
def test_an_author_that_nobody_is_leaves_the_signature_to_the_writer(stage, author):
    kommun = stage("hallstahammar")
    message = kommun.comment("När öppnar ni?")
    assert "Karin" in look(kommun.karin, message, "Klockan tio.", author=author)


def test_advice_on_language_never_stops_an_answer(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")

    replying.answer(message.pk, text="Alltidd i enlighet med reglerna!!!", by=kommun.karin, now=kommun.now)

    message.refresh_from_db()
    assert message.pending is not None


def test_a_typed_signature_and_ones_own_name_are_nobody_elses_data(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("När öppnar ni?")
    signature = replying.signature_of(kommun.karin, pack=kommun.pack, now=kommun.now).text
    assert signature

    for text in (f"Klockan tio.\n\n{signature}", "Klockan tio. Det säger Karin Ekholm på biblioteket."):
        page = look(kommun.karin, message, text)
        assert "Inget att anmärka på." in page, text
        assert replying.review(text, pack=kommun.pack, now=kommun.now, own=(signature, "Karin Ekholm")) == ()


def test_a_protected_name_is_warned_of_also_when_its_owner_wrote_it(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("När öppnar ni?")
    kommun.karin.protected_identity = True
    kommun.karin.save()

    page = look(kommun.karin, message, "Klockan tio. Det säger Karin Ekholm på biblioteket.")

    assert "Svaret innehåller en personuppgift." in page


def test_the_signature_follows_whoever_is_chosen_as_author(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("När öppnar ni?")

    assert "Lars" in look(kommun.karin, message, "Klockan tio.", author=kommun.chef.pk)


def test_looking_a_draft_over_keeps_nothing_and_logs_nothing(stage, caplog, capfd):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")
    client = as_(kommun.karin)
    before = {model: model._default_manager.count() for model in apps.get_models()}
    caplog.set_level(logging.DEBUG)

    answer = client.post(f"/inkorg/{message.pk}/utkast/", {"text": SECRET}, headers=HTMX)

    after = {model: model._default_manager.count() for model in apps.get_models()}
    written = caplog.text + "".join(capfd.readouterr())
    assert after == before
    assert "Peter Ahl" not in written.replace(answer.content.decode(), "")
    assert answer["Cache-Control"] == "no-store"


def test_only_who_may_answer_may_have_a_draft_looked_over(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")

    answer = as_(kommun.people["auditor"]).post(
        f"/inkorg/{message.pk}/utkast/", {"text": "Hej"}, headers=HTMX
    )

    assert answer.status_code == 403


def test_without_script_a_button_shows_the_page_again_with_remarks_and_everything_typed(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("När öppnar ni?")

    page = as_(kommun.karin).post(
        f"/inkorg/{message.pk}/utkast/", {"text": SECRET, "author": kommun.chef.pk, "revision": 0}
    )

    html = page.content.decode()
    assert page.status_code == 200
    assert "Stavning:" in html
    assert page.context["reply_form"]["text"].value() == SECRET
    assert f'<option value="{kommun.chef.pk}" selected>' in html
    assert "Lars" in page.context["signature"].text


@pytest.mark.parametrize("text", ["", "   \n", "\x00", "a" * 9_000, "🧑‍🚒" * 500, "‮omvänd‬"])
def test_whatever_is_typed_has_an_answer(stage, text):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")

    look(kommun.karin, message, text)


def test_the_municipalitys_own_exceptions_hold_for_drafts_too(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")
    text = "Ring oss på 070-174 06 12."
    before = look(kommun.karin, message, text)
    kept = Wanted(False, "070-174 06 12", "phone", "", "", None, (), "Jourtelefonen", None)
    add(kept, tried={}, by=kommun.people["comms_unit"], now=kommun.now)
    kommun.later(minutes=1)

    assert "070-174 06 12" in before
    assert "Inget att anmärka på." in look(kommun.karin, message, text)
