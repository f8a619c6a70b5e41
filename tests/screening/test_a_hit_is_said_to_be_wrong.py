""" "Fel, och därför": said in one press, shown, taken back; it never changes what was found."""

import pytest

from kanalkoll.inbox import disputing, queue
from kanalkoll.ledger.models import Event
from kanalkoll.moderation.pages import _suggested
from kanalkoll.municipality.permissions import Refused
from kanalkoll.municipality.roles import ROLES, Permission
from kanalkoll.screening.models import Screening, Verdict
from kanalkoll.screening.verdicts import NoSuchHit
from tests.harness.stage import CAST, as_
from tests.screening.pages import hit_of, hits, say

THREAT = "Jag ska döda dig, din jävla idiot."
PHONE = "Ring Peter Ahl på 070-174 06 12."
CRISIS = "Jag orkar inte leva längre."


def test_one_press_records_who_when_which_rule_and_why(stage):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    place = hit_of(message, "hot").place

    answer = say(as_(kommun.karin), message, "hot", "quote")

    assert answer.status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.by, verdict.at, verdict.why) == (kommun.karin, kommun.now, "quote")
    assert (verdict.rule, verdict.category) == (place.rule, "hot")
    assert verdict.screening.version == message.record.head


def test_a_mark_that_was_wrong_neither_folds_nor_urges_nor_suggests_a_ground(stage):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    assert (message.urgent, "hot" in message.labels) == (1, True)
    client = as_(kommun.karin)
    assert "Texten är hopfälld" in client.get(f"/inkorg/{message.pk}/").content.decode()
    assert "threat" in _suggested(message.record)

    for hit in hits(message):
        if hit.place.category == "hot":
            disputing.say_wrong(
                message.pk, place=hit.place, why="other_meaning", by=kommun.karin, now=kommun.now
            )

    message.refresh_from_db()
    assert message.urgent == 0
    assert "hot" not in message.labels
    assert "threat" not in _suggested(message.record)
    page = client.get(f"/inkorg/{message.pk}/").content.decode()
    assert "Texten är hopfälld" not in page
    assert "Bedömt som fel" in page
    assert "bedömt som fel)" in page


def test_a_crisis_signal_that_was_wrong_goes_down_from_the_top_of_the_queue(stage):
    kommun = stage("aneby")
    other = kommun.comment("När öppnar ni?")
    kommun.later(minutes=1)
    message = kommun.comment(CRISIS)
    assert queue.listing(queue.Filters(), user=kommun.karin).rows == [message, other]

    for hit in hits(message):
        if hit.place.category == "kris":
            disputing.say_wrong(message.pk, place=hit.place, why="quote", by=kommun.karin, now=kommun.now)

    message.refresh_from_db()
    assert (message.urgent, "kris" in message.labels) == (0, False)
    assert queue.listing(queue.Filters(), user=kommun.karin).rows == [other, message]


def test_the_screening_stays_as_it_was_shown(stage):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    before = Screening.objects.values().get()

    say(as_(kommun.karin), message, "hot")

    assert Screening.objects.values().get() == before


def test_a_verdict_is_taken_back_and_the_mark_holds_again(stage):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    labels, urgent = message.labels, message.urgent
    client = as_(kommun.karin)
    say(client, message, "hot")
    verdict = Verdict.objects.get()

    client.post(f"/inkorg/{message.pk}/fel/{verdict.pk}/ratt/")

    message.refresh_from_db()
    verdict.refresh_from_db()
    assert (message.labels, message.urgent) == (labels, urgent)
    assert (verdict.taken_back_by, verdict.taken_back_at) == (kommun.karin, kommun.now)
    say(client, message, "hot")
    assert Verdict.objects.count() == 2, "what was taken back can be said anew"


def test_the_log_tells_that_it_happened_and_nothing_of_the_text_or_the_reason(stage):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    say(as_(kommun.karin), message, "hot", "other", words="Det är en replik ur filmen.")

    event = Event.objects.get(verb="screening.said_wrong")
    assert (event.object, event.actor) == (message.record.name, kommun.karin.actor)
    assert event.ground.startswith("verdict:")
    assert not any("replik" in str(value) for value in vars(event).values())
    assert Verdict.objects.get().reason.head.text == "Det är en replik ur filmen."
    history = as_(kommun.karin).get(f"/inkorg/{message.pk}/historik/").content.decode()
    assert "En markering bedömd som fel" in history


def test_what_was_no_telephone_number_is_no_personal_data_either(stage):
    kommun = stage("aneby")
    message = kommun.comment("Ring 070-174 06 12.")
    assert "personuppgift" in message.labels

    say(as_(kommun.karin), message, "TELEFON")

    message.refresh_from_db()
    assert "personuppgift" not in message.labels


def test_saying_it_twice_is_saying_it_once(stage):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    place = hit_of(message, "hot").place

    first = disputing.say_wrong(message.pk, place=place, why="quote", by=kommun.karin, now=kommun.now)
    again = disputing.say_wrong(message.pk, place=place, why="other", by=kommun.chef, now=kommun.now)

    assert again == first
    assert Event.objects.filter(verb="screening.said_wrong").count() == 1


def test_a_hit_that_was_edited_away_is_told_plainly(stage):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    place = hit_of(message, "hot").place
    kommun.town.edit(message.record.platform_id, "Vilken fin dag.")
    kommun.read(full=True)

    with pytest.raises(NoSuchHit, match="ändrats"):
        disputing.say_wrong(message.pk, place=place, why="quote", by=kommun.karin, now=kommun.now)


@pytest.mark.parametrize("role", [role for role, *_ in CAST])
def test_only_those_who_may_handle_the_message_may_say_so(stage, role):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    place, by = hit_of(message, "hot").place, kommun.people[role]

    def do():
        return disputing.say_wrong(message.pk, place=place, why="quote", by=by, now=kommun.now)

    if Permission.HANDLE in ROLES[role].permissions:
        assert do().by == by
        return
    with pytest.raises(Refused, match="inte rätt"):
        do()
    assert not Verdict.objects.exists()
    page = as_(by).get(f"/inkorg/{message.pk}/")
    assert "Fel, och därför" not in page.content.decode()


def test_nobody_writing_an_answer_is_disturbed(stage):
    kommun = stage("aneby")
    message = kommun.comment(THREAT)
    say(as_(kommun.karin), message, "hot")
    assert type(message).objects.get().revision == message.revision


def test_every_hit_is_marked_in_the_text_and_leads_to_its_reason(stage):
    kommun = stage("aneby")
    message = kommun.comment(f"{THREAT} {PHONE}")
    page = as_(kommun.karin).get(f"/inkorg/{message.pk}/").content.decode()
    for number, _ in enumerate(hits(message)):
        anchor = f"skal-{message.record_id}-{number:03}"
        assert f'id="{anchor}"' in page
        assert f"{anchor}" in page.partition("markeringar")[0], "the text leads there"
