"""Capturing: what a platform gave becomes records and versions, each wording once, however often it comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from kanalkoll.municipality.models import Account
from kanalkoll.platforms.values import Incoming, Media
from kanalkoll.records import blobs
from kanalkoll.records.difference import Novelty, novelty, same_content
from kanalkoll.records.document import Document, KeptAuthor, KeptMedia
from kanalkoll.records.linking import insert_linked, known_records
from kanalkoll.records.models import Record, Version
from kanalkoll.records.own import adopt_own
from kanalkoll.records.versions import Draft, write


@dataclass(frozen=True, slots=True)
class Captured:
    """What became of one item. `version` is None when it said nothing new.

    `new` means that we had not seen the item before, `edited` that what it says has changed at the platform.
    """

    record: Record
    version: Version | None
    new: bool
    edited: bool


def capture(
    items: Sequence[Incoming],
    *,
    account: Account,
    now: datetime,
    read_at: datetime | None = None,
    fetched_media: Mapping[str, bytes] | None = None,
) -> list[Captured]:
    """Keep what the platform gave, one answer for each item, in order. Call it inside `lane.writing()`.

    `read_at` is when the platform gave it (`now` when left out): it decides whether something we believed
    gone is back. `fetched_media` maps media addresses to their bytes; store them with `blobs.store` before
    the transaction, then no file is written inside it. A sealed record takes nothing more in.
    """
    known = known_records(account, _ids_in(items))
    known |= adopt_own(account, [item for item in items if item.platform_id not in known], now=now)
    new = _new_records(account, items, known, now)
    insert_linked(account, list(new.values()), known)
    batch = _Batch(new, known | new, _stored(items, fetched_media or {}), now, read_at or now)
    drafts = [batch.draft(item) for item in items]
    versions = iter(
        write(
            [draft for draft in drafts if draft],
            actor="system",
            now=now,
            fresh=all(draft.record.platform_id in new for draft in drafts if draft),
        )
    )
    _returned(drafts)
    return [
        _captured(draft, next(versions) if draft else None, batch.records[item.platform_id])
        for item, draft in zip(items, drafts, strict=True)
    ]


def _ids_in(items: Sequence[Incoming]) -> set[str]:
    referred = {each for item in items for each in (item.post_id, item.parent_id) if each}
    return referred | {item.platform_id for item in items}


def _new_records(
    account: Account, items: Sequence[Incoming], known: Mapping[str, Record], now: datetime
) -> dict[str, Record]:
    new: dict[str, Record] = {}
    for item in items:
        if item.platform_id not in known and item.platform_id not in new:
            new[item.platform_id] = _record(account, item, now)
    return new


def _record(account: Account, item: Incoming, now: datetime) -> Record:
    return Record(
        account=account,
        kind=item.kind,
        direction="outgoing" if item.from_us else "incoming",
        platform_id=item.platform_id,
        parent_platform_id=_other(item.parent_id, item),
        post_platform_id=_other(item.post_id, item),
        author_platform_id=item.author.platform_id or "",
        author_name=item.author.name,
        author_address=item.author.address or "",
        permalink=item.permalink,
        platform_time=item.created_at,
        first_seen_at=now,
    )


def _other(referred: str | None, item: Incoming) -> str:
    """The id of another item; some platforms name a post as its own post."""
    return referred if referred and referred != item.platform_id else ""


def _stored(items: Sequence[Incoming], fetched: Mapping[str, bytes]) -> dict[str, str]:
    """Media address to SHA-256 of what is kept now. A file that is too large is not kept; its address is."""
    wanted = {media.address: media for item in items for media in item.media if media.address in fetched}
    kept = {address: media for address, media in wanted.items() if len(fetched[address]) <= blobs.LARGEST}
    rows = blobs.keep((fetched[address], media.mime) for address, media in kept.items()) if kept else []
    return {address: blob.sha256 for address, blob in zip(kept, rows, strict=True)}


@dataclass(slots=True)
class _Batch:
    """The state of the records while one batch is gone through in order."""

    new: Mapping[str, Record]
    records: Mapping[str, Record]
    stored: Mapping[str, str]
    now: datetime
    read_at: datetime
    heads: dict[str, Document] = field(default_factory=dict)
    gone: dict[str, datetime | None] = field(default_factory=dict)
    seen: dict[str, list[Document]] = field(default_factory=dict)

    def draft(self, item: Incoming) -> Draft | None:
        """The version that the item calls for, or None when it says nothing new."""
        record = self.records[item.platform_id]
        if record.sealed_at is not None:
            return None
        document = self._document(item, record)
        new = self._novelty(document, record, item.platform_id)
        if new is None:
            return None
        document = replace(document, reason=new.reason, media=new.media)
        self.seen.setdefault(item.platform_id, []).append(document)
        if new.becomes_head:
            self.heads[item.platform_id] = document
            self.gone[item.platform_id] = None
        return Draft(record, document, item.raw, becomes_head=new.becomes_head)

    def _novelty(self, document: Document, record: Record, platform_id: str) -> Novelty | None:
        head = self.heads.get(platform_id) or (record.head.content if record.head else None)
        if head is None:
            return Novelty("first-seen", document.media)
        gone_at = self.gone.get(platform_id, record.gone_at)
        new = novelty(head, document, gone_at=gone_at, read_at=self.read_at)
        if new is None or new.becomes_head:
            return new
        return None if self._held_already(replace(document, media=new.media), record, platform_id) else new

    def _held_already(self, document: Document, record: Record, platform_id: str) -> bool:
        earlier = [] if platform_id in self.new else [version.content for version in record.versions.all()]
        return any(same_content(each, document) for each in [*earlier, *self.seen.get(platform_id, ())])

    def _document(self, item: Incoming, record: Record) -> Document:
        return Document(
            record=record.pk,
            number=0,
            reason="",
            account=record.account_id,
            kind=record.kind,
            direction=record.direction,
            platform_id=item.platform_id,
            parent_id=record.parent_platform_id,
            post_id=record.post_platform_id,
            author=KeptAuthor(item.author.platform_id or "", item.author.name, item.author.address or ""),
            created_at=item.created_at,
            edited_at=item.edited_at,
            permalink=item.permalink,
            text=item.text,
            altered=item.altered,
            media=tuple(self._media(each) for each in item.media),
            hidden=item.hidden,
            gone=False,
            raw_sha256=sha256(item.raw).hexdigest(),
            captured_at=self.now,
        )

    def _media(self, media: Media) -> KeptMedia:
        return KeptMedia(media.kind, media.address, media.alt, media.mime, self.stored.get(media.address))


def _returned(drafts: Sequence[Draft | None]) -> None:
    back = [draft.record for draft in drafts if draft and draft.document.reason == "returned"]
    if back:
        Record.objects.filter(pk__in=[record.pk for record in back]).update(gone_at=None)
    for record in back:
        record.gone_at = None


def _captured(draft: Draft | None, version: Version | None, record: Record) -> Captured:
    reason = draft.document.reason if draft else ""
    return Captured(record, version, new=reason == "first-seen", edited=reason == "edited")
