"""A removal that enters the item in the diary leaves no other choice of registration, and says why."""

import pytest
from django.test import Client

from kanalkoll.inbox import registering
from kanalkoll.inbox.acting import NotNow
from kanalkoll.moderation import removal


def page_of(kommun, message):
    client = Client()
    client.force_login(kommun.karin)
    return client.get(f"/inkorg/{message.pk}/")


def removed(kommun, ground, act="unpublish"):
    message = kommun.comment("Låna 50 000 kr utan UC.")
    case = removal.request(
        message.record, ground=ground, act=act, by=kommun.karin, now=kommun.now, reason="Bort.",
        answers={"standing_disposal_decision": "yes"},
    )  # fmt: skip
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    message.refresh_from_db()
    return message, case


@pytest.mark.parametrize(
    ("kommunen", "ground", "support"),
    [
        ("aneby", "commercial", 'title="AN-6.1-05"'),
        ("norrkoping", "secrecy", "Offentlighets- och sekretesslagen"),
    ],
)
def test_the_other_choices_are_closed_and_the_page_says_what_it_rests_on(stage, kommunen, ground, support):
    kommun = stage(kommunen)
    message, _ = removed(kommun, ground)
    page = page_of(kommun, message)
    shown = page.content.decode()

    assert page.context["open_decisions"] == ("register",)
    for closed in ("ordered", "minor"):
        assert f'value="{closed}" disabled' in shown
        with pytest.raises(NotNow, match="Borttagningen har fört in"):
            registering.register(message.pk, decision=closed, by=kommun.karin, now=kommun.now)
    assert "Borttagningen har fört in handlingen i diariet" in shown
    assert support in shown[shown.index('id="av-borttagning"') :]


def test_the_choices_are_open_again_when_it_is_shown_again(stage):
    kommun = stage("aneby")
    message, case = removed(kommun, "commercial", act="hide")
    removal.restore(case.pk, reason="Det var fel.", by=kommun.chef, now=kommun.now)
    kommun.work()
    page = page_of(kommun, message)
    assert "ordered" in page.context["open_decisions"]
    assert "Borttagningen har fört in" not in page.content.decode()


def test_a_removal_that_enters_nothing_closes_nothing(stage):
    kommun = stage("alingsas")
    message, _ = removed(kommun, "profanity")
    page = page_of(kommun, message)
    assert len(page.context["open_decisions"]) > 1
    assert "Borttagningen har fört in" not in page.content.decode()
