"""A screening belongs to a wording: it holds as long as that wording is what the record shows."""

from kanalkoll.screening.judging import screening_of
from kanalkoll.screening.models import Screening

PHONE = "Ring Peter Ahl på 070-174 06 12."


def test_a_comment_hidden_at_the_platform_keeps_what_was_found_in_it(stage):
    kommun = stage("aneby")
    message = kommun.comment(PHONE)
    found = screening_of(message.record)
    kommun.town.hide(message.record.platform_id, True)
    kommun.read(full=True)

    message.record.refresh_from_db()
    assert message.record.head.reason == "hidden"
    assert screening_of(message.record) == found
    assert Screening.objects.count() == 1


def test_an_edited_comment_is_screened_anew_and_the_old_screening_stays(stage):
    kommun = stage("aneby")
    message = kommun.comment(PHONE)
    kommun.later(minutes=1)
    kommun.town.edit(message.record.platform_id, "Ring växeln.")
    kommun.read(full=True)

    message.record.refresh_from_db()
    assert screening_of(message.record).suggestions == []
    assert Screening.objects.get(version__number=1).suggestions != []
