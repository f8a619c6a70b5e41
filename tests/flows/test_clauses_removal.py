"""Each clause about removing, met where people work: grounds, questions, evidence, second person, reports, haste."""

from datetime import timedelta

import pytest
from django.db import connection

from kanalkoll.accounts import fetching
from kanalkoll.accounts.models import Connection
from kanalkoll.config.worker import INTAKE
from kanalkoll.inbox import handling, queue, registering, replying
from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.models import Decision
from kanalkoll.ledger.events import history
from kanalkoll.moderation import listing, removal, reports
from kanalkoll.moderation.demands import Incomplete
from kanalkoll.moderation.models import Removal, Vanished
from kanalkoll.moderation.speed import haste
from kanalkoll.municipality.permissions import Refused
from kanalkoll.records import blobs
from kanalkoll.records.models import Evidence
from kanalkoll.records.verification import verify
from tests.flows.rows import proves

WORDS = "Du är en idiot, Peter, och alla vet det."
EVERY_ANSWER = {
    "event": "no",
    "whose_data": "other",
    "how_sensitive": "sensitive",
    "standing_disposal_decision": "yes",
    "disposal_decision": "yes",
    "disposal_class": "yes",
    "not_current": "yes",
}


def begun(kommun, record, ground, **given):
    """A removal under way; a guideline that refuses it fails the test on an assertion."""
    asked = {
        "act": "unpublish",
        "by": kommun.karin,
        "now": kommun.now,
        "reason": "Påhopp.",
        "answers": EVERY_ANSWER,
    }
    try:
        return removal.request(record, ground=ground, **(asked | given))
    except NotNow as refusal:
        pytest.fail(f"refused: {refusal}")


def removed(kommun, record, ground, **given):
    """The whole way, with the manager's yes where it is wanted."""
    case = begun(kommun, record, ground, **given)
    kommun.work()
    case = removal.secure(case.pk, by=kommun.karin, now=kommun.later(minutes=1))
    if case.second_person:
        removal.approve(case.pk, by=kommun.chef, now=kommun.later(minutes=1))
    kommun.work()
    case.refresh_from_db()
    return case


# Grounds


@pytest.mark.parametrize(
    ("name", "clause", "ground"),
    [
        proves("alingsas", "AL-4.2-02", "secrecy"),
        proves("alingsas", "AL-4.4-02", "disinformation"),
        proves("aneby", "AN-6.1-01", "gossip"),
        proves("aneby", "AN-6.1-03", "personal_data"),
        proves("hallstahammar", "HA-12.6-02", "offensive_personal_data"),
        proves("hallstahammar", "HA-12.7-02", "hate_speech"),
        proves("hallstahammar", "HA-B2.7-01", "sexism"),
        proves("hallstahammar", "HA-B1-08", "profanity"),
        proves("norrkoping", "NO-3.3-12", "profanity"),
        proves("norrkoping", "NO-3.3-11", "guideline_breach"),
    ],
)
def test_what_the_guideline_lists_goes_all_the_way_with_its_clause_written_down(stage, name, clause, ground):
    kommun = stage(name)
    message = kommun.comment(WORDS)
    case = removed(kommun, message.record, ground)
    assert case.state == "verified"
    assert clause in case.clauses
    assert {each.ground for each in history(case.name)} == {ground}
    assert {each.clause for each in history(case.name)} == {case.clauses[0]}
    assert {each.guideline for each in history(case.name)} == {kommun.guideline.digest}
    assert kommun.effects("remove") == 1
    assert verify() == []


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("alingsas", "party_politics"),
        ("hallstahammar", "gossip"),
        ("norrkoping", "personal_data"),
        ("norrkoping", "other"),
    ],
)
def test_what_is_outside_a_closed_list_is_not_removed(stage, name, ground):
    kommun = stage(name)
    message = kommun.comment(WORDS)
    with pytest.raises(Incomplete, match="Utanför den tas inget bort"):
        removal.request(
            message.record, ground=ground, act="unpublish", by=kommun.karin, now=kommun.now, reason="Påhopp."
        )
    assert Removal.objects.count() == 0


def test_a_list_of_examples_lets_other_things_go_with_a_written_reason(stage):
    kommun = stage("alingsas")
    message = kommun.comment(WORDS)
    given = {"ground": "other", "act": "unpublish", "by": kommun.karin, "now": kommun.now}
    with pytest.raises(Incomplete, match="motivering"):
        removal.request(message.record, **given)
    assert removal.request(message.record, **given, reason="Kedjebrev.").reason.head.text == "Kedjebrev."


def test_what_a_closed_list_leaves_to_the_communications_unit_only_that_unit_decides(stage):
    kommun = stage("aneby")
    message = kommun.comment("Kedjebrev: skicka vidare till tio vänner.")
    case = begun(kommun, message.record, "other")
    assert removal.secure(case.pk, by=kommun.karin, now=kommun.now).state == "secured"
    with pytest.raises(Refused):
        removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    removal.approve(case.pk, by=kommun.people["comms_unit"], now=kommun.now)
    kommun.work()
    case.refresh_from_db()
    assert case.state == "verified"


@pytest.mark.parametrize(
    ("name", "clause", "ground"),
    [
        proves("alingsas", "AL-4.2-02", "secrecy"),
        proves("aneby", "AN-6.1-03", "personal_data"),
        proves("hallstahammar", "HA-12.7-02", "incitement"),
    ],
)
def test_what_brooks_no_delay_stands_first_in_the_queue_until_it_is_gone(stage, name, clause, ground):
    kommun = stage(name)
    kommun.comment("När plogas Solgatan?")
    message = kommun.comment("Lena har diagnosen F32.")
    case = begun(kommun, message.record, ground)
    assert case.urgent
    assert clause in case.clauses
    assert queue.listing(queue.Filters(), user=kommun.karin).rows[0] == message
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    assert message not in queue.listing(queue.Filters(), user=kommun.karin).rows


@pytest.mark.clause("AL-4.4-03")
def test_selling_that_concerns_an_event_may_stay(stage):
    kommun = stage("alingsas")
    message = kommun.comment("Loppis i bygdegården på lördag, 50 kronor per bord!")
    given = {"ground": "commercial", "act": "unpublish", "by": kommun.karin, "now": kommun.now}
    with pytest.raises(Incomplete, match="evenemang"):
        removal.request(message.record, **given)
    with pytest.raises(Incomplete, match="får stå kvar"):
        removal.request(message.record, **given, answers={"event": "yes"})
    case = removal.request(message.record, **given, answers={"event": "no"})
    assert case.answers == {"event": "no"}
    assert "AL-4.4-03" in case.clauses


@pytest.mark.clause("AN-6.1-03")
def test_personal_data_is_removed_only_when_it_is_known_whose_and_how_sensitive(stage):
    kommun = stage("aneby")
    message = kommun.comment("Ring Lena på 070-174 06 33!")
    given = {
        "ground": "personal_data",
        "act": "unpublish",
        "by": kommun.karin,
        "now": kommun.now,
        "reason": "Nummer.",
    }
    with pytest.raises(Incomplete) as incomplete:
        removal.request(message.record, **given)
    assert len(incomplete.value.missing) == 2
    case = removal.request(
        message.record, **given, answers={"whose_data": "other", "how_sensitive": "private"}
    )
    assert case.answers == {"whose_data": "other", "how_sensitive": "private"}


@pytest.mark.clause("AN-6-05")
def test_every_removal_has_its_reason_and_is_counted_per_account(stage):
    kommun = stage("aneby")
    message = kommun.comment(WORDS)
    given = {"ground": "insult", "act": "unpublish", "by": kommun.karin, "now": kommun.now}
    with pytest.raises(Incomplete, match="motivering"):
        removal.request(message.record, **given)
    case = removed(kommun, message.record, "insult")
    assert "AN-6-05" in case.clauses
    assert case.reason.head.text == "Påhopp."
    page = listing.cases_context(kommun.chef, {"vy": "antal"}, now=kommun.now)
    [counted] = page["counted"]
    assert (counted.account, counted.now, counted.before) == ("Biblioteket", 1, 0)
    assert "AN-6-05" in page["reporting"].clauses


@pytest.mark.clause("HA-B1-08")
def test_a_house_rule_may_be_a_ground_with_a_reason_and_a_second_reader(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("Jävla skitkommun!")
    given = {
        "ground": "profanity",
        "act": "unpublish",
        "by": kommun.karin,
        "now": kommun.now,
        "answers": EVERY_ANSWER,
    }
    with pytest.raises(Incomplete, match="motivering"):
        removal.request(message.record, **given)
    case = removal.secure(begun(kommun, message.record, "profanity").pk, by=kommun.karin, now=kommun.now)
    assert (case.state, case.second_person, case.dispatch) == ("secured", True, None)
    kommun.work()
    assert kommun.effects("remove") == 0
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    assert kommun.effects("remove") == 1


@pytest.mark.clause("AN-6.1-02")
def test_party_politics_is_referred_first_and_needs_a_second_person(stage):
    kommun = stage("aneby")
    message = kommun.comment("Rösta bort de där pajasarna!")
    given = {
        "ground": "party_politics",
        "act": "unpublish",
        "by": kommun.karin,
        "now": kommun.now,
        "reason": "Debatt.",
    }
    with pytest.raises(Incomplete, match="hänvisning"):
        removal.request(message.record, **given)
    case = removal.request(message.record, **given, referral="Ta gärna frågan med partierna.")
    case = removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    assert (case.state, case.second_person) == ("secured", True)
    assert "AN-6.1-02" in case.clauses
    assert "AN-6.1-02" in case.referral.clauses
    assert kommun.effects("add") == 0
    kommun.work()
    assert (kommun.effects("add"), kommun.effects("remove")) == (1, 0)
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    assert kommun.effects("remove") == 1
    assert verify() == []


# Evidence


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        proves("aneby", "AN-6.1-04"),
        proves("hallstahammar", "HA-7.2-05"),
        proves("hallstahammar", "HA-7.2-06"),
        proves("hallstahammar", "HA-B2.7-02"),
        proves("norrkoping", "NO-3.3-14"),
    ],
)
def test_nothing_is_taken_off_before_a_picture_of_it_with_its_sender_is_kept(stage, name, clause):
    kommun = stage(name)
    message = kommun.comment(WORDS, author="Tomas Örn")
    kept_before: list[bool] = []
    kommun.town.on_effect(lambda entry: _look_for_evidence(entry, kept_before))
    case = begun(kommun, message.record, "insult")
    with pytest.raises(NotNow, match="Säkra beviset"):
        removal.carry_out(case.pk, by=kommun.karin, now=kommun.now)
    case = removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    assert kept_before == [True]
    assert clause in case.clauses
    files = {file.role: blobs.read(file.blob_id) for file in case.evidence.files.select_related("blob")}
    assert files["sheet_png"].startswith(b"\x89PNG")
    assert files["sheet_pdf"].startswith(b"%PDF")
    version = case.evidence.version
    assert (version.text, version.content.author.name) == (WORDS, "Tomas Örn")
    assert clause in reports.rule_of(case).evidence_clauses


def _look_for_evidence(entry, kept_before):
    """Called in the platform's own thread the moment it takes something off."""
    if entry.name == "comment.remove":
        kept_before.append(Evidence.objects.exists())
        connection.close()


def test_hiding_alone_does_not_count_as_unpublished(stage):
    kommun = stage("norrkoping")
    message = kommun.comment(WORDS)
    acts = {
        each.code: each.counts_as_removed
        for each in reports.rule_of(begun(kommun, message.record, "insult")).acts
    }
    assert acts == {"hide": False, "unpublish": True, "delete": True}


@pytest.mark.clause("HA-7.2-07")
def test_what_disappears_without_a_copy_is_reported_to_the_units_manager(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("Nu ångrar jag mig.")
    kommun.town.delete(message.record.platform_id)
    kommun.read(full=True)
    vanished = Vanished.objects.get(record=message.record)
    assert vanished.clauses == ["HA-7.2-07"]
    reported = next(
        each for each in history(message.record.name) if each.verb == "record.vanished_without_us"
    )
    assert (reported.clause, reported.actor) == ("HA-7.2-07", "system")
    page = listing.cases_context(kommun.chef, {"vy": listing.GONE}, now=kommun.now)
    [missing] = page["vanished"]
    assert (missing.row, missing.manager) == (vanished, kommun.chef)
    assert page["reporting"].uncaptured_to == "unit_manager"
    kommun.read(full=True)
    assert Vanished.objects.count() == 1


def test_what_we_took_off_ourselves_is_not_reported_even_when_the_answer_was_lost(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(WORDS)
    case = removal.secure(begun(kommun, message.record, "insult").pk, by=kommun.karin, now=kommun.now)
    kommun.town.faults.add("commit_then_cut", operation="delete")
    kommun.work(1)
    case.refresh_from_db()
    assert case.state == "unknown"
    kommun.read(full=True)
    assert Vanished.objects.count() == 0
    kommun.later(minutes=5)
    kommun.work()
    case.refresh_from_db()
    assert case.state == "verified"
    assert kommun.effects("remove") == 1


def test_what_we_had_hidden_and_its_author_deletes_is_reported(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(WORDS)
    assert removed(kommun, message.record, "insult", act="hide").state == "verified"
    kommun.town.delete(message.record.platform_id)
    kommun.read(full=True)
    assert Vanished.objects.filter(record=message.record).exists()


# Haste, our own words, reports


@pytest.mark.parametrize(
    ("name", "clause", "ground", "due"),
    [
        proves("hallstahammar", "HA-5.1-09", "secrecy", "as_soon_as_possible"),
        proves("norrkoping", "NO-3.3-11", "insult", "promptly"),
    ],
)
def test_the_clock_runs_from_discovery_until_it_is_gone(stage, name, clause, ground, due):
    kommun = stage(name)
    message = kommun.comment("Lena har diagnosen F32.")
    case = begun(kommun, message.record, ground)
    discovered = kommun.now
    running = haste(case, now=kommun.later(minutes=20))
    assert (running.due, running.taken, running.removed_at) == (due, timedelta(minutes=20), None)
    assert clause in running.clauses
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    case.refresh_from_db()
    ended = haste(case, now=kommun.later(days=3))
    assert ended.taken == case.removed_at - discovered
    assert ended.taken < timedelta(minutes=21)


@pytest.mark.clause("NO-3.3-11")
def test_our_own_reply_is_taken_off_by_the_same_rules_and_the_question_stays_answered(stage):
    kommun = stage("norrkoping")
    message = kommun.comment("Vem bestämde det här?")
    reply = replying.answer(message.pk, text="Det gjorde nämnden.", by=kommun.karin, now=kommun.now)
    kommun.work()
    reply.record.refresh_from_db()
    case = removed(kommun, reply.record, "guideline_breach", reason="Vi skrev fel.")
    assert (case.state, case.message) == ("verified", None)
    assert case.evidence.version.text.startswith("Det gjorde nämnden.")
    assert "NO-3.3-11" in haste(case, now=kommun.now).clauses
    message.refresh_from_db()
    assert message.state == "answered"
    assert verify() == []


def test_our_own_words_are_checked_by_the_list_that_binds_visitors(stage):
    kommun = stage("norrkoping")
    message = kommun.comment("Vem bestämde det här?")
    with pytest.raises(replying.ReplyStopped) as stopped:
        replying.answer(message.pk, text="Det gjorde du, din jävla idiot.", by=kommun.karin, now=kommun.now)
    assert any(prompt.code.startswith("own_") and prompt.needs_reason for prompt in stopped.value.prompts)


@pytest.mark.clause("HA-B1-10")
def test_a_crime_is_reported_to_the_police_and_only_a_manager_lets_it_be(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment("Jag vet var du bor, akta dig.")
    case = begun(kommun, message.record, "threat")
    skipping = {"to": "police", "skipped": True, "now": kommun.now}
    with pytest.raises(Incomplete, match="ansvarig chef"):
        reports.reported(case.pk, by=kommun.karin, reason="Bagatell.", **skipping)
    with pytest.raises(Incomplete, match="varför"):
        reports.reported(case.pk, by=kommun.chef, **skipping)
    skipped = reports.reported(case.pk, by=kommun.chef, reason="Anmäld av den drabbade.", **skipping)
    made = reports.reported(case.pk, to="police", reference="5000-K123-26", by=kommun.karin, now=kommun.now)
    assert skipped.clauses == made.clauses == ["HA-B1-10"]
    assert [each.verb for each in history(case.name)][-2:] == ["removal.report_skipped", "removal.reported"]


@pytest.mark.clause("HA-5.4-03")
def test_a_report_to_the_platform_is_kept_with_its_reference(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(WORDS)
    case = begun(kommun, message.record, "insult")
    made = reports.reported(case.pk, to="platform", reference="FB-4711", by=kommun.karin, now=kommun.now)
    assert (made.to, made.reference, made.clauses) == ("platform", "FB-4711", ["HA-5.4-03"])


def test_child_abuse_material_is_always_reported_and_no_manager_can_let_it_be(stage):
    kommun = stage("norrkoping")
    message = kommun.comment("[aldrig kopierat]")
    case = begun(kommun, message.record, "child_abuse_material")
    with pytest.raises(Incomplete, match="alltid"):
        reports.reported(
            case.pk, to="police", skipped=True, reason="Vill inte.", by=kommun.chef, now=kommun.now
        )


# What a removal does to the rest


def test_a_removal_of_something_secret_is_registered_and_nobody_takes_that_back(stage):

    kommun = stage("alingsas")
    message = kommun.comment("Lena har diagnosen F32.")
    removed(kommun, message.record, "secrecy")
    message.refresh_from_db()
    assert (message.registration, message.registration_must) == ("register", True)
    with pytest.raises(NotNow):
        registering.register(message.pk, decision="minor", by=kommun.people["registrar"], now=kommun.now)
    assert Decision.objects.get(message=message).ground == "removed"


def test_an_answer_on_its_way_when_the_comment_is_removed_does_not_bring_it_back(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(WORDS)
    kommun.town.faults.add("commit_then_cut", operation="reply")
    replying.answer(message.pk, text="Håll god ton.", by=kommun.karin, now=kommun.now)
    kommun.work(1)
    case = removed(kommun, message.record, "insult", act="hide")
    assert case.state == "verified"
    kommun.later(minutes=10)
    kommun.work()
    message.refresh_from_db()
    assert (message.state, message.pending) == ("removed", None)
    assert message.answered_at is not None


def test_removal_ends_the_wait_for_whoever_was_asked(stage):

    kommun = stage("aneby")
    message = kommun.comment(WORDS)
    passed = handling.pass_on(message.pk, to_user=kommun.chef, by=kommun.karin, now=kommun.now)
    removed(kommun, message.record, "insult")
    passed.refresh_from_db()
    assert passed.ended_at is not None


def test_what_is_on_its_way_to_the_platform_can_no_longer_be_refused(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(WORDS)
    case = removal.secure(begun(kommun, message.record, "insult").pk, by=kommun.karin, now=kommun.now)
    with pytest.raises(NotNow, match="på väg"):
        removal.refuse(case.pk, reason="Ångrar mig.", by=kommun.chef, now=kommun.now)
    kommun.work()
    case.refresh_from_db()
    assert case.state == "verified"


def test_a_vanishing_is_told_at_once_with_the_disappearance_or_not_at_all(stage, monkeypatch):
    kommun = stage("hallstahammar")
    message = kommun.comment("Nu ångrar jag mig.")
    kommun.town.delete(message.record.platform_id)
    with monkeypatch.context() as broken:
        broken.setattr(Vanished.objects, "get_or_create", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            kommun.read(full=True)
    message.record.refresh_from_db()
    assert message.record.gone_at is None
    Connection.objects.update(lease_until=None, next_read_at=kommun.now, next_full_at=kommun.now)
    fetching.fetch_due(now=kommun.later(minutes=1), intake=INTAKE)
    assert Vanished.objects.filter(record=message.record).exists()
