"""Adopting a guideline freezes it and repeals the one before; what happened is judged by the one in force then."""

from datetime import timedelta

import pytest

from kanalkoll.inbox import handling
from kanalkoll.inbox.models import Message
from kanalkoll.ledger.events import history
from kanalkoll.moderation import removal
from kanalkoll.municipality.guidelines import adopt, in_force, pack_of
from kanalkoll.municipality.models import Guideline
from kanalkoll.municipality.permissions import Refused
from kanalkoll.policy import pack as packs

FORMER = """
[guideline]
municipality = "Alingsås kommun"
title = "Riktlinje för sociala medier på internet"
adopted_by = "Kommunstyrelsen"
adopted_on = 2010-11-01
paragraph = "§ 246"

[[clause]]
id = "XX-1-01"
section = "1 Svar"
modality = "should"
kind = "monitored"
area = "reply"
subject = "administrator"
summary = "Svar ges inom fem arbetsdagar."
  [[clause.control]]
  use = "reply_within"
  from = 2010-11-01
  workdays = 5
  calendar = "workdays"
"""


def read(text, name="alingsas"):
    reading = packs.read({"guideline.toml": text}, name=name)
    assert reading.pack is not None, reading.faults
    return reading.pack


@pytest.fixture
def former():
    """The guideline of 2010 that Alingsås' decision repeals."""
    return read(FORMER)


def days_to_answer(message):
    return (message.due_at - message.received_at).days


def test_the_cover_decision_repeals_the_guideline_of_2010_and_judges_only_what_comes_after(stage, former):
    kommun = stage("alingsas")
    decided = kommun.guideline
    # The same municipality a little earlier: the old one came first, and is repealed by the decision of today.
    old = adopt(former, by=None, now=kommun.now)
    before = kommun.comment("När plogas Solgatan?")
    kommun.later(hours=1)
    adopted = adopt(pack_of(decided), by=kommun.people["system_owner"], now=kommun.now)
    kommun.later(hours=1)
    after = kommun.comment("Och Björkgatan?", author="Eva Ek")
    old.refresh_from_db()
    assert (adopted.repeals, old.repealed_at) == (old, adopted.in_force_from)
    assert (old.adopted_by, str(old.adopted_on), old.paragraph) == ("Kommunstyrelsen", "2010-11-01", "§ 246")
    assert (before.guideline, after.guideline) == (old, adopted)
    assert (before.due_clauses, after.due_clauses) == (["XX-1-01"], ["AL-11.1-08"])
    assert days_to_answer(before) > days_to_answer(after)
    told = history(f"guideline:{adopted.pk}").get()
    assert (told.verb, told.ground, told.guideline) == (
        "guideline.adopted",
        f"repeals guideline:{old.pk}",
        adopted.digest,
    )


def test_what_was_written_before_a_change_and_read_after_it_has_the_deadline_of_its_own_time(stage, former):
    kommun = stage("aneby")
    kommun.publish()
    kommun.say("Skrivet före ändringen.")
    kommun.later(minutes=5)
    adopt(former, by=None, now=kommun.now)
    kommun.later(minutes=5)
    kommun.say("Skrivet efter.", author="Eva Ek")
    kommun.read(full=True)
    first, second = Message.objects.order_by("received_at")
    assert (first.guideline, first.due_clauses) == (kommun.guideline, ["AN-7-02", "AN-3-02"])
    assert second.due_clauses == ["XX-1-01"]


def test_a_figure_that_changes_from_a_certain_date_changes_deadlines_from_that_date_only(stage):
    stricter = FORMER.replace("from = 2010-11-01", "from = 2010-11-01\n  until = 2026-10-25") + (
        '  [[clause.control]]\n  use = "reply_within"\n  from = 2026-10-26\n  workdays = 1\n'
    )
    kommun = stage("aneby")
    adopt(read(stricter), by=None, now=kommun.now)
    friday = kommun.comment("Hej på fredagen.")
    kommun.later(days=4)
    tuesday = kommun.comment("Hej på tisdagen.", author="Eva Ek")
    assert friday.guideline == tuesday.guideline
    assert days_to_answer(friday) == 7
    assert days_to_answer(tuesday) == 1
    friday.refresh_from_db()
    assert days_to_answer(friday) == 7


def test_a_guideline_decided_for_later_holds_from_its_day(stage, former):
    kommun = stage("aneby")
    coming = adopt(former, by=None, now=kommun.now, in_force_from=kommun.now + timedelta(days=3))
    assert in_force(kommun.now) == kommun.guideline
    assert in_force(kommun.now + timedelta(days=2)) == kommun.guideline
    assert in_force(kommun.now + timedelta(days=3)) == coming
    assert kommun.comment("Hej!").guideline == kommun.guideline


def test_a_case_goes_on_under_the_guideline_it_was_begun_under(stage, former):
    kommun = stage("aneby")
    message = kommun.comment("Du är en idiot, Peter.")
    case = removal.request(
        message.record, ground="insult", act="unpublish", by=kommun.karin, now=kommun.now, reason="Påhopp."
    )
    adopt(former, by=None, now=kommun.now)
    removal.secure(case.pk, by=kommun.karin, now=kommun.later(minutes=1))
    kommun.work()
    case.refresh_from_db()
    assert (case.state, case.guideline) == ("verified", kommun.guideline)
    assert {each.guideline for each in history(case.name)} == {kommun.guideline.digest}


def test_an_edit_after_the_change_is_judged_by_the_new_guideline(stage, former):
    kommun = stage("aneby")
    message = kommun.comment("Fint väder!")
    handling.close(message.pk, ground="asks_nothing", by=kommun.karin, now=kommun.now)
    new = adopt(former, by=None, now=kommun.later(hours=1))
    kommun.town.edit(message.record.platform_id, "Fint väder, men när öppnar ni?", at=kommun.later(hours=1))
    kommun.read(full=True)
    message.refresh_from_db()
    assert (message.state, message.guideline, message.due_clauses) == ("new", new, ["XX-1-01"])


def test_what_was_adopted_is_frozen_to_the_letter(stage):
    kommun = stage("hallstahammar")
    kept = Guideline.objects.get()
    assert pack_of(kept).digest == kept.digest == kommun.pack.digest
    assert pack_of(kept).to_json() == kept.content


@pytest.mark.parametrize("role", ["administrator", "responsible_manager", "registrar", "auditor"])
def test_only_those_entrusted_with_it_adopt(stage, former, role):
    kommun = stage("aneby")
    with pytest.raises(Refused):
        adopt(former, by=kommun.people[role], now=kommun.now)
    assert Guideline.objects.count() == 1
