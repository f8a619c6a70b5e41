"""Removal with evidence first, by each municipality's own rules, and nothing without it."""

import base64

import pytest
from django.db import IntegrityError
from django.urls import reverse

from kanalkoll.inbox.acting import NotNow
from kanalkoll.ledger.events import history
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Removal
from kanalkoll.moderation.securing import wording
from kanalkoll.records.evidence import Sealed, prepare_sheet
from kanalkoll.records.models import Record

ADVERT = "Behöver du pengar i dag? Låna upp till 50 000 kr utan UC, klicka på länken i min profil"


def test_an_advert_is_secured_then_deleted_and_then_checked_at_the_platform(stage):
    kommun = stage("aneby")
    message = kommun.comment(ADVERT, author="snabblan_24")
    case = removal.request(
        message.record,
        ground="commercial",
        act="unpublish",
        by=kommun.karin,
        now=kommun.now,
        reason="Reklam för lån.",
    )
    assert case.state == "requested"
    assert kommun.effects("remove") == 0
    case = removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    assert case.evidence is not None
    assert kommun.effects("remove") == 0
    kommun.work()
    case.refresh_from_db()
    message.refresh_from_db()
    assert (case.state, message.state) == ("verified", "removed")
    assert kommun.effects("remove") == 1
    assert [event.verb for event in history(case.name)][-2:] == ["removal.removed", "removal.verified"]


def test_the_database_itself_refuses_removed_without_evidence(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(ADVERT)
    case = removal.request(
        message.record, ground="insult", act="hide", by=kommun.karin, now=kommun.now, reason="Påhopp."
    )
    with pytest.raises(IntegrityError), writing():
        Removal.objects.filter(pk=case.pk).update(state="removed")


def test_evidence_of_another_comment_is_refused_by_the_database(stage):
    kommun = stage("hallstahammar")
    one, other = kommun.comment(ADVERT), kommun.comment("Ni är inte kloka.", author="Tomas Örn")
    first = removal.request(
        one.record, ground="insult", act="hide", by=kommun.karin, now=kommun.now, reason="a"
    )
    first = removal.secure(first.pk, by=kommun.karin, now=kommun.now)
    second = removal.request(
        other.record, ground="insult", act="hide", by=kommun.karin, now=kommun.now, reason="b"
    )
    with pytest.raises(IntegrityError), writing():
        Removal.objects.filter(pk=second.pk).update(state="secured", evidence=first.evidence)


def test_child_abuse_material_is_sealed_at_once_and_never_copied_or_rendered(stage):
    kommun = stage("norrkoping")
    message = kommun.comment("[något som aldrig får kopieras]")
    case = removal.request(
        message.record, ground="child_abuse_material", act="hide", by=kommun.karin, now=kommun.now
    )
    message.record.refresh_from_db()
    assert message.record.sealed_at is not None
    with pytest.raises(Sealed):
        prepare_sheet(message.record, wording=wording(case, secured_by="Karin Ekholm"), now=kommun.now)
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    case.refresh_from_db()
    assert (case.state, case.act, case.evidence) == ("verified", "delete", None)


def test_party_politics_in_aneby_waits_for_a_referral_and_a_second_person(stage):
    kommun = stage("aneby")
    message = kommun.comment("Rösta på oss i stället för de där pajasarna i majoriteten!")
    case = removal.request(
        message.record, ground="party_politics", act="unpublish", by=kommun.karin, now=kommun.now,
        reason="Partipolitisk debatt.", referral="Hej! Ta gärna den frågan med partierna.",
    )  # fmt: skip
    case = removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    assert case.state == "secured"
    with pytest.raises(NotNow, match="inte publicerad"):
        removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    case.refresh_from_db()
    assert case.state == "verified"


def test_nobody_approves_their_own_request(stage):
    kommun = stage("aneby")
    message = kommun.comment("Rösta på oss i stället för de där i majoriteten!")
    case = removal.request(
        message.record, ground="party_politics", act="unpublish", by=kommun.chef, now=kommun.now,
        reason="Partipolitisk debatt.", referral="Hej! Ta gärna den frågan med partierna.",
    )  # fmt: skip
    removal.secure(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    with pytest.raises(NotNow, match="själv begärt"):
        removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    assert kommun.effects("remove") == 0


def test_what_was_hidden_by_mistake_is_shown_again_and_can_be_answered(stage):
    kommun = stage("alingsas")
    message = kommun.comment("Det här beslutet är det dummaste ni gjort.")
    case = removal.request(
        message.record, ground="insult", act="hide", by=kommun.karin, now=kommun.now, reason="Trodde påhopp."
    )
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    removal.restore(case.pk, reason="Det är kritik, inte påhopp.", by=kommun.chef, now=kommun.now)
    kommun.work()
    case.refresh_from_db()
    message.refresh_from_db()
    assert (case.state, message.state) == ("restored", "new")
    assert kommun.effects("unhide") == 1


def test_a_picture_in_the_comment_is_kept_on_arrival_and_stands_in_the_evidence(stage):
    kommun = stage("aneby")
    kommun.publish()
    item = kommun.town.add_comment(
        kommun.post.id, author="snabblan_24", text=ADVERT, at=kommun.now, photo=base64.b64decode(PNG)
    )
    kommun.read()
    record = Record.objects.get(platform_id=item.id)
    assert record.head.attachments.count() == 1
    case = removal.request(
        record, ground="commercial", act="unpublish", by=kommun.karin, now=kommun.now, reason="Reklam."
    )
    case = removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    assert {file.role for file in case.evidence.files.all()} == {"media", "sheet_pdf", "sheet_png"}


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def test_a_sheet_that_shows_what_was_sealed_later_is_not_given_out_any_more(stage, client):
    kommun = stage("aneby")
    bad = kommun.comment("[något som visar sig vara förbjudet att ha]", author="okänd")
    advert = kommun.comment(ADVERT, author="snabblan_24")
    case = removal.request(
        advert.record, ground="commercial", act="unpublish", by=kommun.karin, now=kommun.now, reason="Reklam."
    )
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    client.force_login(kommun.karin)
    sheet = reverse("moderation:evidence_file", args=[case.pk, 0])
    assert client.get(sheet).status_code == 200
    removal.request(bad.record, ground="child_abuse_material", act="delete", by=kommun.karin, now=kommun.now)
    assert client.get(sheet).status_code == 404
