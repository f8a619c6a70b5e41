"""Where a town is kept: one SQLite connection behind one lock, in memory or in a file.

Text is stored as bytes with `surrogatepass`, because a platform can be made to send what no text should hold
(NUL, lone surrogates), and the simulator must be able to as well.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from torget.values import Account, Item, Kind

_SCHEMA = files("torget").joinpath("schema.sql").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items to read. `after` and `before` are (time, seq) of an item: only those beyond it in order."""

    kinds: tuple[Kind, ...]
    account_id: str | None = None
    post_id: str | None = None
    parent_id: str | None = None
    toplevel: bool = False
    published_only: bool = False
    since: datetime | None = None
    until: datetime | None = None
    seen_at: datetime | None = None
    newest_first: bool = False
    after: tuple[float, int] | None = None
    before: tuple[float, int] | None = None
    limit: int | None = None


class Store:
    """Rows in, values out. Every public method takes the lock itself; `changing` holds it over several."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._sql = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._sql.row_factory = sqlite3.Row
        self._sql.execute("PRAGMA foreign_keys = ON")
        # A rollback journal with NORMAL outlives a killed process, which is what the tests do to it.
        self._sql.execute("PRAGMA journal_mode = TRUNCATE")
        self._sql.execute("PRAGMA synchronous = NORMAL")
        self._sql.executescript(_SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._sql.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One transaction; an inner `changing` joins the outer one."""
        with self._lock:
            if self._depth:
                yield
                return
            self._sql.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
            except BaseException:
                self._sql.execute("ROLLBACK")
                raise
            else:
                self._sql.execute("COMMIT")
            finally:
                self._depth = 0

    def run(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._sql.execute(sql, values).fetchall()

    def put_account(self, account: Account) -> None:
        self.run(
            "INSERT INTO account VALUES (?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT (id) DO UPDATE SET name=excluded.name, token=excluded.token,"
            " standing=excluded.standing, permissions=excluded.permissions,"
            " subscribed=excluded.subscribed, administrators=excluded.administrators, about=excluded.about",
            (
                account.id,
                account.platform,
                account.name,
                account.token,
                account.standing,
                json.dumps(sorted(account.permissions)),
                json.dumps(sorted(account.subscribed)),
                json.dumps(account.administrators),
                account.about,
            ),
        )

    def accounts(self) -> list[Account]:
        return [_account(row) for row in self.run("SELECT * FROM account ORDER BY name, id")]

    def account(self, account_id: str) -> Account | None:
        return next(
            (_account(row) for row in self.run("SELECT * FROM account WHERE id=?", (account_id,))), None
        )

    def account_with_token(self, token: str) -> Account | None:
        return next(
            (_account(row) for row in self.run("SELECT * FROM account WHERE token=?", (token,))), None
        )

    def put_item(self, item: Item) -> None:
        """Insert, or change what may change: text, hidden, published, deletion. The database gives `seq`."""
        self.run(
            "INSERT INTO item (id, kind, account_id, post_id, parent_id, author_id, author_name, text,"
            " created_at, edited_at, hidden, published, deleted_at, visible_at, photo_id)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT (id) DO UPDATE SET text=excluded.text, edited_at=excluded.edited_at,"
            " hidden=excluded.hidden, published=excluded.published, deleted_at=excluded.deleted_at",
            (
                item.id,
                item.kind,
                item.account_id,
                item.post_id,
                item.parent_id,
                item.author_id,
                _bytes(item.author_name),
                _bytes(item.text),
                item.created_at.timestamp(),
                _stamp(item.edited_at),
                item.hidden,
                item.published,
                _stamp(item.deleted_at),
                item.visible_at.timestamp(),
                item.photo_id,
            ),
        )

    def item(self, item_id: str) -> Item | None:
        return next((_item(row) for row in self.run("SELECT * FROM item WHERE id=?", (item_id,))), None)

    def items(self, selection: Selection) -> list[Item]:
        """Items that are not deleted, in reading order."""
        clauses, values = _where(selection)
        # Going backwards from `before` reads the nearest first and then turns them round.
        backwards = selection.before is not None
        direction = "DESC" if selection.newest_first != backwards else "ASC"
        sql = f"SELECT * FROM item WHERE {' AND '.join(clauses)}"  # noqa: S608 - clauses are written below
        sql += f" ORDER BY created_at {direction}, seq {direction}"
        if selection.limit is not None:
            sql += " LIMIT ?"
            values.append(selection.limit)
        found = [_item(row) for row in self.run(sql, values)]
        return found[::-1] if backwards else found

    def count(self, selection: Selection) -> int:
        clauses, values = _where(selection)
        return int(self.run(f"SELECT count(*) FROM item WHERE {' AND '.join(clauses)}", values)[0][0])  # noqa: S608

    def latest_comment_at(self, post_id: str) -> datetime | None:
        rows = self.run("SELECT max(created_at) FROM item WHERE post_id=? AND kind='comment'", (post_id,))
        return _time(rows[0][0])

    def next_number(self, account_id: str) -> int:
        """How many items the account has ever had, plus one: the same seed gives the same ids."""
        return int(self.run("SELECT count(*) FROM item WHERE account_id=?", (account_id,))[0][0]) + 1

    def residents(self) -> list[str]:
        """Names of the people who have written in the town, those who wrote last first."""
        rows = self.run(
            "SELECT author_name, max(seq) AS latest FROM item WHERE author_id <> account_id"
            " GROUP BY author_name ORDER BY latest DESC LIMIT 40"
        )
        return [_text(row["author_name"]) for row in rows]

    def put_photo(self, photo_id: str, mime: str, content: bytes) -> None:
        self.run("INSERT OR IGNORE INTO photo VALUES (?,?,?)", (photo_id, mime, content))

    def photo(self, photo_id: str) -> tuple[str, bytes] | None:
        rows = self.run("SELECT mime, bytes FROM photo WHERE id=?", (photo_id,))
        return (rows[0]["mime"], rows[0]["bytes"]) if rows else None


def _where(selection: Selection) -> tuple[list[str], list[Any]]:
    clauses = ["deleted_at IS NULL", f"kind IN ({','.join('?' * len(selection.kinds))})"]
    values: list[Any] = list(selection.kinds)
    later, earlier = ("<", ">") if selection.newest_first else (">", "<")
    for clause, value in (
        ("account_id = ?", selection.account_id),
        ("post_id = ?", selection.post_id),
        ("parent_id = ?", selection.parent_id),
        ("created_at >= ?", _stamp(selection.since)),
        ("created_at <= ?", _stamp(selection.until)),
        ("visible_at <= ?", _stamp(selection.seen_at)),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    for place, sign in ((selection.after, later), (selection.before, earlier)):
        if place is not None:
            clauses.append(f"(created_at, seq) {sign} (?, ?)")
            values.extend(place)
    if selection.toplevel:
        clauses.append("parent_id IS NULL")
    if selection.published_only:
        clauses.append("published = 1")
    return clauses, values


def _account(row: sqlite3.Row) -> Account:
    return Account(
        id=row["id"],
        platform=row["platform"],
        name=row["name"],
        token=row["token"],
        standing=row["standing"],
        permissions=frozenset(json.loads(row["permissions"])),
        subscribed=frozenset(json.loads(row["subscribed"])),
        administrators=tuple(json.loads(row["administrators"])),
        about=row["about"],
    )


def _item(row: sqlite3.Row) -> Item:
    known = {
        key: row[key]
        for key in ("id", "seq", "kind", "account_id", "post_id", "parent_id", "author_id", "photo_id")
    }
    return Item(
        **known,
        author_name=_text(row["author_name"]),
        text=_text(row["text"]),
        created_at=datetime.fromtimestamp(row["created_at"], UTC),
        edited_at=_time(row["edited_at"]),
        hidden=bool(row["hidden"]),
        published=bool(row["published"]),
        deleted_at=_time(row["deleted_at"]),
        visible_at=datetime.fromtimestamp(row["visible_at"], UTC),
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogatepass")


def _stamp(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _time(stored: float | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored, UTC)
