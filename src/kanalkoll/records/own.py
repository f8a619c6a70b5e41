"""What we write ourselves: drawn up here, published at the platform, and known again when it shows there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from kanalkoll.municipality.models import Account
from kanalkoll.platforms.values import Incoming
from kanalkoll.records.document import Document, KeptAuthor
from kanalkoll.records.linking import link_the_waiting
from kanalkoll.records.models import Record
from kanalkoll.records.versions import Draft, write

POST_KINDS = ("post", "visitor_post")


def draw_up(
    *, account: Account, kind: str, text: str, parent: Record | None, author_name: str, by: str, now: datetime
) -> Record:
    """Keep a text of ours: an answer that will be published, or a note (kind "note") that stays inside.

    `by` is the actor's plain id ("user:3"). Call it inside `lane.writing()`.
    """
    record = Record.objects.create(
        account=account,
        kind=kind,
        direction="internal" if kind == "note" else "outgoing",
        parent=parent,
        post=None if kind == "note" else _post_of(parent),
        parent_platform_id=(parent.platform_id or "") if parent else "",
        post_platform_id=_platform_id(None if kind == "note" else _post_of(parent)),
        author_name=author_name,
        first_seen_at=now,
    )
    write([Draft(record, _drawn_up(record, text, now), b"")], actor=by, now=now, fresh=True)
    return record


def published(
    record: Record,
    *,
    platform_id: str | None,
    now: datetime,
    at: datetime | None = None,
    permalink: str | None = None,
    raw: bytes = b"",
    by: str = "system",
) -> None:
    """The platform has taken what we drew up; `at` is its own time. Saying it again changes nothing.

    Where the platform gives no id, or showed the text before its receipt came and it was kept as a record of
    its own, this record goes on without an id. Call it inside `lane.writing()`.
    """
    record.refresh_from_db()
    if record.platform_id is not None or _said_already(record):
        return
    if (
        platform_id is not None
        and Record.objects.filter(account=record.account_id, platform_id=platform_id).exists()
    ):
        platform_id = None
    _publish([(record, platform_id, at or now, permalink, raw)], by=by, now=now)


def adopt_own(account: Account, items: Sequence[Incoming], *, now: datetime) -> dict[str, Record]:
    """Our own answers that the platform shows before its receipt has reached us: found by place and text.

    They get their platform id now, so that they are not kept twice. Returns them by that id.
    """
    own = [item for item in items if item.from_us and item.kind != "post"]
    if not own:
        return {}
    waiting = Record.objects.filter(account=account, direction="outgoing", platform_id=None)
    by_place = {(_place(record), _squeezed(record.head.text)): record
                for record in waiting.select_related("head") if record.head}  # fmt: skip
    adopted: dict[str, Record] = {}
    published_now = []
    for item in own:
        record = by_place.pop((item.parent_id or item.post_id or "", _squeezed(item.text)), None)
        if record is not None and item.platform_id not in adopted:
            adopted[item.platform_id] = record
            published_now.append((record, item.platform_id, item.created_at or now, item.permalink, item.raw))
    _publish(published_now, by="system", now=now)
    return adopted


def _publish(
    done: Sequence[tuple[Record, str | None, datetime, str | None, bytes]], *, by: str, now: datetime
) -> None:
    drafts = []
    for record, platform_id, at, permalink, raw in done:
        record.platform_id, record.platform_time, record.permalink = platform_id, at, permalink
        record.save(update_fields=["platform_id", "platform_time", "permalink"])
        if record.head is None:
            raise RuntimeError(f"{record.name} has no version")
        document = replace(
            record.head.content,
            reason="published",
            platform_id=platform_id,
            created_at=at,
            permalink=permalink,
            raw_sha256=sha256(raw).hexdigest(),
            captured_at=now,
        )
        drafts.append(Draft(record, document, raw))
        if platform_id is not None:
            link_the_waiting(record.account, [platform_id])
    write(drafts, actor=by, now=now)


def _said_already(record: Record) -> bool:
    return record.versions.filter(reason="published").exists()


def _post_of(parent: Record | None) -> Record | None:
    if parent is None or parent.kind in POST_KINDS:
        return parent
    return parent.post


def _platform_id(record: Record | None) -> str:
    return (record.platform_id or "") if record else ""


def _place(record: Record) -> str:
    return record.parent_platform_id or record.post_platform_id


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _drawn_up(record: Record, text: str, now: datetime) -> Document:
    return Document(
        record=record.pk,
        number=0,
        reason="drawn-up",
        account=record.account_id,
        kind=record.kind,
        direction=record.direction,
        platform_id=None,
        parent_id=record.parent_platform_id,
        post_id=record.post_platform_id,
        author=KeptAuthor("", record.author_name, ""),
        created_at=None,
        edited_at=None,
        permalink=None,
        text=text,
        altered=(),
        media=(),
        hidden=False,
        gone=False,
        raw_sha256=sha256(b"").hexdigest(),
        captured_at=now,
    )
