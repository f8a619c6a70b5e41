"""The one who asked for a removal thinks better of it before anything has been done."""

import pytest

from kanalkoll.inbox.acting import NotNow
from kanalkoll.ledger.events import history
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Removal
from kanalkoll.records.verification import verify
from tests.harness.stage import as_
from tests.moderation.cases import asked, failed, secured


def test_a_request_is_withdrawn_on_its_page_and_what_was_secured_is_kept(stage):
    kommun = stage("hallstahammar")
    case = secured(kommun)
    client = as_(kommun.karin)
    assert "Ta tillbaka min begäran" in client.get(f"/borttagning/{case.pk}/").content.decode()

    client.post(f"/borttagning/{case.pk}/atertag/", {"reason": "Det är ett citat."})
    kommun.work()
    case.refresh_from_db()
    page = client.get(f"/borttagning/{case.pk}/").content.decode()

    assert (case.state, case.ended_by, case.evidence is not None) == ("withdrawn", kommun.karin, True)
    assert "Det är ett citat." in page
    assert "Inlägget ligger kvar." in page
    assert "Ta tillbaka min begäran" not in page
    assert kommun.effects("hide") == 0
    assert history(case.name).last().verb == "removal.withdrawn"
    assert verify() == []


def test_another_case_can_be_begun_after_one_that_was_withdrawn(stage):
    kommun = stage("hallstahammar")
    case = asked(kommun, kommun.karin)
    removal.withdraw(case.pk, by=kommun.karin, now=kommun.now)
    again = removal.request(
        case.record, ground="insult", act="hide", by=kommun.chef, now=kommun.now, reason="Påhopp."
    )
    assert again.state == "requested"


def test_only_the_one_who_asked_withdraws(stage):
    kommun = stage("hallstahammar")
    case = secured(kommun)
    with pytest.raises(NotNow, match="Bara den som har begärt"):
        removal.withdraw(case.pk, by=kommun.chef, now=kommun.now)
    page = as_(kommun.chef).get(f"/borttagning/{case.pk}/").content.decode()
    assert "Ta tillbaka min begäran" not in page
    assert as_(kommun.chef).post(f"/borttagning/{case.pk}/atertag/").status_code == 409


def test_what_is_on_its_way_is_not_withdrawn(stage):
    kommun = stage("hallstahammar")
    case = secured(kommun)
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    with pytest.raises(NotNow, match="redan på väg"):
        removal.withdraw(case.pk, by=kommun.karin, now=kommun.now)
    assert "Ta tillbaka" not in as_(kommun.karin).get(f"/borttagning/{case.pk}/").content.decode()


def test_what_the_platform_refused_is_withdrawn_and_no_longer_first_in_the_queue(stage):
    kommun = stage("hallstahammar")
    case = failed(kommun)
    case.message.urgent = 1
    case.message.save()
    removal.withdraw(case.pk, by=kommun.karin, now=kommun.now)
    case.message.refresh_from_db()
    assert case.message.urgent == 0


def test_what_may_never_be_copied_is_not_withdrawn(stage):
    kommun = stage("norrkoping")
    message = kommun.comment("[det som aldrig får kopieras]")
    case = removal.request(
        message.record, ground="child_abuse_material", act="delete", by=kommun.karin, now=kommun.now
    )
    with pytest.raises(NotNow, match="får inte ligga kvar"):
        removal.withdraw(case.pk, by=kommun.karin, now=kommun.now)


def test_a_removal_that_is_ready_but_was_never_sent_is_sent_from_its_page(stage, monkeypatch):
    kommun = stage("hallstahammar")
    case = asked(kommun, kommun.chef)
    Removal.objects.filter(pk=case.pk).update(second_person=False)
    monkeypatch.setattr(removal, "carry_out", lambda pk, **kwargs: case)
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    monkeypatch.undo()
    client = as_(kommun.karin)
    assert "Redo att tas bort" in client.get(f"/borttagning/{case.pk}/").content.decode()

    client.post(f"/borttagning/{case.pk}/skicka/")
    twice = client.post(f"/borttagning/{case.pk}/skicka/")
    kommun.work()
    case.refresh_from_db()

    assert (case.state, twice.status_code, kommun.effects("hide")) == ("verified", 409, 1)
    assert "Redo att tas bort" not in client.get(f"/borttagning/{case.pk}/").content.decode()
