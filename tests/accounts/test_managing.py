"""Looking after accounts: what each verb changes, refuses and tells, against a town that answers."""

import pytest

from kanalkoll.accounts import fetching, managing
from kanalkoll.accounts.connections import access, read_badly, read_well
from kanalkoll.accounts.managing import Identity
from kanalkoll.accounts.models import Connection
from kanalkoll.config.worker import INTAKE
from kanalkoll.ledger.events import history
from kanalkoll.ledger.models import Event
from kanalkoll.municipality.changing import Unfit
from kanalkoll.municipality.models import Account, User
from kanalkoll.municipality.permissions import Refused
from kanalkoll.platforms.errors import PlatformError


def owner(kommun) -> User:
    return User.objects.get(pk=kommun.people["system_owner"].pk)


def bathhouse(kommun, **other) -> Identity:
    page = kommun.town.add_page("Badhuset")
    known = {
        "platform": "facebook",
        "platform_id": page.id,
        "name": "Badhuset",
        "address": "https://facebook.com/badhuset",
        "unit": kommun.account.unit,
    }
    return Identity(**(known | other))


def keys(kommun, account: Account) -> dict[str, str]:
    page = kommun.town.account(account.platform_id)
    app = kommun.town.app
    return {"token": page.token, "app_id": app.id, "app_secret": app.secret, "verify_token": app.verify_token}


def add(kommun, **other) -> Account:
    return managing.add_account(identity=bathhouse(kommun, **other), by=owner(kommun), now=kommun.now)


def connect(kommun, account: Account, **other: str):
    return managing.connect_tried(
        account,
        address=f"{kommun.address}/v26.0",
        secrets=keys(kommun, account) | other,
        by=owner(kommun),
        now=kommun.now,
    )


def told(account: Account) -> list[tuple[str, str | None]]:
    return [(event.verb, event.ground) for event in history(f"account:{account.pk}")]


def connection_of(account: Account) -> Connection:
    return Connection.objects.select_related("account").get(account=account)


def test_an_account_is_added_connected_and_read(stage):
    kommun = stage("aneby")
    account = add(kommun, main=True)
    post = kommun.town.add_post(account.platform_id, "Öppet till åtta.", at=kommun.now)
    kommun.town.add_comment(post.id, author="Eva Ståhl", text="Tack!", at=kommun.now)

    health = connect(kommun, account)
    counts = fetching.fetch(connection_of(account), now=kommun.later(minutes=1), intake=INTAKE)

    assert health.ok
    assert (account.main, counts.new) == (True, 1)
    assert told(account) == [("account.added", None), ("account.connected", None)]


def test_the_same_account_is_added_once(stage):
    kommun = stage("aneby")

    with pytest.raises(Unfit, match="finns redan: Biblioteket") as refused:
        add(kommun, platform_id=kommun.account.platform_id)

    assert refused.value.field == "platform_id"
    assert Account.objects.count() == 1


def test_a_platform_that_cannot_be_read_is_refused(stage):
    kommun = stage("aneby")

    with pytest.raises(Unfit, match="plattform"):
        add(kommun, platform="myspace")


def test_keys_that_do_not_work_are_not_kept_and_never_replace_those_that_do(stage):
    kommun = stage("aneby")
    before = bytes(connection_of(kommun.account).sealed_secrets)

    health = connect(kommun, kommun.account, token="fel nyckel")

    assert not health.ok
    assert health.problem
    assert bytes(connection_of(kommun.account).sealed_secrets) == before
    assert managing.try_connection(kommun.account, by=owner(kommun), now=kommun.now).ok


@pytest.mark.parametrize("token", ["", "åäö", "a\nb", "x" * 4000, "\x00", "😀"])
def test_nonsense_for_keys_is_told_as_a_problem(stage, token):
    kommun = stage("aneby")

    health = connect(kommun, kommun.account, token=token)

    assert not health.ok
    assert health.problem


@pytest.mark.parametrize(
    "address", ["http://example.se", "ftp://example.se", "https://", "inte en adress", "https://[::1"]
)
def test_nonsense_for_an_address_is_told_as_a_problem(stage, address):
    kommun = stage("aneby")

    health = managing.connect_tried(
        kommun.account, address=address, secrets={"token": "x"}, by=owner(kommun), now=kommun.now
    )

    assert not health.ok


def test_keys_are_kept_so_that_nobody_reads_them_in_the_database(stage):
    kommun = stage("aneby")
    account = add(kommun)
    connect(kommun, account)

    sealed = bytes(connection_of(account).sealed_secrets)

    for value in keys(kommun, account).values():
        assert value.encode() not in sealed


def test_a_round_under_way_does_not_bring_old_keys_back_nor_switch_the_account_on(stage):
    kommun = stage("aneby")
    under_way = connection_of(kommun.account)
    failing = connection_of(kommun.account)
    assert connect(kommun, kommun.account, verify_token="ett nytt ord").ok
    managing.switch_off(kommun.account, by=owner(kommun), now=kommun.now)

    read_well(under_way, read_until=kommun.now, full=True, now=kommun.now)
    read_badly(failing, PlatformError("transient"), now=kommun.now)

    kept = connection_of(kommun.account)
    assert kept.state == "off"
    assert access(kept).secrets["verify_token"] == "ett nytt ord"


def test_an_account_that_is_off_is_not_read_until_it_is_switched_on_and_nothing_is_lost(stage):
    kommun = stage("aneby")
    kommun.publish()
    kommun.read()
    managing.switch_off(kommun.account, by=owner(kommun), now=kommun.now)
    kommun.say("Hör någon mig?")

    assert fetching.fetch_due(now=kommun.later(hours=7), intake=INTAKE) == []
    managing.switch_on(kommun.account, by=owner(kommun), now=kommun.now)
    [counts] = fetching.fetch_due(now=kommun.later(seconds=1), intake=INTAKE)

    assert counts.new == 1
    assert [verb for verb, _ in told(kommun.account)[-2:]] == ["account.switched_off", "account.switched_on"]


def test_reading_at_once_is_the_workers_next_turn(stage):
    kommun = stage("aneby")
    kommun.read(full=True)
    assert fetching.fetch_due(now=kommun.now, intake=INTAKE) == []

    managing.read_now(kommun.account, by=owner(kommun), now=kommun.now)

    assert len(fetching.fetch_due(now=kommun.later(seconds=1), intake=INTAKE)) == 1
    assert told(kommun.account)[-1] == ("account.read_asked_for", None)


def test_what_cannot_be_asked_of_the_account_as_it_is_says_so(stage):
    kommun = stage("aneby")
    bare, by, now = add(kommun), owner(kommun), kommun.now

    for verb in (managing.read_now, managing.switch_off, managing.try_connection):
        with pytest.raises(Unfit, match="inte anslutet"):
            verb(bare, by=by, now=now)
    with pytest.raises(Unfit, match="inte avstängt"):
        managing.switch_on(kommun.account, by=by, now=now)
    managing.switch_off(kommun.account, by=by, now=now)
    with pytest.raises(Unfit, match="redan avstängt"):
        managing.switch_off(kommun.account, by=by, now=now)
    with pytest.raises(Unfit, match="Slå på det först"):
        managing.read_now(kommun.account, by=by, now=now)


def test_a_connection_that_works_again_is_read_at_once(stage):
    kommun = stage("aneby")
    read_badly(connection_of(kommun.account), PlatformError("auth_revoked"), now=kommun.now)
    assert connection_of(kommun.account).next_read_at > kommun.now

    health = managing.try_connection(kommun.account, by=owner(kommun), now=kommun.now)

    assert health.ok
    assert connection_of(kommun.account).next_read_at == kommun.now


def test_keys_that_no_longer_open_are_told_as_a_problem(stage, settings):
    kommun = stage("aneby")
    settings.SECRET_KEY = "another key than the one they were sealed with"

    health = managing.try_connection(kommun.account, by=owner(kommun), now=kommun.now)

    assert not health.ok
    assert "Anslut kontot på nytt" in (health.problem or "")


def test_an_accounts_id_is_corrected_only_until_something_has_been_kept(stage):
    kommun = stage("aneby")
    account = add(kommun, platform_id="fel")
    right = bathhouse(kommun)

    managing.change_account(account, identity=right, by=owner(kommun), now=kommun.now)
    managing.change_account(account, identity=right, by=owner(kommun), now=kommun.now)
    kommun.comment("Hej!")
    with pytest.raises(Unfit, match="redan handlingar"):
        managing.change_account(
            kommun.account, identity=bathhouse(kommun, platform_id="annat"), by=owner(kommun), now=kommun.now
        )
    taken = bathhouse(kommun, platform_id=kommun.account.platform_id)
    with pytest.raises(Unfit, match="finns redan"):
        managing.change_account(account, identity=taken, by=owner(kommun), now=kommun.now)

    assert told(account)[1:] == [("account.changed", "platform_id")]
    assert Account.objects.get(pk=kommun.account.pk).name == "Biblioteket"


@pytest.mark.parametrize("role", ["administrator", "responsible_manager", "comms_unit", "auditor"])
def test_nobody_else_looks_after_accounts_and_the_platform_is_not_even_asked(stage, role):
    kommun = stage("aneby")
    by, now, identity = kommun.people[role], kommun.now, bathhouse(kommun)
    events, calls = Event.objects.count(), len(kommun.town.log())
    verbs = (
        lambda: managing.add_account(identity=identity, by=by, now=now),
        lambda: managing.change_account(kommun.account, identity=identity, by=by, now=now),
        lambda: managing.connect_tried(
            kommun.account, address=f"{kommun.address}/v26.0", secrets={}, by=by, now=now
        ),
        lambda: managing.try_connection(kommun.account, by=by, now=now),
        lambda: managing.read_now(kommun.account, by=by, now=now),
        lambda: managing.switch_off(kommun.account, by=by, now=now),
        lambda: managing.switch_on(kommun.account, by=by, now=now),
    )

    for verb in verbs:
        with pytest.raises(Refused, match="kontonas anslutningar"):
            verb()

    assert (Event.objects.count(), len(kommun.town.log())) == (events, calls)
