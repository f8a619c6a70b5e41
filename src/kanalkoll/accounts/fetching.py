"""Reading accounts: polling with overlap is the truth, a full reconciliation finds what is gone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from kanalkoll.accounts.connections import access, claim_due, read_badly, read_well
from kanalkoll.accounts.models import Connection, Unread
from kanalkoll.accounts.pictures import fetched
from kanalkoll.accounts.secrets import SecretsUnreadable
from kanalkoll.ledger.faults import fault_point
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import Account
from kanalkoll.platforms.adapter import Adapter
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.registry import adapter
from kanalkoll.platforms.values import Access, Incoming, Page
from kanalkoll.records.models import Record

OVERLAP = timedelta(minutes=15)
FIRST_LOOK_BACK = timedelta(days=60)
WATCHED = timedelta(days=60)
MOST_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class Intake:
    """Where what was read goes: the inbox's verbs, handed in so that this room need not know them."""

    receive: Callable[[Account, Sequence[Incoming], datetime, Mapping[str, bytes]], int]
    vanished: Callable[[Record, datetime], None]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a round did, per account."""

    account: str
    read: int
    new: int
    gone: int
    problem: str = ""


def fetch_due(*, now: datetime, intake: Intake) -> list[Counts]:
    """Read every account whose turn it is."""
    return [fetch(connection, now=now, intake=intake) for connection in claim_due(now=now)]


def fetch(connection: Connection, *, now: datetime, intake: Intake, full: bool | None = None) -> Counts:
    """One round of one account; a failure is written on the connection and never lost."""
    wants_full = connection.next_full_at <= now if full is None else full
    name = connection.account.name
    try:
        way, to = adapter(connection.account.platform), access(connection)
        counts = _round(connection, way, to, now=now, intake=intake, full=wants_full)
    except (PlatformError, SecretsUnreadable) as error:
        known = error if isinstance(error, PlatformError) else _unreadable()
        read_badly(connection, known, now=now)
        return Counts(name, 0, 0, 0, known.message)
    read_well(connection, read_until=now, full=wants_full, now=now)
    return counts


def _round(
    connection: Connection, way: Adapter, to: Access, *, now: datetime, intake: Intake, full: bool
) -> Counts:
    account = connection.account
    since = (connection.read_until or now - FIRST_LOOK_BACK) - OVERLAP
    posts = list(
        _all(lambda cursor: way.list_posts(to, since=now - WATCHED if full else since, cursor=cursor))
    )
    read = new = 0
    for batch in _batches(posts):
        new += intake.receive(account, batch, now, fetched(way, to, account, batch))
        read += len(batch)
    fault_point("fetch.after_posts")
    for page in _pages(lambda cursor: way.list_interactions(to, since=since, cursor=cursor)):
        _keep_refused(account, page, now)
        items = [*missing_posts(account, way, to, page.items), *page.items]
        new += intake.receive(account, items, now, fetched(way, to, account, items))
        read += len(items)
        fault_point("fetch.after_page")
    gone = 0
    if full:
        thread_new, gone = _reconcile(account, way, to, posts, now=now, intake=intake)
        new += thread_new
    return Counts(account.name, read, new, gone)


def _reconcile(
    account: Account, way: Adapter, to: Access, posts: Sequence[Incoming], *, now: datetime, intake: Intake
) -> tuple[int, int]:
    """Compare whole threads with what we keep; what is missing is asked for by id before it counts as gone."""
    new = gone = 0
    for post in posts:
        seen: set[str] = set()
        for page in _pages(partial(_thread_page, way, to, post.platform_id)):
            _keep_refused(account, page, now)
            seen |= {item.platform_id for item in page.items}
            seen |= {item.platform_id for item in page.refused if item.platform_id}
            new += intake.receive(account, page.items, now, fetched(way, to, account, page.items))
        ours = Record.objects.filter(
            account=account, post__platform_id=post.platform_id, gone_at=None, sealed_at=None
        ).exclude(platform_id=None)
        for record in ours.exclude(platform_id__in=seen).exclude(kind="post"):
            gone += _confirm(record, account, way, to, now=now, intake=intake)
    return new, gone


def _thread_page(way: Adapter, to: Access, post_id: str, cursor: str | None) -> Page:
    return way.list_comments(to, post_id, cursor=cursor)


def _confirm(
    record: Record, account: Account, way: Adapter, to: Access, *, now: datetime, intake: Intake
) -> int:
    try:
        item = way.get_comment(to, record.platform_id or "")
    except PlatformError as error:
        if error.error_class != "not_found":
            raise
        intake.vanished(record, now)
        return 1
    intake.receive(account, [item], now, {})
    return 0


def missing_posts(
    account: Account, way: Adapter, to: Access, items: Iterable[Incoming]
) -> Iterator[Incoming]:
    """The posts that new comments hang on and that we have not kept yet."""
    wanted = {item.post_id for item in items if item.post_id and item.post_id != item.platform_id}
    known = set(
        Record.objects.filter(account=account, platform_id__in=wanted).values_list("platform_id", flat=True)
    )
    for post_id in sorted(wanted - known):
        try:
            yield way.get_post(to, post_id)
        except PlatformError as error:
            # A post deleted meanwhile must not keep its comments from being kept.
            if error.error_class != "not_found":
                raise


def _pages(read: Callable[[str | None], Page]) -> Iterator[Page]:
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        page = read(cursor)
        yield page
        if page.cursor is None or page.cursor == cursor:
            return
        cursor = page.cursor


def _keep_refused(account: Account, page: Page, now: datetime) -> None:
    """What could not be read is kept as it came and shown on the account's page: nothing is lost in silence."""
    for item in page.refused:
        with writing():
            Unread.objects.get_or_create(
                account=account,
                digest=sha256(item.raw).hexdigest(),
                defaults={
                    "platform_id": (item.platform_id or "")[:200],
                    "reason": item.reason[:300],
                    "body": item.raw,
                    "seen_at": now,
                },
            )


def _all(read: Callable[[str | None], Page]) -> Iterator[Incoming]:
    for page in _pages(read):
        yield from page.items


def _batches(items: Sequence[Incoming], size: int = 20) -> Iterator[Sequence[Incoming]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _unreadable() -> PlatformError:
    return PlatformError("auth_revoked", "Kontots nycklar går inte att läsa. Anslut kontot på nytt.")
