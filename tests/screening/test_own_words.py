"""A municipality's own words: tried on what came in, saved with who, why and until when, ended and never dropped."""

import datetime
import logging

import pytest
from django.db import DatabaseError, connection, transaction

from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.models import Event
from kanalkoll.municipality.permissions import Refused
from kanalkoll.municipality.roles import ROLES, Permission
from kanalkoll.records import keeping
from kanalkoll.screening import entries, entry_pages, trial
from kanalkoll.screening.entries import EndedAlready, Wanted
from kanalkoll.screening.judging import judge
from kanalkoll.screening.models import Entry, EntryEnd, Verdict
from kanalkoll.screening.verification import screening_problems
from tests.harness.stage import CAST, as_
from tests.screening.pages import hit_of, hits, kinds, say

NOT_TRIED: dict[str, object] = {"marks": 0}


def mark(phrase, *, category="krankning", inflected="noun", until=None):
    return Wanted(True, phrase, "word", inflected, category, 0.9, (), "Används om våra anställda.", until)


def let_be(phrase, *, shape="word", inflected="name", types=(), until=None):
    return Wanted(False, phrase, shape, inflected, "", None, types, "Vårt eget.", until)


def added(kommun, wanted):
    return entries.add(wanted, tried=NOT_TRIED, by=kommun.people["comms_unit"], now=kommun.now)


def test_a_word_to_mark_is_found_in_what_comes_in_from_then_on(stage):
    kommun = stage("aneby")
    before = kommun.comment("Ni är glasskallar allihop.")
    entry = added(kommun, mark("glasskalle"))
    after = kommun.comment("Ni är glasskallar allihop.")

    assert "krankning" not in kinds(before)
    hit = next(hit for hit in hits(after) if hit.place.rule == f"local.{entry.pk}")
    assert hit.place.category == "krankning"
    assert hit.reason.startswith("Ordet lades till av Petra Sund 2026-10-23: Används om våra anställda.")
    assert "krankning" in after.labels


@pytest.mark.parametrize(
    ("wanted", "text", "kind"),
    [
        (let_be("Peter Ahl"), "Peter Ahls bil.", "NAMN"),
        (let_be("jävla", types=("svordom",)), "Vilken jävla dag.", "svordom"),
        (let_be("070-174 06 12", shape="phone"), "Ring +46 70 174 06 12.", "TELEFON"),
        (let_be("exempelkommun.se", shape="email"), "Skriv till anna.ek@exempelkommun.se", "EPOST"),
        (
            let_be("Storgatan 12", shape="address", types=("ADRESS", "personuppgift")),
            "Kom till Storgatan 12.",
            "ADRESS",
        ),
    ],
)
def test_what_is_let_be_is_no_longer_marked(stage, wanted, text, kind):
    kommun = stage("aneby")
    assert kind in kinds(kommun.comment(text))
    added(kommun, wanted)
    assert kind not in kinds(kommun.comment(f"{text} Hej."))


def test_an_entry_holds_through_its_last_day_and_not_after_it(stage):
    kommun = stage("aneby")
    added(kommun, mark("glasskalle", until=datetime.date(2026, 10, 24)))
    kommun.later(hours=26)
    assert "krankning" in kinds(kommun.comment("Glasskalle!"))
    kommun.later(hours=6)
    assert "krankning" not in kinds(kommun.comment("Din glasskalle!"))


def test_who_added_a_word_and_when_is_told_by_the_swedish_calendar(stage):
    kommun = stage("aneby")
    kommun.later(hours=8)  # an hour into Saturday here, and still Friday in Greenwich
    entry = added(kommun, mark("glasskalle"))
    hit = next(
        hit for hit in hits(kommun.comment("Glasskalle!")) if hit.place.rule == f"{entries.OWN}{entry.pk}"
    )
    assert hit.reason.startswith("Ordet lades till av Petra Sund 2026-10-24:")


def test_an_entry_is_ended_by_a_row_of_its_own_once(stage):
    kommun = stage("aneby")
    petra = kommun.people["comms_unit"]
    entry = added(kommun, mark("glasskalle"))
    kommun.later(minutes=1)
    entries.end(entry, why="Det blev för mycket.", by=petra, now=kommun.now)
    kommun.later(minutes=1)

    assert "krankning" not in kinds(kommun.comment("Glasskalle!"))
    assert (EntryEnd.objects.get().why, Entry.objects.get().phrase) == ("Det blev för mycket.", "glasskalle")
    with pytest.raises(EndedAlready, match="Petra Sund"):
        entries.end(entry, why="Igen.", by=petra, now=kommun.now)
    verbs = list(Event.objects.filter(object=entry.name).order_by("seq").values_list("verb", flat=True))
    assert verbs == ["screening.word_added", "screening.entry_ended"]


def test_the_database_itself_refuses_to_change_or_drop_an_entry(stage):
    kommun = stage("aneby")
    added(kommun, mark("glasskalle"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(phrase="något annat")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all()._raw_delete("default")


@pytest.mark.parametrize("role", [role for role, *_ in CAST])
def test_words_are_changed_by_those_whose_role_permits_it_and_by_nobody_else(stage, role):
    kommun = stage("aneby")
    entry = added(kommun, mark("glasskalle"))
    by = kommun.people[role]
    if Permission.WORDS in ROLES[role].permissions:
        entries.add(mark("tratt"), tried=NOT_TRIED, by=by, now=kommun.now)
        entries.end(entry, why="Nej.", by=by, now=kommun.now)
        return
    with pytest.raises(Refused, match="egna ord"):
        entries.add(mark("tratt"), tried=NOT_TRIED, by=by, now=kommun.now)
    with pytest.raises(Refused, match="egna ord"):
        entries.end(entry, why="Nej.", by=by, now=kommun.now)
    client = as_(by)
    assert client.get("/granskning/egna-ord/nytt/markera/").status_code == 403
    assert client.post(f"/granskning/egna-ord/{entry.pk}/slut/", {"why": "x"}).status_code == 403
    assert (Entry.objects.count(), EntryEnd.objects.count()) == (1, 0)


def test_a_trial_counts_what_would_have_been_marked_and_what_is_already(stage):
    kommun = stage("aneby")
    kommun.comment("Ni är glasskallar.")
    kommun.comment("Vilken glasskalle, din jävla idiot.")
    kommun.comment("Glass är gott.")
    petra = kommun.people["comms_unit"]

    outcome = trial.try_out(mark("glasskalle"), by=petra, now=kommun.now)
    assert (outcome.texts, outcome.changed, outcome.marks, outcome.already) == (3, 2, 2, 0)
    again = trial.try_out(mark("idiot"), by=petra, now=kommun.now)
    assert (again.changed, again.marks, again.already) == (1, 1, 1)


def test_a_trial_of_an_exception_counts_the_marks_it_takes_away(stage):
    kommun = stage("aneby")
    for text in ("Ring Peter Ahl nu.", "Peter Ahls hund.", "Karin Ek då?"):
        kommun.comment(text)
    outcome = trial.try_out(let_be("Peter Ahl"), by=kommun.people["comms_unit"], now=kommun.now)
    assert (outcome.texts, outcome.changed, outcome.marks) == (3, 2, 2)


def test_a_trial_looks_at_ninety_days_and_leaves_out_what_is_sealed(stage):
    kommun = stage("aneby")
    kommun.comment("Glasskalle ett.")
    kommun.later(days=91)
    sealed = kommun.comment("Glasskalle två.")
    kommun.comment("Glasskalle tre.")
    with writing():
        keeping.seal(sealed.record, by="system", now=kommun.now)
    outcome = trial.try_out(mark("glasskalle"), by=kommun.people["comms_unit"], now=kommun.now)
    assert [each.text for each in outcome.shown] == ["Glasskalle tre."]


def test_a_trial_of_very_many_messages_stops_and_says_so(stage, monkeypatch):
    kommun = stage("aneby")
    for number in range(5):
        kommun.comment(f"Glasskalle {number}.")
    monkeypatch.setattr(trial, "MOST_TEXTS", 3)
    monkeypatch.setattr(trial, "BATCH", 2)
    outcome = trial.try_out(mark("glasskalle"), by=kommun.people["comms_unit"], now=kommun.now)
    assert (outcome.texts, outcome.limited) == (3, True)
    page = as_(kommun.people["comms_unit"]).post("/granskning/egna-ord/nytt/markera/", FORM).content.decode()
    assert "Bara de 3 senaste har prövats" in page


FORM = {
    "phrase": "glasskalle", "inflected": "noun", "category": "krankning", "strength": "0.9",
    "why": "Om anställda.", "until": "", "step": "try",
}  # fmt: skip


def test_a_word_is_saved_only_after_its_trial(stage):
    kommun = stage("aneby")
    kommun.comment("Ni är glasskallar.")
    client = as_(kommun.people["comms_unit"])

    unproven = client.post("/granskning/egna-ord/nytt/markera/", FORM | {"step": "save"})
    assert (unproven.status_code, Entry.objects.count()) == (200, 0)
    tried = unproven.context["tried"]
    assert "hade ett meddelande fått en markering" in unproven.content.decode()

    other = client.post(
        "/granskning/egna-ord/nytt/markera/", FORM | {"step": "save", "tried": tried, "phrase": "tratt"}
    )
    assert (other.status_code, Entry.objects.count()) == (200, 0), "what was tried is what is saved"
    saved = client.post("/granskning/egna-ord/nytt/markera/", FORM | {"step": "save", "tried": tried})
    assert saved.status_code == 302
    entry = Entry.objects.get()
    assert (entry.phrase, entry.why, entry.until) == ("glasskalle", "Om anställda.", None)
    assert entry.tried["marks"] == 1
    listed = client.get("/granskning/egna-ord/").content.decode()
    assert "prövat: hade markerat 1" in listed
    assert "tills vidare" in listed


def test_a_word_saved_twice_by_a_double_press_is_one_word(stage):
    kommun = stage("aneby")
    first = added(kommun, mark("glasskalle"))
    assert added(kommun, mark("glasskalle")) == first
    assert added(kommun, mark("glasskalle", category="svordom")) != first
    assert Event.objects.filter(verb="screening.word_added").count() == 2


def test_every_word_in_force_is_on_the_page_however_many_have_come_and_gone(stage, monkeypatch):
    kommun = stage("aneby")
    monkeypatch.setattr(entry_pages, "MOST_ENDED", 1)
    oldest = added(kommun, mark("glasskalle"))
    for word in ("tratt", "strut"):
        kommun.later(minutes=1)
        entries.end(added(kommun, mark(word)), why="Nej.", by=kommun.people["comms_unit"], now=kommun.now)
    kommun.later(minutes=1)

    page = as_(kommun.karin).get("/granskning/egna-ord/")

    assert list(page.context["marked"]) == [oldest]
    assert [entry.phrase for entry in page.context["ended"]] == ["strut"]


def test_a_threat_is_folded_in_a_trial_whatever_word_is_tried(stage):
    kommun = stage("aneby")
    kommun.comment("Jag ska döda dig, din glasskalle.")
    kommun.comment("Vilken glasskalle.")
    outcome = trial.try_out(mark("glasskalle"), by=kommun.people["comms_unit"], now=kommun.now)
    assert [each.folded for each in outcome.shown] == ["", "Kan vara hot."]


def test_change_leads_back_to_the_form_as_it_was_filled_in(stage):
    kommun = stage("aneby")
    answer = as_(kommun.people["comms_unit"]).post(
        "/granskning/egna-ord/nytt/markera/", FORM | {"step": "change"}
    )
    assert answer.status_code == 200
    assert 'value="glasskalle"' in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phrase": ""}, "Skriv ordet eller uttrycket."),
        ({"phrase": "!!!"}, "med bokstäver eller siffror"),
        ({"why": ""}, "Skriv varför."),
        ({"category": ""}, "Välj vad det ska markeras som."),
        ({"until": "2026-10-01"}, "Dagen har redan varit."),
        ({"until": "snart"}, "åååå-mm-dd"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(stage, typed, said):
    kommun = stage("aneby")
    answer = as_(kommun.people["comms_unit"]).post("/granskning/egna-ord/nytt/markera/", FORM | typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_only_categories_that_the_guideline_has_a_ground_for_are_offered(stage):
    kommun = stage("alingsas")
    page = as_(kommun.people["comms_unit"]).get("/granskning/egna-ord/nytt/markera/")
    offered = {code for code, _ in page.context["form"].fields["category"].choices}
    assert "hot" in offered
    assert not offered & {"partipolitik", "sexism"}


def test_a_false_alarm_leads_to_an_exception_that_is_filled_in(stage):
    kommun = stage("aneby")
    message = kommun.comment("Tack Peter Ahl.")
    petra = as_(kommun.people["comms_unit"])
    say(petra, message, "NAMN", "name_or_place")
    verdict = Verdict.objects.get()
    thread = petra.get(f"/inkorg/{message.pk}/").content.decode()
    way = f"/granskning/egna-ord/nytt/undantag/?bedomning={verdict.pk}"
    assert way in thread

    form = petra.get(way).context["form"]
    assert (form["phrase"].value(), form["shape"].value(), form["types"].value()) == (
        "Peter Ahl",
        "person",
        ["NAMN"],
    )
    assert way not in as_(kommun.karin).get(f"/inkorg/{message.pk}/").content.decode()


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("C++", "Tecknet ”+” jämförs inte, så det här skulle gälla ”c”."),
        ("Va? Nej", "Skriv ett uttryck ur en enda mening"),
        ("💩", "Skriv ordet eller uttrycket med bokstäver eller siffror."),
    ],
)
def test_what_could_never_be_found_as_it_was_meant_is_refused_and_kept_in_the_field(stage, phrase, told):
    kommun = stage("aneby")
    petra = as_(kommun.people["comms_unit"])
    answer = petra.post(
        "/granskning/egna-ord/nytt/markera/",
        {"phrase": phrase, "category": "svordom", "strength": "0.9", "why": "Sägs ofta"},
    )
    assert told in answer.content.decode()
    assert answer.context["form"]["phrase"].value() == phrase


def test_a_telephone_number_may_have_its_plus(stage):
    form = {"phrase": "+46 70 174 06 05", "shape": "phone", "why": "Växelns mobil"}
    answer = as_(stage("aneby").people["comms_unit"]).post("/granskning/egna-ord/nytt/undantag/", form)
    assert answer.context["form"].errors == {}


def test_a_question_that_was_none_leads_to_no_exception_for_it_can_have_none(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")
    rule = hit_of(message, "fraga").place.rule
    petra = as_(kommun.people["comms_unit"])
    say(petra, message, "fraga")
    verdict = Verdict.objects.get()

    form = petra.get(f"/granskning/egna-ord/nytt/undantag/?bedomning={verdict.pk}").context["form"]
    listed = petra.get("/granskning/regel/", {"regel": rule, "kategori": "fraga"}).content.decode()

    assert form["phrase"].value() is None
    in_the_thread = petra.get(f"/inkorg/{message.pk}/").content.decode()

    assert "Öppna meddelandet" in listed
    assert "Bedömt som fel" in in_the_thread
    assert "Gör ett undantag" not in listed + in_the_thread


def test_of_a_sealed_message_nothing_is_filled_in(stage):
    kommun = stage("aneby")
    message = kommun.comment("Tack Peter Ahl.")
    petra = as_(kommun.people["comms_unit"])
    say(petra, message, "NAMN")
    with writing():
        keeping.seal(message.record, by="system", now=kommun.now)
    page = petra.get(f"/granskning/egna-ord/nytt/undantag/?bedomning={Verdict.objects.get().pk}")
    assert "Peter Ahl" not in page.content.decode()


def test_the_words_are_asked_for_once_however_many_texts_are_judged(stage, django_assert_num_queries):
    kommun = stage("aneby")
    added(kommun, mark("glasskalle"))
    pack, texts = kommun.pack, ["Glasskalle!", "Ni är glasskallar.", "Tack."]
    with django_assert_num_queries(1):
        judged = judge(pack, texts, now=kommun.now)
    assert ["krankning" in judged[text].labels for text in texts] == [True, True, False]


def test_neither_texts_nor_words_are_logged(stage, caplog):
    kommun = stage("aneby")
    kommun.comment("Ni är glasskallar.")
    with caplog.at_level(logging.DEBUG):
        trial.try_out(mark("glasskalle"), by=kommun.people["comms_unit"], now=kommun.now)
        added(kommun, mark("glasskalle"))
    assert "glasskall" not in caplog.text
    assert not Event.objects.filter(ground__icontains="glass").exists()


def test_words_that_nobody_added_or_that_are_gone_are_found_by_the_log(stage):
    kommun = stage("aneby")
    kept, dropped = added(kommun, mark("glasskalle")), added(kommun, mark("tratt"))
    entries.end(kept, why="Nej.", by=kommun.people["comms_unit"], now=kommun.now)
    assert list(screening_problems()) == []
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON screening_entry"
        cursor.execute(f"DROP TRIGGER screening_entry_no_delete{on}")
        cursor.execute("DELETE FROM screening_entry WHERE id = %s", [dropped.pk])
    found = {(problem.code, problem.row) for problem in screening_problems()}
    assert ("word_dropped", dropped.name) in found
    assert ("guard_missing", "screening_entry_no_delete") in found
