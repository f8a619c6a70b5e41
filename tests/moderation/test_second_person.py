"""Who says yes beside the one who asked, and when haste may go before that yes."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.models import Message
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation import listing, removal
from kanalkoll.moderation.second_person import approvers
from kanalkoll.municipality.models import Grant
from kanalkoll.municipality.permissions import Refused
from tests.harness.stage import as_
from tests.policy.conftest import FOLDERS

CHAIN = "Kedjebrev: skicka vidare till tio vänner."


def hasty(kommun, by, ground="profanity", **given):
    """A removal on a ground that wants a second person, asked for in haste."""
    message = kommun.comment("Skitkommun!")
    asked: dict[str, Any] = {"act": "hide", "reason": "Bråttom.", "urgent": True, "answers": {}}
    return removal.request(message.record, ground=ground, by=by, now=kommun.now, **(asked | given))


@pytest.fixture
def strict(stage, tmp_path: Path):
    """A guideline that counts a ground as urgent and wants a second person for it too."""
    folder = tmp_path / "strict"
    copytree(FOLDERS / "aneby", folder)
    written = (folder / "guideline.toml").read_text("utf-8")
    referring = 'grounds = ["party_politics"]'
    assert referring in written
    changed = written.replace(referring, 'grounds = ["party_politics", "personal_data"]')
    (folder / "guideline.toml").write_text(changed, "utf-8")
    return stage(str(folder))


def test_haste_does_not_skip_the_second_person_for_one_who_could_not_say_yes(stage):
    kommun = stage("hallstahammar")
    case = hasty(kommun, kommun.karin)
    assert (case.urgent, case.second_person) == (True, True)
    assert removal.secure(case.pk, by=kommun.karin, now=kommun.now).state == "secured"
    kommun.work()
    assert kommun.effects("hide") == 0


def test_haste_skips_the_second_person_for_one_who_may_say_yes_and_never_the_evidence(stage):
    kommun = stage("hallstahammar")
    case = hasty(kommun, kommun.chef)
    assert not case.second_person
    with pytest.raises(NotNow, match="Säkra beviset"):
        removal.carry_out(case.pk, by=kommun.chef, now=kommun.now)
    removal.secure(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    case.refresh_from_db()
    assert (case.state, case.evidence is not None) == ("verified", True)


def test_one_who_may_say_yes_and_is_in_no_haste_waits_for_another(stage):
    kommun = stage("hallstahammar")
    assert hasty(kommun, kommun.chef, urgent=False).second_person


def test_on_a_ground_that_the_guideline_counts_as_urgent_anybodys_haste_goes_before(strict):
    given = {
        "ground": "personal_data",
        "act": "unpublish",
        "answers": {"whose_data": "other", "how_sensitive": "sensitive"},
        "referral": "Hej! Skriv inte andras uppgifter här.",
    }
    assert not hasty(strict, strict.karin, **given).second_person
    assert hasty(strict, strict.karin, **given, urgent=False).second_person


def test_outside_a_closed_list_only_the_communications_units_haste_goes_before(stage):
    kommun = stage("aneby")
    given = {"ground": "other", "act": "unpublish"}
    assert hasty(kommun, kommun.chef, **given).second_person
    assert not hasty(kommun, kommun.people["comms_unit"], **given).second_person


@pytest.mark.parametrize(
    ("kommunen", "ground", "role", "waits", "words"),
    [
        ("hallstahammar", "profanity", "administrator", True, "väntar ändå på deras ja"),
        ("hallstahammar", "profanity", "responsible_manager", True, "Du får själv godkänna"),
        ("aneby", "other", "responsible_manager", True, "väntar ändå på deras ja"),
        ("aneby", "other", "comms_unit", False, "på deras ja"),
    ],
)
def test_the_page_says_what_haste_does_for_this_person(stage, kommunen, ground, role, waits, words):
    kommun = stage(kommunen)
    message = kommun.comment(CHAIN)
    page = as_(kommun.people[role]).get(f"/borttagning/handling/{message.record_id}/?grund={ground}")
    shown = page.content.decode()
    assert page.context["needs_another"] == waits
    assert (words in shown) == waits
    assert ("Utanför riktlinjens lista" in shown) == (ground == "other" and waits)


def test_the_page_names_the_clause_that_counts_the_ground_as_urgent(strict):
    message = strict.comment("Lena bor på Ekvägen 3 och är sjuk.")
    address = f"/borttagning/handling/{message.record_id}/?grund=personal_data"
    page = as_(strict.karin).get(address)
    assert "Grunden räknas som brådskande" in page.content.decode()
    assert [link.id for link in page.context["urgent_links"]] == ["AN-6.1-03"]


def test_the_case_says_that_it_did_not_wait(stage):
    kommun = stage("hallstahammar")
    case = hasty(kommun, kommun.chef)
    page = as_(kommun.karin).get(f"/borttagning/{case.pk}/").content.decode()
    assert "det väntade inte på en andra person" in page


def test_what_is_in_haste_stands_first_among_what_waits_for_a_yes_also_over_a_page(stage, monkeypatch):
    kommun = stage("hallstahammar")
    monkeypatch.setattr(listing, "PAGE", 2)
    cases = [hasty(kommun, kommun.karin, urgent=urgent) for urgent in (True, False, True, False, True)]
    for case in cases:
        removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    client = as_(kommun.chef)
    seen, address = [], "?vy=vantar"
    while address:
        [group] = client.get(f"/borttagning/{address}").context["groups"]
        seen += [int(line.href.split("/")[2]) for line in group.lines]
        address = group.more
    one, two, three, four, five = (case.pk for case in cases)
    assert seen == [five, three, one, four, two]


def test_only_the_communications_unit_is_named_decides_and_refuses_outside_a_closed_list(stage):
    kommun = stage("aneby")
    case = hasty(kommun, kommun.karin, ground="other", act="unpublish")
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    page = as_(kommun.chef).get(f"/borttagning/{case.pk}/").content.decode()

    assert approvers(case) == [kommun.people["comms_unit"]]
    assert "avgörs av kommunikationsenheten" in page
    assert "/godkann/" not in page
    assert "/avslag/" not in page
    for verb, more in ((removal.approve, {}), (removal.refuse, {"reason": "Nej."})):
        with pytest.raises(Refused, match="kommunikationsenheten"):
            verb(case.pk, by=kommun.chef, now=kommun.now, **more)
    assert removal.approve(case.pk, by=kommun.people["comms_unit"], now=kommun.now).state == "approved"


def test_on_the_lists_own_grounds_the_accounts_manager_is_named_too(stage):
    kommun = stage("hallstahammar")
    case = hasty(kommun, kommun.karin)
    assert approvers(case) == [kommun.chef, kommun.people["comms_unit"]]
    Grant.objects.filter(user=kommun.chef).update(ended_at=kommun.now - timedelta(days=1))
    assert approvers(case) == [kommun.people["comms_unit"]]


def test_a_removal_that_refers_the_writer_loses_nothing_that_happened_while_it_was_typed(stage, monkeypatch):
    kommun = stage("aneby")
    message = kommun.comment("Rösta på oss!")

    @contextmanager
    def after_somebody_took_it():
        Message.objects.filter(pk=message.pk).update(assignee=kommun.chef, revision=7)
        with writing():
            yield

    monkeypatch.setattr(removal, "writing", after_somebody_took_it)
    removal.request(
        message.record,
        ground="party_politics",
        act="unpublish",
        by=kommun.karin,
        now=kommun.now,
        reason="Partipolitik.",
        referral="Hej! Vänd dig till partierna.",
    )
    message.refresh_from_db()
    assert (message.assignee, message.revision) == (kommun.chef, 7)
