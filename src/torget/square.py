"""The square of a town: everything residents and accounts can do there, and what that leaves behind.

Each change is one transaction with its effect in the log, and tells the webhooks afterwards.
"""

import hashlib
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from torget.dialect import Dialect
from torget.faults import Faults, Target
from torget.journal import Journal, Watcher
from torget.store import Selection, Store
from torget.values import Account, Actor, App, Change, Entry, Item, Kind, Standing, Verb
from torget.webhooks import Webhooks

_PHOTO_STARTS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


class Unknown(LookupError):
    """Nothing in the town has this id, or it is gone."""


class Square:
    """`state` is a file that outlives the process; without it everything is in memory."""

    def __init__(
        self,
        state: Path | None,
        *,
        dialects: Mapping[str, Dialect],
        app: App,
        clock: Callable[[], datetime],
    ) -> None:
        self.dialects = dialects
        self.app = app
        self._running = clock
        self._held: datetime | None = None
        self.store = Store(state)
        self.journal = Journal(self.store, self.clock)
        self.faults = Faults()
        self.webhooks = Webhooks(self.store, self.journal, self.faults, app, dialects)
        self.closing = threading.Event()

    def clock(self) -> datetime:
        """The town's time: running, or where it is held."""
        return self._held or self._running()

    def hold_clock(self, at: datetime | None) -> None:
        """Let the town's clock stand at a moment, so that a history can be played; None lets it run again."""
        self._held = at

    def close(self) -> None:
        self.closing.set()
        self.webhooks.close()
        self.store.close()

    # --- accounts

    def add_page(
        self,
        name: str,
        *,
        id: str | None = None,
        token: str | None = None,
        platform: str = "facebook",
        administrators: Collection[str] = (),
        about: str = "",
    ) -> Account:
        """An account of the municipality's; one that is there already (same id) is left as it is."""
        dialect = self.dialects[platform]
        account_id = id or dialect.account_id(name)
        known = self.store.account(account_id)
        if known is not None:
            return known
        account = Account(
            account_id,
            platform,
            name,
            token or dialect.token(account_id),
            administrators=tuple(administrators),
            about=about,
        )
        self.store.put_account(account)
        return account

    def account(self, account_id: str) -> Account:
        found = self.store.account(account_id)
        if found is None:
            raise Unknown(account_id)
        return found

    def change_account(
        self,
        account_id: str,
        *,
        standing: Standing | None = None,
        permissions: Collection[str] | None = None,
        subscribed: Collection[str] | None = None,
    ) -> Account:
        account = self.account(account_id)
        changed = replace(
            account,
            standing=standing or account.standing,
            permissions=account.permissions if permissions is None else frozenset(permissions),
            subscribed=account.subscribed if subscribed is None else frozenset(subscribed),
        )
        self.store.put_account(changed)
        return changed

    # --- what people and accounts write

    def add_post(
        self,
        account_id: str,
        text: str,
        *,
        author: str | None = None,
        at: datetime | None = None,
        id: str | None = None,
        photo: bytes | None = None,
        published: bool = True,
        by: Actor | None = None,
        notify: bool = True,
    ) -> Item:
        """A post on the account: the account's own, or a visitor's when `author` names a resident."""
        kind: Kind = "post" if author is None else "visitor_post"
        return self._write(
            self.account(account_id),
            kind,
            text,
            author=author,
            at=at,
            id=id,
            photo=photo,
            published=published,
            by=by,
            notify=notify,
        )

    def add_comment(
        self,
        on: str,
        *,
        author: str | None,
        text: str,
        at: datetime | None = None,
        id: str | None = None,
        photo: bytes | None = None,
        by: Actor | None = None,
        notify: bool = True,
    ) -> Item:
        """A comment on a post, or an answer to a comment. `author` None means the account itself."""
        above = self.item(on)
        # Threads are one level deep: an answer to an answer stands beside it, under the same comment.
        parent_id = None if above.kind != "comment" else above.parent_id or above.id
        return self._write(
            self.account(above.account_id),
            "comment",
            text,
            post_id=above.post_id,
            parent_id=parent_id,
            author=author,
            at=at,
            id=id,
            photo=photo,
            by=by,
            notify=notify,
        )

    def edit(
        self,
        item_id: str,
        text: str,
        *,
        at: datetime | None = None,
        by: Actor = "resident",
        notify: bool = True,
    ) -> Item:
        item = self.item(item_id)
        if item.text == text:
            return item
        return self._change(
            replace(item, text=text, edited_at=at or self.clock()), "edited", by=by, notify=notify
        )

    def delete(
        self, item_id: str, *, at: datetime | None = None, by: Actor = "resident", notify: bool = True
    ) -> None:
        """Delete an item for ever, with everything written under it."""
        item, at = self.item(item_id), at or self.clock()
        with self.store.changing():
            beneath = [each for each in self.thread(item) if each.id != item.id]
            for each in beneath:
                self.store.put_item(replace(each, deleted_at=at))
            gone = replace(item, deleted_at=at)
            self._record(gone, "remove", by=by, beneath=[each.id for each in beneath])
        self._tell(gone, "remove", notify=notify)

    def hide(self, item_id: str, hidden: bool, *, by: Actor = "seed", notify: bool = True) -> Item:
        """Hide from everyone but the author and friends, or show again; asking twice changes nothing more."""
        item = self.item(item_id)
        if item.hidden == hidden:
            return item
        return self._change(
            replace(item, hidden=hidden), "hide" if hidden else "unhide", by=by, notify=notify
        )

    def publish(self, item_id: str, published: bool, *, by: Actor = "seed") -> Item:
        item = self.item(item_id)
        if item.published == published:
            return item
        return self._change(replace(item, published=published), "edited", by=by, notify=True)

    edit_comment = edit
    delete_comment = delete

    # --- reading

    def item(self, item_id: str) -> Item:
        """What is there now, also what reads do not find yet. Raises Unknown for what is gone."""
        found = self.store.item(item_id)
        if found is None or found.deleted_at is not None:
            raise Unknown(item_id)
        return found

    def thread(self, item: Item) -> list[Item]:
        """The item and everything under it, oldest first."""
        comments: tuple[Kind, ...] = ("comment",)
        if item.kind == "comment":
            return [item, *self.store.items(Selection(comments, parent_id=item.id))]
        return [item, *self.store.items(Selection(comments, post_id=item.id))]

    def log(self, *, after: int = 0) -> list[Entry]:
        """Everything that has happened, in order."""
        return self.journal.read(after=after)

    def effects(
        self, name: str | None = None, *, object_id: str | None = None, by: Actor | None = None
    ) -> list[Entry]:
        """What has changed in the town, for instance `effects("comment.remove", by="page")`."""
        return [
            entry
            for entry in self.journal.read(sort="effect")
            if name in (None, entry.name) and object_id in (None, entry.object_id) and by in (None, entry.by)
        ]

    def on_effect(self, watcher: Watcher) -> None:
        """Call `watcher` with every effect just before it is committed; an exception from it undoes it."""
        self.journal.watch(watcher)

    # --- how it is done

    def _write(
        self,
        account: Account,
        kind: Kind,
        text: str,
        *,
        author: str | None,
        at: datetime | None,
        id: str | None,
        photo: bytes | None,
        by: Actor | None,
        notify: bool,
        post_id: str = "",
        parent_id: str | None = None,
        published: bool = True,
    ) -> Item:
        dialect, at = self.dialects[account.platform], at or self.clock()
        with self.store.changing():
            item_id = id or dialect.item_id(
                account.id, kind=kind, post_id=post_id, number=self.store.next_number(account.id)
            )
            item = Item(
                id=item_id,
                seq=0,
                kind=kind,
                account_id=account.id,
                post_id=post_id or item_id,
                parent_id=parent_id,
                author_id=account.id if author is None else dialect.person_id(account.id, author),
                author_name=account.name if author is None else author,
                text=text,
                created_at=at,
                edited_at=None,
                hidden=False,
                published=published,
                deleted_at=None,
                visible_at=self._readable_from(account, kind, item_id),
                photo_id=self._keep_photo(photo),
            )
            # Only what came in as a call is by "page"; what a test writes for the account is the seed's.
            written = self._record(item, "add", by=by or ("seed" if author is None else "resident"))
        return self._tell(written, "add", notify=notify)

    def _change(self, item: Item, verb: Verb, *, by: Actor, notify: bool) -> Item:
        return self._tell(self._record(item, verb, by=by), verb, notify=notify)

    def _record(self, item: Item, verb: Verb, *, by: Actor, beneath: Collection[str] = ()) -> Item:
        detail: dict[str, object] = {"post_id": item.post_id, "parent_id": item.parent_id}
        if verb in ("add", "edited"):
            detail |= {"text": item.text, "author": item.author_name}
        if beneath:
            detail["beneath"] = list(beneath)
        with self.store.changing():
            self.store.put_item(item)
            self.journal.write(
                sort="effect",
                name=f"{item.kind}.{verb}",
                by=by,
                account_id=item.account_id,
                object_id=item.id,
                **detail,
            )
            return self.store.item(item.id) or item

    def _tell(self, item: Item, verb: Verb, *, notify: bool) -> Item:
        if notify and item.published:
            self.webhooks.tell(self.account(item.account_id), Change(verb, item, self.clock()))
        return item

    def _readable_from(self, account: Account, kind: Kind, item_id: str) -> datetime:
        fault = self.faults.take("item", Target(f"{kind}.add", True, account.id, item_id))
        if fault is None:
            return datetime.fromtimestamp(0, UTC)
        self.journal.write(sort="fault", name=fault.kind, account_id=account.id, object_id=item_id)
        return self.clock() + timedelta(seconds=5.0 if fault.seconds is None else fault.seconds)

    def _keep_photo(self, photo: bytes | None) -> str | None:
        if photo is None:
            return None
        mime = next((mime for start, mime in _PHOTO_STARTS.items() if photo.startswith(start)), None)
        if mime is None:
            raise ValueError("a photo must be PNG, JPEG or GIF")
        photo_id = str(int(hashlib.sha256(photo).hexdigest()[:14], 16))
        self.store.put_photo(photo_id, mime, photo)
        return photo_id
