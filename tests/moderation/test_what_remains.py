"""Of what is sealed here or gone at the platform: what can still be done, and what cannot, with the reason."""

import pytest

from kanalkoll.inbox.acting import NotNow
from kanalkoll.ledger.events import history
from kanalkoll.moderation import removal, reports
from kanalkoll.moderation.models import Removal
from kanalkoll.moderation.vanishing import managers_of
from kanalkoll.records.verification import verify
from tests.harness.stage import as_

THREAT = "Jag ska döda dig."


@pytest.fixture
def gone(stage):
    """A threat that its writer has taken away again."""
    kommun = stage("hallstahammar")
    message = kommun.comment(THREAT)
    kommun.town.delete(message.record.platform_id)
    kommun.read(full=True)
    message.record.refresh_from_db()
    return kommun, message


def begun(gone, ground="threat", **typed):
    kommun, message = gone
    answer = as_(kommun.karin).post(f"/borttagning/handling/{message.record_id}/?grund={ground}", typed)
    assert answer.status_code == 302, answer.content.decode()
    return Removal.objects.get()


def test_what_is_gone_at_the_platform_is_kept_and_reported(gone):
    kommun, _ = gone
    case = begun(gone)
    client = as_(kommun.karin)
    before = client.get(f"/borttagning/{case.pk}/").content.decode()
    client.post(f"/borttagning/{case.pk}/sakra/")
    client.post(
        f"/borttagning/{case.pk}/anmalan/",
        {"police-to": "police", "police-reference": "K 7-26", "gjort": "ja"},
    )
    kommun.work()
    case.refresh_from_db()
    after = client.get(f"/borttagning/{case.pk}/").content.decode()

    assert "Säkra det vi har kvar" in before
    assert (case.state, case.act, case.evidence is not None) == ("gone", "none", True)
    assert "där går inget att dölja, ta bort eller kontrollera" in after
    assert case.reports.get().reference == "K 7-26"
    assert (kommun.effects("remove"), kommun.effects("hide")) == (0, 0)
    assert history(case.name).filter(verb="removal.nothing_to_remove").exists()
    assert verify() == []


def test_the_page_says_what_cannot_be_done_and_asks_for_no_way_to_remove(gone):
    kommun, message = gone
    client = as_(kommun.karin)
    first = client.get(f"/borttagning/handling/{message.record_id}/").content.decode()
    second = client.get(f"/borttagning/handling/{message.record_id}/?grund=threat").content.decode()
    for page in (first, second):
        assert "så där går inget att dölja eller ta bort" in page
    assert "Hur ska det bort?" not in second


def test_no_second_person_and_no_referral_is_waited_for_where_nothing_is_removed(stage):
    kommun = stage("aneby")
    message = kommun.comment("Rösta på oss!")
    kommun.town.delete(message.record.platform_id)
    kommun.read(full=True)
    case = removal.request(
        message.record, ground="party_politics", act="", by=kommun.karin, now=kommun.now, reason="Politik."
    )
    assert (case.second_person, case.referral) == (False, None)
    assert removal.secure(case.pk, by=kommun.karin, now=kommun.now).state == "gone"


def test_what_never_may_be_copied_is_sealed_and_reported_also_when_it_is_gone(gone):
    kommun, message = gone
    case = begun(gone, "child_abuse_material", act="delete")
    message.refresh_from_db()
    page = as_(kommun.karin).get(f"/borttagning/{case.pk}/").content.decode()
    assert (case.state, case.evidence, message.sealed_at is not None) == ("gone", None, True)
    assert "Det är förseglat här." in page
    assert "Ska polisanmälas." in page
    assert THREAT not in page
    assert verify() == []


@pytest.fixture
def sealed(stage):
    """Something sealed whose case was ended without its being taken off the platform."""
    kommun = stage("norrkoping")
    message = kommun.comment("[det som aldrig får kopieras]")
    case = removal.request(
        message.record, ground="child_abuse_material", act="delete", by=kommun.karin, now=kommun.now
    )
    removal.refuse(case.pk, reason="Fel konto.", by=kommun.chef, now=kommun.now)
    return kommun, message, case


def test_a_new_case_is_begun_about_what_is_sealed_without_its_being_shown(sealed):
    kommun, message, first = sealed
    client = as_(kommun.karin)
    address = f"/borttagning/handling/{message.record_id}/"
    assert address in client.get(f"/borttagning/{first.pk}/").content.decode()
    page = client.get(address)
    assert [each.value for each in page.context["options"]] == ["child_abuse_material"]
    for shown in (page, client.get(f"{address}?grund=child_abuse_material")):
        assert "Därför går det inte att läsa" in shown.content.decode()
        assert "[det som aldrig" not in shown.content.decode()

    answer = client.post(f"{address}?grund=child_abuse_material", {"act": "delete"})
    kommun.work()
    case = Removal.objects.exclude(pk=first.pk).get()
    message.refresh_from_db()

    assert answer.status_code == 302
    assert (case.state, kommun.effects("remove")) == ("verified", 1)
    assert message.sealed_at == case.record.sealed_at
    assert reports.reported(case.pk, to="police", by=kommun.karin, now=kommun.now).reference == ""


def test_no_other_ground_is_open_for_what_is_sealed(sealed):
    kommun, message, _ = sealed
    answer = as_(kommun.karin).get(f"/borttagning/handling/{message.record_id}/?grund=insult")
    assert answer.status_code == 422
    with pytest.raises(NotNow, match="förseglat"):
        removal.request(
            message.record, ground="insult", act="hide", by=kommun.chef, now=kommun.now, reason="Påhopp."
        )


@pytest.mark.parametrize(("role", "status"), [("auditor", 404), ("registrar", 403)])
def test_what_is_sealed_is_begun_about_by_those_who_answer_for_it_only(sealed, role, status):
    kommun, message, _ = sealed
    answer = as_(kommun.people[role]).get(f"/borttagning/handling/{message.record_id}/")
    assert answer.status_code == status


def test_what_vanished_names_the_manager_who_is_to_be_told(gone):
    kommun, message = gone
    page = as_(kommun.karin).get("/borttagning/").content.decode()
    case = begun(gone)
    assert "Ansvarig chef: Lars Brandt, bibliotekschef" in page
    assert f"/borttagning/handling/{message.record_id}/" in page
    assert "Lars Brandt, bibliotekschef" in as_(kommun.karin).get(f"/borttagning/{case.pk}/").content.decode()


def test_one_who_may_only_look_gets_no_form_under_what_vanished(gone):
    kommun, _ = gone
    page = as_(kommun.people["auditor"]).get("/borttagning/").content.decode()
    assert "Försvunna utan oss" in page
    assert "Jag har tittat på det" not in page


def test_the_nearest_manager_above_is_named_where_the_unit_has_none_at_work(stage, django_assert_num_queries):
    kommun = stage("aneby")
    unit, boss = kommun.account.unit, kommun.people["comms_unit"]
    unit.parent.manager = boss
    unit.parent.save()
    with django_assert_num_queries(1):
        assert managers_of([unit.pk]) == {unit.pk: kommun.chef}
    kommun.chef.is_active = False
    kommun.chef.save()
    assert managers_of([unit.pk]) == {unit.pk: boss}
    unit.parent.manager = None
    unit.parent.save()
    assert managers_of([unit.pk]) == {}
