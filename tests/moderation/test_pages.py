"""A removal as people meet it: the guided steps, the receipt, who may see and do what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanalkoll.accounts.models import Dispatch
from kanalkoll.ledger.events import history
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Removal, Report, Vanished
from kanalkoll.moderation.sealing import sheets_of
from kanalkoll.records import keeping
from tests.harness.stage import as_
from tests.moderation.cases import asked, failed, secured

ADVERT = "Behöver du pengar i dag? Låna upp till 50 000 kr utan UC, klicka på länken i min profil"
PARTY = "Rösta på oss i stället för de där i majoriteten!"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def begin(kommun, text=ADVERT, ground="commercial", **typed):
    """A case begun through the pages by the administrator."""
    message = kommun.comment(text)
    answer = as_(kommun.karin).post(
        f"/borttagning/handling/{message.record_id}/?grund={ground}",
        {"act": "unpublish", "reason": "Följer inte våra regler."} | typed,
    )
    assert answer.status_code == 302, answer.content.decode()
    return Removal.objects.get(record=message.record)


def test_the_grounds_are_those_of_the_guideline_with_what_screening_saw_first(stage):
    kommun = stage("aneby")
    message = kommun.comment(ADVERT)

    page = as_(kommun.karin).get(f"/borttagning/handling/{message.record_id}/")

    first = page.context["options"][0]
    assert (first.value, first.group) == ("commercial", "Granskningen föreslår")
    assert 'value="commercial" checked' in page.content.decode()
    assert "Enligt riktlinjen" in page.content.decode()


def test_a_ground_outside_the_list_is_refused_and_nothing_begins(stage):
    kommun = stage("aneby")
    message = kommun.comment(ADVERT)

    answer = as_(kommun.karin).post(
        f"/borttagning/handling/{message.record_id}/?grund=jag_orkar_inte", {"act": "hide", "reason": "x"}
    )

    assert answer.status_code == 422
    assert not Removal.objects.exists()


def test_what_is_missing_is_said_all_at_once_and_what_was_typed_stays(stage):
    kommun = stage("aneby")
    message = kommun.comment(PARTY)

    answer = as_(kommun.karin).post(
        f"/borttagning/handling/{message.record_id}/?grund=party_politics",
        {"reason": "Partipolitisk debatt, se tråden."},
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Välj hur det ska bort." in page
    assert "Skriv först en hänvisning" in page
    assert "Partipolitisk debatt, se tråden." in page


def test_an_event_keeps_what_would_otherwise_be_advertising(stage):
    kommun = stage("alingsas")
    message = kommun.comment(ADVERT)
    address = f"/borttagning/handling/{message.record_id}/?grund=commercial"
    client = as_(kommun.karin)
    typed = {"act": "hide", "reason": "Reklam."}

    unanswered = client.post(address, typed)
    kept = client.post(address, typed | {"event": "yes"})

    assert "Handlar det om ett evenemang?" in unanswered.content.decode()
    assert (unanswered.status_code, kept.status_code) == (422, 422)
    assert "får stå kvar" in kept.content.decode()
    assert not Removal.objects.exists()


def test_a_template_with_a_blank_left_in_it_is_not_published(stage):
    kommun = stage("aneby")
    message = kommun.comment(PARTY)
    address = f"/borttagning/handling/{message.record_id}/?grund=party_politics"
    client = as_(kommun.karin)
    written = client.get(address).context["form"]["referral"].value()

    answer = client.post(address, {"act": "unpublish", "reason": "x", "referral": written})

    assert "Hej Roland!" in written
    assert answer.status_code == 422
    assert "Fyll i det som står inom hakparentes" in answer.content.decode()


def test_the_whole_way_from_ground_to_receipt(stage):
    kommun = stage("aneby")
    case = begin(kommun)
    client = as_(kommun.karin)
    before = client.get(f"/borttagning/{case.pk}/").content.decode()
    assert "Det här sparas innan något tas bort" in before
    assert kommun.effects("remove") == 0

    client.post(f"/borttagning/{case.pk}/sakra/")
    kommun.work()
    after = client.get(f"/borttagning/{case.pk}/").content.decode()

    assert "Borttagen och kontrollerad hos Facebook" in after
    assert "Det här är säkrat" in after
    assert "Diarieför" in after
    assert kommun.effects("remove") == 1


def test_evidence_is_fetched_as_files_that_no_browser_runs(stage):
    kommun = stage("aneby")
    case = begin(kommun)
    client = as_(kommun.karin)
    client.post(
        f"/borttagning/{case.pk}/sakra/",
        {"screenshot": SimpleUploadedFile("skarm.png", PNG, "image/png"), "label": "Från min telefon"},
    )
    page = client.get(f"/borttagning/{case.pk}/").content.decode()

    sheet = client.get(f"/borttagning/{case.pk}/bevis/0/")

    assert "från min telefon" in page
    assert sheet.content.startswith(b"%PDF")
    assert sheet["X-Content-Type-Options"] == "nosniff"
    assert sheet["Content-Disposition"].startswith("attachment")
    assert client.get(f"/borttagning/{case.pk}/bevis/99/").status_code == 404


def test_a_screenshot_that_is_no_picture_is_refused_and_nothing_is_secured(stage):
    kommun = stage("aneby")
    case = begin(kommun)

    answer = as_(kommun.karin).post(
        f"/borttagning/{case.pk}/sakra/",
        {"screenshot": SimpleUploadedFile("skarm.png", b"<script>", "image/png")},
    )
    case.refresh_from_db()

    assert answer.status_code == 409
    assert "PNG eller JPEG" in answer.content.decode()
    assert case.state == "requested"


def test_the_second_person_is_named_and_the_first_has_no_button(stage):
    kommun = stage("aneby")
    case = begin(kommun, PARTY, "party_politics", referral="Hej! Vänd dig gärna till partierna.")
    as_(kommun.karin).post(f"/borttagning/{case.pk}/sakra/")
    kommun.work()

    asker = as_(kommun.karin).get(f"/borttagning/{case.pk}/").content.decode()
    other = as_(kommun.chef).get(f"/borttagning/{case.pk}/").content.decode()
    as_(kommun.chef).post(f"/borttagning/{case.pk}/godkann/")
    kommun.work()
    case.refresh_from_db()

    assert "/godkann/" not in asker
    assert "Lars Brandt" in asker
    assert "/godkann/" in other
    assert case.state == "verified"


def test_who_asked_cannot_approve_by_going_round_the_page(stage):
    kommun = stage("aneby")
    case = begin(kommun, PARTY, "party_politics", referral="Hej! Vänd dig gärna till partierna.")
    as_(kommun.karin).post(f"/borttagning/{case.pk}/sakra/")

    answer = as_(kommun.karin).post(f"/borttagning/{case.pk}/godkann/")

    assert answer.status_code == 403
    assert kommun.effects("remove") == 0


def test_a_refusal_needs_a_reason_and_leaves_the_comment(stage):
    kommun = stage("aneby")
    case = begin(kommun, PARTY, "party_politics", referral="Hej! Vänd dig gärna till partierna.")
    client = as_(kommun.chef)

    empty = client.post(f"/borttagning/{case.pk}/avslag/", {"reason": ""})
    client.post(f"/borttagning/{case.pk}/avslag/", {"reason": "Det är kritik, inte partipolitik."})
    case.refresh_from_db()

    assert empty.status_code == 422
    assert case.state == "refused"
    assert "Det är kritik, inte partipolitik." in client.get(f"/borttagning/{case.pk}/").content.decode()


def test_what_was_hidden_by_mistake_is_shown_again_once(stage):
    kommun = stage("alingsas")
    case = begin(kommun, "Ni är bara dumma.", "insult", act="hide")
    as_(kommun.karin).post(f"/borttagning/{case.pk}/sakra/")
    kommun.work()
    client = as_(kommun.chef)

    client.post(f"/borttagning/{case.pk}/aterstall/", {"reason": "Det är kritik."})
    twice = client.post(f"/borttagning/{case.pk}/aterstall/", {"reason": "Det är kritik."})
    kommun.work()
    case.refresh_from_db()

    assert twice.status_code == 409
    assert (case.state, kommun.effects("unhide")) == ("restored", 1)


def test_a_second_case_about_the_same_comment_leads_to_the_first(stage):
    kommun = stage("aneby")
    case = begin(kommun)

    answer = as_(kommun.chef).get(f"/borttagning/handling/{case.record_id}/")

    assert answer.headers["Location"] == f"/borttagning/{case.pk}/"


@pytest.fixture
def sealed(stage):
    """A municipality with one case of what must never be copied, begun by the administrator."""
    kommun = stage("norrkoping")
    message = kommun.comment("[det som aldrig får kopieras]", author="okänd_1")
    client = as_(kommun.karin)
    page = client.get(f"/borttagning/handling/{message.record_id}/?grund=child_abuse_material")
    assert "Ring polisen" in page.content.decode()
    assert "[det som aldrig får kopieras]" not in page.content.decode()
    client.post(
        f"/borttagning/handling/{message.record_id}/?grund=child_abuse_material",
        {"act": "delete", "reason": "Anmält."},
    )
    kommun.work()
    return kommun, message, Removal.objects.get()


def test_what_must_never_be_copied_is_sealed_and_removed_in_one_step(sealed):
    kommun, message, case = sealed

    assert (case.state, case.evidence) == ("verified", None)
    assert as_(kommun.karin).get(f"/inkorg/{message.pk}/").status_code == 404


@pytest.mark.parametrize("page", ["", "utskrift/police/"])
def test_of_what_is_sealed_only_who_when_where_and_ground_are_shown(sealed, page):
    kommun, _, case = sealed

    shown = as_(kommun.people["registrar"]).get(f"/borttagning/{case.pk}/{page}").content.decode()

    assert "Karin Ekholm" in shown
    assert "Barnpornografi" in shown
    assert "[det som aldrig får kopieras]" not in shown
    assert "okänd_1" not in shown


@pytest.mark.parametrize("page", ["", "utskrift/police/", "bevis/0/"])
def test_what_is_sealed_is_not_there_for_those_who_do_not_answer_for_it(sealed, page):
    kommun, _, case = sealed
    client = as_(kommun.people["auditor"])

    assert client.get(f"/borttagning/{case.pk}/{page}").status_code == 404
    assert "Förseglat" not in client.get("/borttagning/").content.decode()


def test_what_was_secured_before_it_was_sealed_is_out_of_sight_too(stage):
    kommun = stage("norrkoping")
    first = begin(kommun, "[det som aldrig får kopieras]", "insult")
    removal.refuse(first.pk, reason="Fel grund.", by=kommun.chef, now=kommun.now)
    other = begin(kommun, ADVERT, "commercial")
    removal.secure(other.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    with writing():
        for case in (first, other):
            keeping.seal(case.record, by=kommun.karin.actor, now=kommun.now)
    registrar, auditor = as_(kommun.people["registrar"]), as_(kommun.people["auditor"])

    assert "[det som aldrig" not in registrar.get(f"/borttagning/{first.pk}/").content.decode()
    assert "[det som aldrig" not in registrar.get("/borttagning/").content.decode()
    assert (
        "[det som aldrig" not in registrar.get(f"/borttagning/{first.pk}/utskrift/police/").content.decode()
    )
    assert registrar.get(f"/borttagning/{other.pk}/bevis/0/").status_code == 404
    assert auditor.get(f"/borttagning/{first.pk}/").status_code == 404


@pytest.mark.parametrize("step", ["requested", "secured", "failed"])
def test_what_must_never_be_copied_ends_the_case_that_is_under_way(stage, step):
    kommun = stage("hallstahammar")
    first = {"requested": lambda: asked(kommun, kommun.karin), "secured": lambda: secured(kommun),
             "failed": lambda: failed(kommun)}[step]()  # fmt: skip
    kommun.town.faults.clear()
    client = as_(kommun.karin)
    link = f"/borttagning/handling/{first.record_id}/?grund=child_abuse_material"
    page = client.get(f"/borttagning/{first.pk}/").content.decode()

    asking = client.get(link)
    client.post(link, {"act": "delete"})
    kommun.work()
    first.refresh_from_db()
    second = Removal.objects.get(ground="child_abuse_material")

    assert link in page
    assert "Det här är barnpornografi" in page
    assert "Ring polisen" in asking.content.decode()
    assert (first.state, first.ended_by) == ("refused", kommun.karin)
    assert history(first.name).last().verb == "removal.refused"
    assert history(first.name).last().ground == "profanity"
    assert (second.state, second.record.sealed_at is not None) == ("verified", True)
    assert "Inlägget ligger kvar" not in client.get(f"/borttagning/{first.pk}/").content.decode()


def test_a_removal_on_its_way_to_the_platform_is_not_ended(stage):
    kommun = stage("hallstahammar")
    first = secured(kommun)
    removal.approve(first.pk, by=kommun.chef, now=kommun.now)
    client = as_(kommun.karin)
    link = f"/borttagning/handling/{first.record_id}/?grund=child_abuse_material"
    page = client.get(f"/borttagning/{first.pk}/").content.decode()

    answer = client.post(link, {"act": "delete"})
    first.refresh_from_db()

    assert link not in page
    assert answer.status_code == 422
    assert "redan på väg till plattformen" in answer.content.decode()
    assert (first.state, first.record.sealed_at) == ("approved", None)


def test_no_other_ground_ends_a_case_under_way(stage):
    kommun = stage("hallstahammar")
    first = asked(kommun, kommun.karin)
    link = f"/borttagning/handling/{first.record_id}/?grund=insult"

    assert as_(kommun.chef).get(link).headers["Location"] == f"/borttagning/{first.pk}/"


@pytest.mark.parametrize("page", ["", "utskrift/police/"])
def test_what_is_said_of_what_is_sealed_is_true(sealed, page):
    kommun, _, case = sealed

    shown = as_(kommun.karin).get(f"/borttagning/{case.pk}/{page}").content.decode()

    assert "Det hämtades automatiskt när det kom in" in shown
    assert "Inget bevisblad har gjorts" in shown
    assert "Inget har kopierats" not in shown


@pytest.mark.parametrize("page", ["", "utskrift/police/"])
def test_a_sheet_made_before_the_sealing_is_owned_up_to(stage, page):
    kommun = stage("hallstahammar")
    first = secured(kommun)
    beside = kommun.comment("Håller med!")
    second = removal.request(
        first.record, ground="child_abuse_material", act="delete", by=kommun.karin, now=kommun.now
    )
    with writing():
        keeping.seal(beside.record, by=kommun.karin.actor, now=kommun.now)

    shown = as_(kommun.karin).get(f"/borttagning/{second.pk}/{page}").content.decode()

    assert "Innan dess hade ett bevisblad som visar det gjorts" in shown
    assert "Inget bevisblad har gjorts" not in shown
    assert sheets_of(second.record) == [first.evidence]
    assert sheets_of(beside.record) == []


def test_a_case_that_is_sealed_is_not_called_secured(stage):
    kommun = stage("norrkoping")
    message = kommun.comment("[det som aldrig får kopieras]")
    case = removal.request(
        message.record, ground="child_abuse_material", act="delete", by=kommun.karin, now=kommun.now
    )
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)

    page = as_(kommun.karin).get(f"/borttagning/{case.pk}/").content.decode()

    assert "<dd>Förseglad</dd>" in page
    assert "Säkrad" not in page


def test_a_sealed_post_is_not_quoted_under_what_was_written_about_it(stage):
    kommun = stage("aneby")
    kommun.publish("[det som förseglas]")
    case = begin(kommun)
    client = as_(kommun.karin)
    before = client.get(f"/borttagning/{case.pk}/").content.decode()
    with writing():
        keeping.seal(case.record.post, by=kommun.karin.actor, now=kommun.now)

    after = client.get(f"/borttagning/{case.pk}/").content.decode()

    assert "Svar på inlägget ”[det som förseglas]”" in before
    assert "[det som förseglas]" not in after
    assert "Inlägget är förseglat" in after


def test_only_who_may_settle_says_how_it_went(stage):
    kommun = stage("aneby")
    case = begin(kommun)

    answer = as_(kommun.people["auditor"]).post(f"/utfall/borttagning/{case.pk}/", {"happened": "yes"})

    assert answer.status_code == 403


def test_what_is_sealed_is_always_reported(sealed):
    kommun, _, case = sealed

    skipped = as_(kommun.chef).post(
        f"/borttagning/{case.pk}/anmalan/", {"police-to": "police", "police-reason": "Nej.", "gjort": "nej"}
    )
    as_(kommun.chef).post(
        f"/borttagning/{case.pk}/anmalan/",
        {"police-to": "police", "police-reference": "K 123-26", "gjort": "ja"},
    )

    assert skipped.status_code == 422
    assert [report.reference for report in Report.objects.all()] == ["K 123-26"]
    assert "removal.reported" in [event.verb for event in history(case.name)]


def test_only_a_manager_with_a_reason_lets_a_police_report_be(stage):
    kommun = stage("hallstahammar")
    case = begin(kommun, "Jag ska döda dig.", "threat")
    address, skip = f"/borttagning/{case.pk}/anmalan/", {"police-to": "police", "gjort": "nej"}

    by_administrator = as_(kommun.karin).post(address, skip | {"police-reason": "Jag orkar inte."})
    without_reason = as_(kommun.chef).post(address, skip)
    assert (by_administrator.status_code, without_reason.status_code) == (422, 422)
    assert "Jag orkar inte." in by_administrator.content.decode()
    assert not Report.objects.exists()

    as_(kommun.chef).post(address, skip | {"police-reason": "Polisen vet redan, K 123-26."})
    assert Report.objects.get().skipped


def test_what_vanished_is_listed_until_somebody_has_said_what_they_know(stage):
    kommun = stage("aneby")
    message = kommun.comment("Jag tar bort det här sen.")
    kommun.town.delete(message.record.platform_id)
    kommun.read(full=True)
    gone = Vanished.objects.get()
    client = as_(kommun.karin)
    assert "Försvunna utan oss" in client.get("/borttagning/").content.decode()

    empty = client.post(f"/borttagning/forsvunna/{gone.pk}/", {"reason": " "})
    client.post(f"/borttagning/forsvunna/{gone.pk}/", {"reason": "Hen ångrade sig."})

    assert empty.status_code == 422
    assert not client.get("/borttagning/").context["vanished"]
    assert "Hen ångrade sig." in client.get("/borttagning/?vy=forsvunna").content.decode()


def test_an_outcome_nobody_knows_is_settled_by_a_person_who_has_looked(stage):
    kommun = stage("aneby")
    case = begin(kommun)
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    # As after half an hour in which the platform could not be asked.
    Dispatch.objects.update(state="unknown", needs_person=True, attempted_at=kommun.now)
    Removal.objects.filter(pk=case.pk).update(state="unknown")
    client = as_(kommun.karin)
    page = client.get(f"/borttagning/{case.pk}/").content.decode()

    client.post(f"/utfall/borttagning/{case.pk}/", {"happened": "yes"})
    case.refresh_from_db()

    assert "Kan redan vara utfört" in page
    assert "Det är inte utfört" in page
    assert case.state == "removed"


def test_more_removals_than_usual_are_pointed_out(stage):
    kommun = stage("aneby")
    for number in range(2):
        case = begin(kommun, f"{ADVERT} {number}")
        removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()

    [counted] = as_(kommun.karin).get("/borttagning/?vy=antal").context["counted"]

    assert (counted.account, counted.now, counted.before) == ("Biblioteket", 2, 0)


@pytest.mark.parametrize("role", ["auditor", "registrar"])
def test_who_may_not_remove_is_refused_before_anything_begins(stage, role):
    kommun = stage("aneby")
    message = kommun.comment(ADVERT)

    answer = as_(kommun.people[role]).get(f"/borttagning/handling/{message.record_id}/")

    assert answer.status_code == 403
    assert "Du har inte rätt att ta bort" in answer.content.decode()


@pytest.mark.parametrize("cases", [2, 8])
def test_the_list_of_cases_costs_the_same_however_long_it_is(stage, django_assert_max_num_queries, cases):
    kommun = stage("aneby")
    for number in range(cases):
        begin(kommun, f"{ADVERT} {number}")
    client = as_(kommun.karin)
    client.get("/borttagning/")

    with django_assert_max_num_queries(18):
        client.get("/borttagning/")


def test_only_a_few_finished_cases_stand_on_the_first_page_and_the_rest_are_one_tap_away(stage):
    kommun = stage("alingsas")
    for number in range(12):
        case = begin(kommun, f"Ni är bara dumma. {number}", "insult", act="hide")
        removal.refuse(case.pk, reason="Det är kritik.", by=kommun.chef, now=kommun.now)
    client = as_(kommun.karin)

    [group] = client.get("/borttagning/").context["groups"]
    rest = client.get(f"/borttagning/{group.more}").context["groups"][0]

    assert (len(group.lines), len(rest.lines)) == (10, 2)
