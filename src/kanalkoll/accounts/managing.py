"""Looking after accounts: adding, connecting, trying the connection, reading at once, switching off and on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kanalkoll.accounts.connections import access, connect
from kanalkoll.accounts.models import Connection
from kanalkoll.accounts.secrets import SecretsUnreadable
from kanalkoll.municipality.changing import Unfit, changing, happened
from kanalkoll.municipality.models import Account, Unit, User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.registry import adapter, adapters
from kanalkoll.platforms.values import Access, Health
from kanalkoll.records.models import Record

FIELDS = ("platform_id", "name", "address", "unit", "main")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an account is: where, under which id there, and which unit answers for it."""

    platform: str
    platform_id: str
    name: str
    address: str
    unit: Unit
    main: bool = False


def add_account(*, identity: Identity, by: User, now: datetime) -> Account:
    """A new account, not yet connected. Raises Unfit."""
    with changing(by, Permission.MANAGE_ACCOUNTS):
        if identity.platform not in adapters():
            raise Unfit("Välj en plattform som Kanalkoll kan läsa.", "platform")
        _require_own_id(identity, but=None)
        account = Account.objects.create(
            platform=identity.platform, **{name: getattr(identity, name) for name in FIELDS}
        )
        happened("account.added", f"account:{account.pk}", by=by, now=now)
    return account


def change_account(account: Account, *, identity: Identity, by: User, now: datetime) -> Account:
    """Correct or hand over an account; its id at the platform only until something has been kept. Raises Unfit."""
    with changing(by, Permission.MANAGE_ACCOUNTS):
        account = Account.objects.select_related("unit").get(pk=account.pk)
        changed = [name for name in FIELDS if getattr(account, name) != getattr(identity, name)]
        if "platform_id" in changed:
            _require_own_id(identity, but=account)
            if Record.objects.filter(account=account).exists():
                raise Unfit(
                    "Det finns redan handlingar från kontot. Lägg upp ett nytt konto i stället.",
                    "platform_id",
                )
        for name in changed:
            setattr(account, name, getattr(identity, name))
        if changed:
            account.save(update_fields=changed)
            happened("account.changed", f"account:{account.pk}", by=by, now=now, ground=" ".join(changed))
    return account


def connect_tried(
    account: Account, *, address: str, secrets: Mapping[str, str], by: User, now: datetime
) -> Health:
    """Try the keys at the platform, and keep them only if they work: a working connection is never lost."""
    require(by, Permission.MANAGE_ACCOUNTS)
    keys = {name: value for name, value in secrets.items() if name != "token"}
    to = Access(account.platform, address, account.platform_id, secrets.get("token", ""), keys)
    health = adapter(account.platform).health(to)
    if health.ok:
        connect(account, address=address, secrets=secrets, by=by, now=now)
    return health


def try_connection(account: Account, *, by: User, now: datetime) -> Health:
    """Ask the platform whether the kept keys work; where they do after a failure, read again at once."""
    require(by, Permission.MANAGE_ACCOUNTS)
    connection = _connection(account)
    try:
        health = adapter(account.platform).health(access(connection))
    except SecretsUnreadable:
        return Health(
            False, "Kontots nycklar går inte att läsa. Anslut kontot på nytt.", "auth_revoked", None
        )
    if health.ok and connection.state in {"failing", "broken"}:
        read_now(account, by=by, now=now)
    return health


def read_now(account: Account, *, by: User, now: datetime) -> None:
    """Let the worker read the account at its next turn, the whole of it. Raises Unfit."""
    with changing(by, Permission.MANAGE_ACCOUNTS):
        if _connection(account).state == "off":
            raise Unfit("Kontot är avstängt. Slå på det först.")
        Connection.objects.filter(account=account).update(next_read_at=now, next_full_at=now)
        happened("account.read_asked_for", f"account:{account.pk}", by=by, now=now)


def switch_off(account: Account, *, by: User, now: datetime) -> None:
    """Nothing is read and nothing sent until it is switched on; what has been kept stays. Raises Unfit."""
    with changing(by, Permission.MANAGE_ACCOUNTS):
        _connection(account)
        if not Connection.objects.filter(account=account).exclude(state="off").update(state="off"):
            raise Unfit("Kontot är redan avstängt.")
        happened("account.switched_off", f"account:{account.pk}", by=by, now=now)


def switch_on(account: Account, *, by: User, now: datetime) -> None:
    """Read again, from where reading stopped. Raises Unfit."""
    with changing(by, Permission.MANAGE_ACCOUNTS):
        switched = Connection.objects.filter(account=account, state="off").update(
            state="ok",
            problem="",
            error_class="",
            failing_since=None,
            failures=0,
            next_read_at=now,
            next_full_at=now,
        )
        if not switched:
            raise Unfit("Kontot är inte avstängt.")
        happened("account.switched_on", f"account:{account.pk}", by=by, now=now)


def _connection(account: Account) -> Connection:
    found = Connection.objects.select_related("account").filter(account=account).first()
    if found is None:
        raise Unfit("Kontot är inte anslutet än.")
    return found


def _require_own_id(identity: Identity, *, but: Account | None) -> None:
    same = Account.objects.filter(platform=identity.platform, platform_id=identity.platform_id)
    holder = same.first()
    if holder is not None and holder != but:
        raise Unfit(f"Det kontot finns redan: {holder.name}.", "platform_id")
