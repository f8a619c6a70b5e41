"""Reading accounts: in turn, with overlap, to the last page, and in the end finding what was missed."""

from datetime import timedelta

import pytest

from kanalkoll.accounts import fetching
from kanalkoll.accounts.connections import FULL_EVERY, LEASE, READ_EVERY, claim_due, connect
from kanalkoll.accounts.models import Connection
from kanalkoll.config.worker import INTAKE
from kanalkoll.inbox.models import Message
from kanalkoll.ledger.lane import writing
from kanalkoll.moderation.models import Vanished
from kanalkoll.municipality.models import Account
from kanalkoll.municipality.permissions import Refused


def due(kommun):
    """What the worker does when it looks for accounts to read."""
    return fetching.fetch_due(now=kommun.now, intake=INTAKE)


def link(kommun):
    return Connection.objects.get(account=kommun.account)


def test_an_account_is_read_by_one_worker_at_a_time(stage):
    kommun = stage("aneby")
    assert [each.account for each in claim_due(now=kommun.now)] == [kommun.account]
    assert claim_due(now=kommun.now) == []
    # The worker that took it never came back.
    kommun.later(seconds=LEASE.total_seconds() + 1)
    assert len(claim_due(now=kommun.now)) == 1


def test_an_account_is_read_again_when_its_turn_comes_and_not_before(stage):
    kommun = stage("aneby")
    assert len(due(kommun)) == 1
    kommun.later(seconds=READ_EVERY.total_seconds() - 1)
    assert due(kommun) == []
    kommun.later(seconds=2)
    assert len(due(kommun)) == 1
    assert link(kommun).last_read_at == kommun.now


def test_a_connection_that_is_switched_off_is_never_read(stage):
    kommun = stage("aneby")
    Connection.objects.update(state="off")
    assert due(kommun) == []


def test_what_shows_a_little_late_is_found_by_reading_with_overlap(stage):
    kommun = stage("aneby")
    post = kommun.publish()
    kommun.read(full=True)
    kommun.town.add_comment(
        post.id, author="Eva Ek", text="Sent synlig", at=kommun.now - timedelta(minutes=14)
    )
    assert kommun.read(full=False).new == 1
    kommun.town.add_comment(
        post.id, author="Eva Ek", text="Mycket sent synlig", at=kommun.now - timedelta(hours=2)
    )
    assert kommun.read(full=False).new == 0
    assert kommun.read(full=True).new == 1
    assert Message.objects.count() == 2


def test_every_page_is_read_to_the_last_item_and_nothing_twice(stage):
    kommun = stage("aneby")
    kommun.publish()
    for number in range(130):
        kommun.later(milliseconds=100)
        kommun.say(f"Kommentar {number}", author=f"Invånare {number}")
    assert kommun.read(full=True).new == 130
    assert kommun.read(full=True).new == 0
    assert Message.objects.count() == 130


def test_a_round_that_breaks_halfway_is_taken_again_from_where_the_last_good_one_ended(stage):
    kommun = stage("aneby")
    kommun.publish()
    kommun.read()
    until = link(kommun).read_until
    for number in range(130):
        kommun.say(f"Kommentar {number}", author=f"Invånare {number}")
    kommun.town.faults.add("server_error", operation="read", skip=2)
    counts = kommun.read()
    assert counts.problem
    assert link(kommun).read_until == until
    kommun.later(hours=2)
    assert kommun.read(full=True).problem == ""
    assert Message.objects.count() == 130


def test_each_failure_waits_longer_up_to_an_hour_and_a_good_round_forgets_them(stage):
    kommun = stage("aneby")
    kommun.town.faults.add("server_error", operation="read", times=500)
    pauses = []
    began = None
    for _ in range(8):
        assert kommun.read().problem
        connection = link(kommun)
        began = began or connection.failing_since
        pauses.append(connection.next_read_at - kommun.now)
        assert (connection.state, connection.failing_since) == ("failing", began)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (READ_EVERY * 2, timedelta(hours=1))
    kommun.town.faults.clear()
    kommun.read()
    connection = link(kommun)
    assert (connection.state, connection.problem, connection.failures) == ("ok", "", 0)
    assert connection.failing_since is None
    assert connection.next_read_at == kommun.now + READ_EVERY


def test_a_platform_that_asks_us_to_wait_is_not_read_before_that(stage):
    kommun = stage("aneby")
    kommun.town.faults.add("rate_limited", operation="read")
    assert kommun.read().problem
    assert link(kommun).next_read_at >= kommun.now + timedelta(minutes=17)


@pytest.mark.parametrize("kind", ["token_revoked", "token_expired", "permission_missing"])
def test_what_only_a_person_can_mend_is_shown_as_broken_with_words(stage, kind):
    kommun = stage("aneby")
    kommun.town.faults.add(kind, operation="read")
    kommun.read()
    connection = link(kommun)
    assert connection.state == "broken"
    assert "Anslut kontot igen" in connection.problem or "anslut kontot igen" in connection.problem


def test_keys_that_no_longer_open_break_the_connection_and_not_the_worker(stage, settings):
    kommun = stage("aneby")
    settings.SECRET_KEY = "en helt annan nyckel som är tillräckligt lång"
    [counts] = due(kommun)
    assert "nycklar går inte att läsa" in counts.problem
    assert link(kommun).state == "broken"


def test_one_accounts_trouble_keeps_no_other_from_being_read(stage):
    kommun = stage("aneby")
    kommun.publish()
    kommun.say("Hej!")
    with writing():
        broken = Account.objects.create(
            platform="facebook",
            platform_id="1",
            name="Badhuset",
            address=f"{kommun.address}/1",
            unit=kommun.account.unit,
        )
    connect(
        broken,
        address=f"{kommun.address}/v26.0",
        secrets={"token": "fel"},
        by=None,
        now=kommun.now - timedelta(days=2),
    )
    counted = {each.account: each for each in due(kommun)}
    assert counted["Badhuset"].problem
    assert (counted["Biblioteket"].problem, counted["Biblioteket"].new) == ("", 1)


def test_only_the_system_owner_connects_an_account(stage):
    kommun = stage("aneby")
    given = {"address": f"{kommun.address}/v26.0", "secrets": {}, "now": kommun.now}
    with pytest.raises(Refused):
        connect(kommun.account, by=kommun.people["comms_unit"], **given)
    assert connect(kommun.account, by=kommun.people["system_owner"], **given).state == "ok"


def test_an_edit_and_a_deletion_whose_webhooks_were_lost_are_found_by_the_next_whole_reading(stage):
    kommun = stage("aneby")
    changed, gone = kommun.comment("Först så här."), kommun.comment("Ångrar mig.", author="Eva Ek")
    kommun.read(full=True)
    kommun.town.edit(changed.record.platform_id, "Sedan så här.", at=kommun.now)
    kommun.town.delete(gone.record.platform_id)
    kommun.later(seconds=READ_EVERY.total_seconds() + 1)
    due(kommun)
    gone.refresh_from_db()
    assert gone.gone_at is None
    kommun.later(seconds=FULL_EVERY.total_seconds())
    [counts] = due(kommun)
    assert counts.gone == 1
    changed.record.refresh_from_db()
    gone.refresh_from_db()
    assert changed.record.head.text == "Sedan så här."
    assert gone.gone_at == kommun.now
    assert Vanished.objects.get().record == gone.record
    assert link(kommun).last_full_at == kommun.now


def test_a_comment_with_everything_under_it_that_goes_is_noticed_for_each(stage):
    kommun = stage("aneby")
    above = kommun.comment("Först!")
    below = kommun.comment("Svar på det.", author="Eva Ek", on=kommun.town.item(above.record.platform_id))
    kommun.town.delete(above.record.platform_id)
    assert kommun.read(full=True).gone == 2
    below.refresh_from_db()
    assert below.gone_at is not None
