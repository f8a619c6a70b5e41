"""Reading what webhooks hinted at. A hint names an item; the platform is asked what it says now."""

from datetime import datetime, timedelta

from kanalkoll.accounts.connections import access
from kanalkoll.accounts.fetching import Intake, missing_posts
from kanalkoll.accounts.models import Connection, Hint
from kanalkoll.accounts.pictures import fetched
from kanalkoll.accounts.secrets import SecretsUnreadable
from kanalkoll.ledger.faults import fault_point
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Account
from kanalkoll.platforms.adapter import Adapter
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access
from kanalkoll.platforms.values import Hint as Named
from kanalkoll.records.models import Record

PAUSE = timedelta(seconds=30)
MOST_TRIES = 6


def handle_hints(*, now: datetime, intake: Intake, limit: int = 50) -> int:
    """Read what webhooks hinted at. The body is emptied once its items are kept as records."""
    due = (
        Hint.objects.filter(handled_at=None, next_try_at__lte=now)
        .exclude(account__connection__state="off")
        .select_related("account__connection")
    )
    handled = 0
    for hint in due.order_by("next_try_at", "pk")[:limit]:
        _handle(hint, now=now, intake=intake)
        handled += 1
    return handled


def _handle(hint: Hint, *, now: datetime, intake: Intake) -> None:
    way = adapter(hint.account.platform)
    try:
        for named in way.webhook_parse(bytes(hint.body or b"")):
            _read(hint.account, named, way, now=now, intake=intake)
            fault_point("hint.after_item")
    except PlatformError as error:
        _try_again(hint, error, now=now)
        return
    with writing():
        Hint.objects.filter(pk=hint.pk).update(handled_at=now, next_try_at=None, body=None, problem="")


def _read(received_for: Account, named: Named, way: Adapter, *, now: datetime, intake: Intake) -> None:
    concerned = _concerned(received_for, named.account_id)
    if concerned is None:
        return
    account, to = concerned
    try:
        item = way.get_comment(to, named.platform_id)
    except PlatformError as error:
        if error.error_class != "not_found":
            raise
        _read_what_is_left(account, named, now=now, intake=intake)
        return
    items = [*missing_posts(account, way, to, [item]), item]
    intake.receive(account, items, now, fetched(way, to, account, items))


def _concerned(received_for: Account, account_id: str | None) -> tuple[Account, Access] | None:
    """The account a hint is about. A platform calls one address for each app, whatever page it concerns.

    Only an account connected through the same app is believed: another app's secret did not sign this.
    """
    to = _access(received_for.connection)
    if account_id in {None, received_for.platform_id}:
        return received_for, to
    other = Connection.objects.select_related("account").filter(
        account__platform=received_for.platform, account__platform_id=account_id
    )
    found = other.first()
    if found is None:
        return None
    theirs = _access(found)
    same_app = theirs.secrets.get("app_secret") == to.secrets.get("app_secret")
    return (found.account, theirs) if same_app else None


def _access(connection: Connection) -> Access:
    try:
        return access(connection)
    except SecretsUnreadable as error:
        raise PlatformError("auth_revoked") from error


def _read_what_is_left(account: Account, named: Named, *, now: datetime, intake: Intake) -> None:
    """Deleted before we could read it: the webhook's own words are all there is, so they are kept."""
    if named.item is not None and named.verb in {"add", "edited"}:
        intake.receive(account, [named.item], now, {})
    record = Record.objects.filter(account=account, platform_id=named.platform_id).first()
    if record is not None and record.gone_at is None:
        intake.vanished(record, now)


def _try_again(hint: Hint, error: PlatformError, *, now: datetime) -> None:
    given_up = error.error_class == "contract_violation" or hint.tries + 1 >= MOST_TRIES
    with writing():
        Hint.objects.filter(pk=hint.pk).update(
            tries=hint.tries + 1,
            problem=error.message[:300],
            # What a hint could not tell, the next poll does; the account is read at once instead.
            handled_at=now if given_up else None,
            next_try_at=None if given_up else now + PAUSE * 2**hint.tries,
        )
        if given_up:
            Connection.objects.filter(account=hint.account_id).update(next_read_at=now, next_full_at=now)
