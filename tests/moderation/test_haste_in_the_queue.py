"""A case in haste lifts its message in the queue for as long as it lasts, and no further mark is lost by it."""

import pytest

from kanalkoll.inbox import disputing
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Removal
from tests.screening.pages import hits

THREAT = "Jag ska döda dig, din jävla idiot."
RUDE = "Skitkommun!"


def hasty(kommun, message, ground, urgent=True) -> Removal:
    return removal.request(
        message.record,
        ground=ground,
        act="hide",
        by=kommun.karin,
        now=kommun.now,
        reason="Bråttom.",
        urgent=urgent,
        answers={"standing_disposal_decision": "yes"},
    )


def urgent(message) -> int:
    message.refresh_from_db()
    return int(message.urgent)


def test_a_mark_found_wrong_does_not_take_down_what_a_case_in_haste_has_lifted(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(f"{RUDE} När öppnar ni?")
    hasty(kommun, message, "profanity")
    assert urgent(message) == 1

    for hit in hits(message):
        disputing.say_wrong(message.pk, place=hit.place, why="quote", by=kommun.karin, now=kommun.now)

    assert hits(message)
    assert urgent(message) == 1


def test_an_edit_does_not_take_down_what_a_case_in_haste_has_lifted(stage):
    kommun = stage("hallstahammar")
    message = kommun.comment(RUDE)
    hasty(kommun, message, "profanity")

    kommun.town.edit(message.record.platform_id, "Vilken kommun!", at=kommun.later(minutes=1), by="resident")
    kommun.read(full=True)

    assert urgent(message) == 1


@pytest.mark.parametrize("ending", ["withdraw", "refuse"])
def test_a_case_that_comes_to_nothing_leaves_the_message_where_its_text_put_it(stage, ending):
    kommun = stage("aneby")
    threat, rude = kommun.comment(THREAT), kommun.comment(RUDE)
    assert (urgent(threat), urgent(rude)) == (1, 0)

    for message in (threat, rude):
        case = hasty(kommun, message, "profanity")
        assert urgent(message) == 1
        if ending == "withdraw":
            removal.withdraw(case.pk, by=kommun.karin, now=kommun.now)
        else:
            removal.refuse(case.pk, reason="Nej.", by=kommun.chef, now=kommun.now)

    assert (urgent(threat), urgent(rude)) == (1, 0)


def test_a_case_in_haste_stands_first_also_when_its_writer_is_referred_elsewhere(stage):
    kommun = stage("aneby")
    message = kommun.comment("Rösta på Framtidspartiet i höst!")

    case = removal.request(
        message.record,
        ground="party_politics",
        act="unpublish",
        by=kommun.chef,
        now=kommun.now,
        reason="Partipolitik.",
        referral="Vänd dig gärna till partierna.",
        urgent=True,
    )

    assert case.referral is not None
    assert urgent(message) == 1
