"""The registration decision: what the guideline leaves open, what it demands, and what is written down."""

import pytest

from kanalkoll.inbox import registering
from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.models import Decision
from kanalkoll.ledger.events import history


def decide(kommun, message, decision, **given):
    return registering.register(message.pk, decision=decision, by=kommun.karin, now=kommun.now, **given)


@pytest.mark.parametrize("name", ["alingsas", "aneby", "hallstahammar", "norrkoping"])
def test_what_holds_a_secret_is_registered_and_nothing_else_will_do(stage, name):
    kommun = stage(name)
    message = kommun.comment("Lena har diagnosen F32.")
    for decision in ("ordered", "minor"):
        with pytest.raises(NotNow, match="diarieförs"):
            decide(kommun, message, decision, criteria=["contains_secrecy"])
    decided = decide(kommun, message, "register", criteria=["contains_secrecy"])
    assert (decided.registration, decided.registration_must) == ("register", True)


@pytest.mark.parametrize("name", ["alingsas", "aneby", "hallstahammar"])
def test_the_decision_is_kept_with_who_when_criteria_reason_and_clause(stage, name):
    kommun = stage(name)
    message = kommun.comment("Ni borde laga bron.")
    open_to = registering.advice(message, now=kommun.now)
    criterion = next(each for each in open_to.criteria if each.clauses)
    decide(kommun, message, "register", criteria=[criterion.code], reason="Leder till en åtgärd.")
    kept = Decision.objects.get(message=message)
    assert (kept.outcome, kept.criteria, kept.by, kept.at) == (
        "register",
        [criterion.code],
        kommun.karin,
        kommun.now,
    )
    assert kept.clauses == list(criterion.clauses)
    assert kept.reason.head.text == "Leder till en åtgärd."
    told = history(message.name).last()
    assert (told.verb, told.ground, told.clause) == (
        "message.registration_decided",
        "register",
        criterion.clauses[0],
    )


def test_without_criteria_the_decision_rests_on_what_the_guideline_says_of_registering(stage):
    kommun = stage("norrkoping")
    message = kommun.comment("Ni borde laga bron.")
    decide(kommun, message, "register")
    clauses = registering.advice(message, now=kommun.now).clauses
    assert clauses
    assert Decision.objects.get(message=message).clauses == list(clauses)
    assert history(message.name).last().clause == clauses[0]


def test_a_decision_that_the_guideline_leaves_no_room_for_is_refused(stage):
    kommun = stage("norrkoping")
    message = kommun.comment("Ni borde laga bron.")
    allowed = registering.advice(message, now=kommun.now).allowed
    for decision in {"register", "ordered", "minor", "nonsense"} - set(allowed):
        with pytest.raises(NotNow):
            decide(kommun, message, decision)
    message.refresh_from_db()
    assert message.registration == "undecided"


def test_a_decision_can_be_changed_and_both_stand_in_the_history(stage):
    kommun = stage("aneby")
    message = kommun.comment("Ni borde laga bron.")
    decide(kommun, message, "ordered")
    decide(kommun, message, "register", criteria=["leads_to_action"])
    message.refresh_from_db()
    assert message.registration == "register"
    assert [each.outcome for each in Decision.objects.filter(message=message)] == ["register", "ordered"]
