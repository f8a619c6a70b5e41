"""The town's log: every call that arrived, every change it made, every fault used, every webhook tried.

Effects are written in the same transaction as the change itself, so the log and the town never disagree.
Tests count effects here ("at most once") and compare their order and time with what the program says it did.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from torget.store import Store
from torget.values import Actor, Entry

Watcher = Callable[[Entry], None]


class Journal:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._watchers: list[Watcher] = []

    def watch(self, watcher: Watcher) -> None:
        """Call `watcher` with each effect just before it is committed: what it sees elsewhere came first."""
        self._watchers.append(watcher)

    def write(
        self,
        *,
        sort: Literal["request", "effect", "answer", "fault", "webhook"],
        name: str,
        by: Actor | None = None,
        account_id: str | None = None,
        object_id: str | None = None,
        **detail: object,
    ) -> Entry:
        at = self._clock()
        rows = self._store.run(
            "INSERT INTO entry (at, sort, name, actor, account_id, object_id, detail) VALUES (?,?,?,?,?,?,?)"
            " RETURNING seq",
            (at.timestamp(), sort, name, by, account_id, object_id, json.dumps(detail)),
        )
        entry = Entry(rows[0]["seq"], at, sort, name, by, account_id, object_id, detail)
        if sort == "effect":
            for watcher in self._watchers:
                watcher(entry)
        return entry

    def read(
        self, *, after: int = 0, sort: str | None = None, limit: int = -1, newest: bool = False
    ) -> list[Entry]:
        """Entries with a higher number than `after`, in order; with `newest`, the last `limit` of them."""
        order = "DESC" if newest else "ASC"
        rows = self._store.run(
            f"SELECT * FROM entry WHERE seq > ? AND (? IS NULL OR sort = ?) ORDER BY seq {order} LIMIT ?",  # noqa: S608
            (after, sort, sort, limit),
        )
        return [
            Entry(
                seq=row["seq"],
                at=datetime.fromtimestamp(row["at"], UTC),
                sort=row["sort"],
                name=row["name"],
                by=row["actor"],
                account_id=row["account_id"],
                object_id=row["object_id"],
                detail=json.loads(row["detail"]),
            )
            for row in (rows[::-1] if newest else rows)
        ]


def as_json(entry: Entry) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "sort": entry.sort,
        "name": entry.name,
        "by": entry.by,
        "account_id": entry.account_id,
        "object_id": entry.object_id,
        "detail": dict(entry.detail),
    }
