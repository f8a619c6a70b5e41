"""The removal's own table: what may follow what, what has to be said, and what no step may do."""

import pytest

from kanalkoll.inbox.acting import NotNow
from kanalkoll.ledger.events import history
from kanalkoll.moderation import removal
from kanalkoll.moderation.demands import Incomplete
from kanalkoll.moderation.models import MOVES, STATES
from kanalkoll.moderation.securing import LARGEST_UPLOAD, Upload
from kanalkoll.records.evidence import prepare_sheet
from kanalkoll.records.models import Evidence
from kanalkoll.records.verification import verify
from tests.moderation.cases import asked, failed, hidden, secured

PNG = b"\x89PNG\r\n\x1a\n"


def requested(kommun):
    return asked(kommun, kommun.karin)


def unknown(kommun):
    case = secured(kommun)
    kommun.town.faults.add("cut", operation="write")
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work(1)
    return case


def approved(kommun):
    case = secured(kommun)
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    return case


def refused(kommun):
    case = secured(kommun)
    removal.refuse(case.pk, reason="Det är kritik.", by=kommun.chef, now=kommun.now)
    return case


def restored(kommun):
    case = hidden(kommun)
    removal.restore(case.pk, reason="Det är kritik.", by=kommun.chef, now=kommun.now)
    kommun.work()
    return case


def withdrawn(kommun):
    case = secured(kommun)
    removal.withdraw(case.pk, by=kommun.karin, now=kommun.now)
    return case


def already_gone(kommun):
    """What the platform no longer has: kept and closed, with nothing done there."""
    message = kommun.comment("Jag ska döda dig.")
    kommun.town.delete(message.record.platform_id)
    kommun.read(full=True)
    case = removal.request(message.record, ground="threat", act="", by=kommun.karin, now=kommun.now)
    return removal.secure(case.pk, by=kommun.karin, now=kommun.now)


AT = {
    "requested": requested,
    "secured": secured,
    "approved": approved,
    "unknown": unknown,
    "failed": failed,
    "verified": hidden,
    "refused": refused,
    "restored": restored,
    "withdrawn": withdrawn,
    "gone": already_gone,
}
VERBS = {
    "secure": lambda case, kommun: removal.secure(case.pk, by=kommun.karin, now=kommun.now),
    "approve": lambda case, kommun: removal.approve(case.pk, by=kommun.chef, now=kommun.now),
    "refuse": lambda case, kommun: removal.refuse(case.pk, reason="Nej.", by=kommun.chef, now=kommun.now),
    "withdraw": lambda case, kommun: removal.withdraw(case.pk, by=kommun.karin, now=kommun.now),
    "carry_out": lambda case, kommun: removal.carry_out(case.pk, by=kommun.karin, now=kommun.now),
    "try_again": lambda case, kommun: removal.try_again(case.pk, by=kommun.karin, now=kommun.now),
    "restore": lambda case, kommun: removal.restore(case.pk, reason="Fel.", by=kommun.chef, now=kommun.now),
}
FITS = {
    ("secure", "requested"),
    ("refuse", "requested"),
    ("approve", "secured"),
    ("refuse", "secured"),
    ("refuse", "failed"),
    ("withdraw", "requested"),
    ("withdraw", "secured"),
    ("withdraw", "failed"),
    ("try_again", "failed"),
    ("restore", "verified"),
}


def test_every_state_is_reached_by_the_verbs():
    # "removed" lasts only until the platform has been asked whether it is gone.
    assert AT.keys() | {"removed"} == STATES.keys() == MOVES.keys()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", AT)
def test_a_verb_fits_the_states_it_was_made_for_and_no_others(stage, state, verb):
    kommun = stage("hallstahammar")
    case = AT[state](kommun)
    case.refresh_from_db()
    assert case.state == state
    events = history(case.name).count()
    if (verb, state) in FITS:
        VERBS[verb](case, kommun)
        assert history(case.name).count() > events
        return
    with pytest.raises(NotNow):
        VERBS[verb](case, kommun)
    case.refresh_from_db()
    assert case.state == state
    assert history(case.name).count() == events


def test_a_removal_that_failed_goes_through_when_tried_again(stage):
    kommun = stage("hallstahammar")
    case = failed(kommun)
    case.refresh_from_db()
    assert "behörighet" in case.problem
    removal.try_again(case.pk, by=kommun.karin, now=kommun.now)
    kommun.work()
    case.refresh_from_db()
    assert (case.state, case.problem) == ("verified", "")
    assert kommun.effects("hide") == 1


def test_a_removal_whose_outcome_is_unknown_is_read_back_and_not_done_twice(stage):
    kommun = stage("hallstahammar")
    case = secured(kommun)
    kommun.town.faults.add("commit_then_cut", operation="write")
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work(1)
    case.refresh_from_db()
    assert case.state == "unknown"
    kommun.later(minutes=6)
    kommun.work()
    case.refresh_from_db()
    assert case.state == "verified"
    assert kommun.effects("hide") == 1


def test_a_platform_that_says_yes_and_still_shows_it_is_found_out(stage):
    kommun = stage("hallstahammar")
    case = secured(kommun)
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work(1)
    kommun.town.hide(case.record.platform_id, False)
    kommun.work()
    case.refresh_from_db()
    assert case.state == "failed"
    assert "visar den fortfarande" in case.problem
    assert history(case.name).last().verb == "removal.still_visible"


def test_one_case_at_a_time_about_the_same_comment(stage):
    kommun = stage("hallstahammar")
    case = requested(kommun)
    again = {"ground": "insult", "act": "hide", "by": kommun.chef, "now": kommun.now, "reason": "Påhopp."}
    with pytest.raises(NotNow, match="pågår redan"):
        removal.request(case.record, **again)
    removal.refuse(case.pk, reason="Fel grund.", by=kommun.chef, now=kommun.now)
    assert removal.request(case.record, **again).state == "requested"


@pytest.mark.parametrize("verb", ["refuse", "restore"])
def test_a_no_and_a_change_of_mind_need_a_reason(stage, verb):
    kommun = stage("hallstahammar")
    case = AT["secured" if verb == "refuse" else "verified"](kommun)
    with pytest.raises(Incomplete, match="Skriv varför"):
        getattr(removal, verb)(case.pk, reason="  ", by=kommun.chef, now=kommun.now)
    getattr(removal, verb)(case.pk, reason="Det är kritik.", by=kommun.chef, now=kommun.now)
    case.refresh_from_db()
    assert case.end_reason.head.text == "Det är kritik."


def test_what_was_taken_off_for_everybody_cannot_be_shown_again(stage):
    kommun = stage("hallstahammar")
    case = asked(kommun, kommun.karin, act="unpublish")
    removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    removal.approve(case.pk, by=kommun.chef, now=kommun.now)
    kommun.work()
    with pytest.raises(NotNow, match="kan inte visas igen"):
        removal.restore(case.pk, reason="Fel.", by=kommun.chef, now=kommun.now)


def test_what_changed_while_it_was_being_judged_is_read_again_before_it_is_secured(stage, monkeypatch):
    kommun = stage("hallstahammar")
    case = requested(kommun)

    def edited_meanwhile(*args, **kwargs):
        sheet = prepare_sheet(*args, **kwargs)
        kommun.town.edit(case.record.platform_id, "Förlåt, jag tar tillbaka det.")
        kommun.read(full=True)
        return sheet

    monkeypatch.setattr("kanalkoll.moderation.securing.prepare_sheet", edited_meanwhile)
    with pytest.raises(NotNow, match="ändrades"):
        removal.secure(case.pk, by=kommun.karin, now=kommun.now)
    case.refresh_from_db()
    assert (case.state, Evidence.objects.count()) == ("requested", 0)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Upload(b"%PDF-1.7", "application/pdf", "Hela tråden"), "PNG eller JPEG"),
        (Upload(b"<script>", "image/png", "Hela tråden"), "PNG eller JPEG"),
        (Upload(PNG + b" " * LARGEST_UPLOAD, "image/png", "Hela tråden"), "för stor"),
    ],
    ids=["another format", "not a picture at all", "too large"],
)
def test_only_a_picture_of_decent_size_is_taken_as_a_screenshot(stage, upload, words):
    kommun = stage("hallstahammar")
    case = requested(kommun)
    with pytest.raises(NotNow, match=words):
        removal.secure(case.pk, by=kommun.karin, now=kommun.now, uploads=[upload])
    case.refresh_from_db()
    assert case.state == "requested"


def test_a_persons_own_screenshot_is_kept_with_the_rest(stage):
    kommun = stage("hallstahammar")
    case = requested(kommun)
    removal.secure(
        case.pk, by=kommun.karin, now=kommun.now, uploads=[Upload(PNG, "image/png", "Hela tråden")]
    )
    case.refresh_from_db()
    assert "upload" in {file.role for file in case.evidence.files.all()}
    assert verify() == []
