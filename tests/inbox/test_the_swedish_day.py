"""A clause that begins to hold on a day holds from midnight in Sweden, when it is still yesterday by UTC."""

from datetime import UTC, datetime

import pytest

from kanalkoll.inbox import handling
from kanalkoll.inbox.acting import NotNow
from kanalkoll.moderation import removal
from kanalkoll.municipality.guidelines import adopt
from kanalkoll.policy import pack as packs
from tests.harness.stage import as_

# What is new begins on 24 October, when Sweden is two hours ahead of UTC.
MIDNIGHT = datetime(2026, 10, 23, 22, 0, tzinfo=UTC)
CLAUSE = """
[[clause]]
id = "XX-{number}"
section = "{number} Regel"
modality = "must"
kind = "enforced"
area = "inbox"
subject = "administrator"
summary = "Gäller från en viss dag."
  [[clause.control]]
  from = {day}
  {control}
"""
CONTROLS = (
    ("2026-10-24", 'use = "no_answer_grounds"\n  grounds = ["conversation"]'),
    ("2026-10-24", 'use = "removal_grounds"\n  grounds = ["insult"]\n  list_is = "closed"'),
    ("2026-10-24", 'use = "item_owner"\n  among = "mandate_holders"'),
    ("2020-01-01", 'use = "no_answer_grounds"\n  grounds = ["asks_nothing"]'),
)
HEAD = (
    '[guideline]\nmunicipality = "Aneby kommun"\ntitle = "Ny"\nadopted_by = "KS"\nadopted_on = 2026-10-01\n'
)
TEXT = HEAD + "".join(
    CLAUSE.format(number=n, day=day, control=control) for n, (day, control) in enumerate(CONTROLS, 1)
)


@pytest.fixture
def kommun(stage):
    """A municipality whose guideline asks for something new from 24 October, at five the day before."""
    kommun = stage("aneby")
    reading = packs.read({"guideline.toml": TEXT}, name="aneby")
    assert reading.pack is not None, reading.faults
    adopt(reading.pack, by=None, now=kommun.now)
    return kommun


def move_to(kommun, moment: datetime) -> None:
    kommun.hands.advance(moment - kommun.now)


def test_a_ground_for_no_answer_is_accepted_from_midnight_in_sweden(kommun):
    message = kommun.comment("Jag tycker som du.")
    move_to(kommun, MIDNIGHT.replace(hour=21, minute=59))
    with pytest.raises(NotNow, match="godtar"):
        handling.close(message.pk, ground="conversation", by=kommun.karin, now=kommun.now)

    move_to(kommun, MIDNIGHT)
    offered = as_(kommun.karin).get(f"/inkorg/{message.pk}/?gor=avsluta").content.decode()
    handling.close(message.pk, ground="conversation", by=kommun.karin, now=kommun.now)

    assert 'value="conversation"' in offered
    assert message.decisions.get().clauses == ["XX-1"]


def test_an_owner_is_demanded_from_midnight_in_sweden(kommun):
    message = kommun.comment("När öppnar ni?")
    handling.assign(message.pk, to=None, by=kommun.karin, now=kommun.now)

    move_to(kommun, MIDNIGHT)

    with pytest.raises(NotNow, match="ansvarig"):
        handling.assign(message.pk, to=None, by=kommun.karin, now=kommun.now)
    assert kommun.comment("Och i morgon?", author="Eva Ek").assignee == kommun.karin


def test_a_removal_rests_on_the_list_of_the_day_it_is_in_sweden_from_its_beginning_to_its_report(kommun):
    message = kommun.comment("Du är en idiot, Peter.")
    move_to(kommun, MIDNIGHT)

    case = removal.request(
        message.record, ground="insult", act="hide", by=kommun.karin, now=kommun.now, reason="Påhopp."
    )
    page = as_(kommun.karin).get(f"/borttagning/{case.pk}/").content.decode()

    assert "XX-2" in case.clauses
    assert "#XX-2" in page
