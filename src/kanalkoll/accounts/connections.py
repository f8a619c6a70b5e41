"""Connecting an account, reading its health, and taking it in hand for one round of reading."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from kanalkoll.accounts.models import Connection
from kanalkoll.accounts.secrets import seal, unseal
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Account, User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.values import Access

READ_EVERY = timedelta(minutes=2)
FULL_EVERY = timedelta(hours=6)
LEASE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(hours=1)
OF_A_ROUND = (
    "state",
    "problem",
    "error_class",
    "failing_since",
    "failures",
    "lease_until",
    "last_read_at",
    "read_until",
    "next_read_at",
    "last_full_at",
    "next_full_at",
)
NEEDS_PERSON = frozenset({"auth_revoked", "auth_expired", "permission_missing", "account_restricted"})


def connect(
    account: Account, *, address: str, secrets: Mapping[str, str], by: User | None, now: datetime
) -> Connection:
    """Give the account its way to the platform; reading begins at once. `by` None only at set-up."""
    if by is not None:
        require(by, Permission.MANAGE_ACCOUNTS)
    with writing():
        connection, _ = Connection.objects.update_or_create(
            account=account,
            defaults={
                "address": address,
                "sealed_secrets": seal(secrets, account_id=account.pk),
                "state": "ok",
                "problem": "",
                "error_class": "",
                "failing_since": None,
                "failures": 0,
                "next_read_at": now,
                "next_full_at": now,
            },
        )
        append(
            [
                Happened(
                    verb="account.connected",
                    object=f"account:{account.pk}",
                    actor=by.actor if by else "system",
                )
            ],
            at=now,
        )
    return connection


def access(connection: Connection) -> Access:
    """What an adapter needs to reach the account. Raises SecretsUnreadable."""
    account = connection.account
    secrets = unseal(bytes(connection.sealed_secrets), account_id=account.pk)
    token = secrets.pop("token", "")
    return Access(
        platform=account.platform,
        address=connection.address,
        account_id=account.platform_id,
        token=token,
        secrets=secrets,
    )


def claim_due(*, now: datetime, limit: int = 20) -> list[Connection]:
    """Connections whose turn it is, leased so that no other worker reads them meanwhile."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = Connection.objects.filter(free, next_read_at__lte=now).exclude(state="off")
    claimed: list[Connection] = []
    for connection in due.select_related("account").order_by("next_read_at")[:limit]:
        with writing():
            mine = Connection.objects.filter(free, pk=connection.pk).update(lease_until=now + LEASE)
        if mine:
            claimed.append(connection)
    return claimed


def read_well(connection: Connection, *, read_until: datetime, full: bool, now: datetime) -> None:
    """A round went through: note how far we have read and when the next is due."""
    connection.state, connection.problem, connection.error_class = "ok", "", ""
    connection.failing_since, connection.failures, connection.lease_until = None, 0, None
    connection.last_read_at, connection.read_until = now, read_until
    connection.next_read_at = now + READ_EVERY
    if full:
        connection.last_full_at, connection.next_full_at = now, now + FULL_EVERY
    _keep(connection)


def read_badly(connection: Connection, error: PlatformError, *, now: datetime) -> None:
    """A round failed: say since when and why, and wait as long as the platform asks or longer each time."""
    connection.failures += 1
    connection.failing_since = connection.failing_since or now
    connection.state = "broken" if error.error_class in NEEDS_PERSON else "failing"
    connection.error_class, connection.problem = error.error_class, error.message[:300]
    pause = min(READ_EVERY * 2 ** min(connection.failures, 6), LONGEST_PAUSE)
    if error.retry_after is not None:
        pause = max(pause, timedelta(seconds=error.retry_after))
    connection.next_read_at, connection.lease_until = now + pause, None
    _keep(connection)


def _keep(connection: Connection) -> None:
    """Write how the round went. What a person changed while it ran stands: the keys, and that it was switched off."""
    with writing():
        now_off = Connection.objects.filter(pk=connection.pk, state="off").exists()
        connection.save(update_fields=[name for name in OF_A_ROUND if name != "state" or not now_off])
