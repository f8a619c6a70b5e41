"""A crisis signal: on top at once, with the instruction for its kind, kept that it was shown, put right in one press."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection

from kanalkoll.inbox import crisis, disputing
from kanalkoll.inbox.models import Message
from kanalkoll.inbox.own_texts import text_for
from kanalkoll.inbox.queue import Filters, listing
from kanalkoll.language import lexicon
from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.models import Event
from kanalkoll.municipality.models import User
from kanalkoll.records import keeping
from kanalkoll.screening.models import Verdict
from tests.harness.stage import as_

DESPAIR = "Jag orkar inte leva längre."
BEATEN = "Han slår mig och jag vågar inte gå hem."
FIRE = "Det brinner i skolan nu!"


def page_of(user: User, message: Message) -> str:
    return as_(user).get(f"/inkorg/{message.pk}/").content.decode()


def shown(message: Message) -> list[str | None]:
    return list(Event.objects.filter(object=message.name, verb=crisis.SHOWN).values_list("ground", flat=True))


@pytest.mark.parametrize("view", ["todo", "unassigned", "mine"])
@pytest.mark.parametrize("role", ["administrator", "responsible_manager", "comms_unit", "auditor"])
def test_it_stands_on_top_for_everybody_who_sees_it(stage, view, role):
    kommun = stage("aneby")
    person = kommun.people[role]
    late = kommun.comment("När öppnar ni?")
    kommun.later(days=9)
    kommun.comment("Jag ska döda dig.", author="Arg")
    crisis_signal = kommun.comment(DESPAIR, author="Anonym")
    Message.objects.update(assignee=person if view == "mine" else None)

    rows = listing(Filters(view=view), user=person).rows

    assert rows[0] == crisis_signal
    assert rows[-1] == late


def test_it_stands_on_top_also_when_it_is_written_into_an_old_comment(stage):
    kommun = stage("aneby")
    message = kommun.comment("Hej", author="Anonym")
    kommun.comment("När öppnar ni?")
    kommun.town.edit(message.record.platform_id, DESPAIR)
    kommun.read()

    assert listing(Filters(), user=kommun.karin).rows[0] == message


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [(DESPAIR, "self_harm", "90101"), (BEATEN, "violence", "020-50 50 50"), (FIRE, "danger", "113 13")],
)
def test_the_instruction_is_chosen_by_what_was_found(stage, text, kind, number):
    kommun = stage("aneby")
    message = kommun.comment(text)

    page = page_of(kommun.karin, message)

    assert crisis.KINDS[kind] in page
    assert number in page
    assert "ring 112" in page
    assert [each for each in crisis.KINDS.values() if each in page] == [crisis.KINDS[kind]]


def test_a_rule_nobody_has_sorted_shows_all_instructions() -> None:
    assert crisis.kinds_of("kris.something_new") == ("self_harm", "violence", "danger")
    assert crisis.kinds_of("kris") == ("self_harm", "violence", "danger")


def test_what_the_text_names_comes_first_and_what_it_may_be_about_after(stage):
    told = crisis.instructions(["kris.cry", "kris.fire"], pack=stage("aneby").pack)
    assert [(each.kind, each.named) for each in told] == [
        ("danger", True),
        ("self_harm", False),
        ("violence", False),
    ]


def test_every_rule_that_is_sorted_exists_and_each_instruction_has_rules_of_its_own() -> None:
    rules = {row[0].split(".")[1] for row in lexicon.lines("handling") if row[0].startswith("kris.")}

    assert crisis.RULES.keys() <= rules
    assert set(crisis.RULES.values()) == crisis.KINDS.keys()


def test_the_systems_own_words_are_marked_and_the_numbers_to_be_checked(stage):
    kommun = stage("aneby")

    page = page_of(kommun.karin, kommun.comment(DESPAIR))

    assert "systemets förval, inte i er riktlinje" in page
    assert "Kontrollera numren" in page


def test_the_municipalitys_own_words_come_first(stage):
    kommun = stage("aneby")
    own = dict(kommun.pack.texts) | {"crisis_self_harm": "Ring vår krisgrupp på 0380-461 00."}

    class Pack:
        texts = own

    (instruction,) = crisis.instructions(["kris.life"], pack=Pack())  # type: ignore[arg-type]

    assert (instruction.text.words, instruction.source) == (own["crisis_self_harm"], "guideline")
    assert text_for(kommun.pack, "crisis_self_harm").default


def test_what_was_shown_is_kept_once_for_each_person_without_a_word_of_the_text(stage):
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR)

    for person in (kommun.karin, kommun.karin, kommun.chef):
        page_of(person, message)

    told = Event.objects.filter(object=message.name, verb=crisis.SHOWN)
    assert [(event.actor, event.ground) for event in told.order_by("seq")] == [
        (kommun.karin.actor, "self_harm system"),
        (kommun.chef.actor, "self_harm system"),
    ]
    history = as_(kommun.karin).get(f"/inkorg/{message.pk}/historik/").content.decode()
    assert "Anvisning vid fara visad" in history
    assert "message.crisis_shown" not in history


@pytest.mark.parametrize("role", ["auditor", "registrar"])
def test_who_may_only_read_is_shown_what_to_do_and_leaves_no_trace_of_having_read(stage, role):
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR)

    page = page_of(kommun.people[role], message)

    assert "Någon kan vara i fara" in page
    assert shown(message) == []


def test_two_pages_opened_at_once_keep_what_was_shown_only_once(stage, monkeypatch):
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR)
    both = threading.Barrier(2, timeout=20)

    @contextmanager
    def together():
        # Neither begins to write before both have seen that nothing is kept.
        both.wait()
        with writing():
            yield

    monkeypatch.setattr(crisis, "writing", together)

    def opened() -> int:
        try:
            return as_(kommun.karin).get(f"/inkorg/{message.pk}/").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as browsers:
        pages = [browsers.submit(opened) for _ in range(2)]

    assert [page.result() for page in pages] == [200, 200]
    assert shown(message) == ["self_harm system"]


def test_an_ordinary_message_has_no_alarm_and_leaves_no_such_event(stage):
    kommun = stage("aneby")
    message = kommun.comment("När öppnar ni?")

    assert "Någon kan vara i fara" not in page_of(kommun.karin, message)
    assert shown(message) == []


def test_one_press_says_that_it_was_no_danger_and_one_takes_that_back(stage):
    kommun = stage("aneby")
    kommun.comment("När öppnar ni?")
    kommun.later(hours=1)
    message = kommun.comment(f"{DESPAIR} {FIRE}")
    client = as_(kommun.karin)
    page_of(kommun.karin, message)

    done = client.post(f"/inkorg/{message.pk}/fara/fel/", follow=True).content.decode()
    message.refresh_from_db()
    after = (message.urgent, "kris" in message.labels, Verdict.objects.filter(taken_back_at=None).count())
    client.post(f"/inkorg/{message.pk}/fara/ratt/")
    message.refresh_from_db()

    assert f'action="/inkorg/{message.pk}/fara/ratt/"' in done
    assert "Någon kan vara i fara" not in done
    assert after == (0, False, 2)
    assert (message.urgent, "kris" in message.labels) == (2, True)
    assert Verdict.objects.filter(taken_back_at=None).count() == 0


@pytest.mark.parametrize("who", ["administrator", "responsible_manager"])
def test_danger_after_all_leaves_what_was_found_wrong_at_the_marks_themselves(stage, who):
    kommun = stage("aneby")
    message = kommun.comment(f"{DESPAIR} {FIRE}")
    signals = crisis.alarm(message, pack=kommun.pack).signals
    disputing.say_wrong(
        message.pk, place=signals[0].place, why="quote", by=kommun.people[who], now=kommun.now
    )
    client = as_(kommun.karin)

    client.post(f"/inkorg/{message.pk}/fara/fel/")
    kommun.later(minutes=1)
    back = client.post(f"/inkorg/{message.pk}/fara/ratt/", follow=True).content.decode()
    message.refresh_from_db()

    assert "Larmet är tillbaka." in back
    assert crisis.alarm(message, pack=kommun.pack).signals == signals[1:]
    assert Verdict.objects.get(taken_back_at=None).why == "quote"


def test_taking_back_a_second_time_says_that_nothing_was_left(stage):
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR)
    client = as_(kommun.karin)
    for address in ("fel", "ratt"):
        client.post(f"/inkorg/{message.pk}/fara/{address}/")

    again = client.post(f"/inkorg/{message.pk}/fara/ratt/", follow=True).content.decode()

    assert "Det fanns inget kvar att ta tillbaka." in again


def test_a_signal_that_can_no_longer_be_judged_is_said_to_be_gone_and_is_no_fault(stage):
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR)
    with writing():
        keeping.seal(message.record, by=kommun.chef.actor, now=kommun.now)

    answer = as_(kommun.karin).post(f"/inkorg/{message.pk}/fara/fel/")

    assert answer.status_code == 422
    assert "Det här är förseglat." in answer.content.decode()


def test_who_may_not_handle_the_account_may_not_silence_the_alarm(stage):
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR)
    auditor = kommun.people["auditor"]

    answer = as_(auditor).post(f"/inkorg/{message.pk}/fara/fel/")
    message.refresh_from_db()

    assert answer.status_code == 403
    assert message.urgent == 2
    assert "Det är ingen fara" not in page_of(auditor, message)


def test_a_ready_answer_begins_the_reply_with_the_writers_name(stage):
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR, author="Roland Vinge")

    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/?gor=svara&text=crisis_answer_self_harm")

    text = page.context["reply_form"]["text"].value()
    assert text.startswith("Hej Roland!")
    assert "90101" in text


@pytest.mark.parametrize("name", ["crisis_self_harm", "removal_explanation", "../models", ""])
def test_only_texts_to_answer_with_can_be_asked_for(stage, name):
    kommun = stage("aneby")
    message = kommun.comment(DESPAIR)

    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/", {"gor": "svara", "text": name})

    assert page.context["reply_form"]["text"].value() == ""


def test_a_message_that_is_dealt_with_alarms_nobody(stage):
    kommun = stage("alingsas")
    message = kommun.comment(DESPAIR)
    Message.objects.filter(pk=message.pk).update(state="no_answer")

    assert "Någon kan vara i fara" not in page_of(kommun.karin, message)
