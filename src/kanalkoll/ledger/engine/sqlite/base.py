"""SQLite as Django's backend has it, made durable and with one write lane per process.

- Every commit is on disk before it is acknowledged: WAL with synchronous=FULL.
- Foreign keys hold, and INSERT OR REPLACE cannot walk past the triggers that guard the log.
- Outermost transactions begin IMMEDIATE and take the process-wide lane first, so threads queue fairly in
  memory instead of sleeping on SQLite's lock; single writing statements outside a transaction do the same.
  Plain reads never wait.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from sqlite3 import dbapi2
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as DjangoSQLite
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.backends.sqlite3.features import DatabaseFeatures as DjangoSQLiteFeatures
from django.db.utils import OperationalError

from kanalkoll.ledger.engine import lock
from kanalkoll.ledger.engine.soundness import require_sound_sqlite

require_sound_sqlite(dbapi2.sqlite_version_info)

PROMISES = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    # The lane settles this process's own writers; this is for a second process (a backup, a command).
    "PRAGMA busy_timeout = 10000",
)
WRITING_WORDS = ("insert", "update", "delete", "replac")


class DatabaseFeatures(DjangoSQLiteFeatures):
    """The bundled SQLite takes 32,766 parameters in a statement, so batches go in whole."""

    max_query_params = 32_766
    test_db_allows_multiple_connections = True


class LaneCursor(SQLiteCursorWrapper):
    """A cursor whose single writing statements pass through the lane when no transaction is open."""

    # Set by create_cursor; sqlite3 makes the cursor itself and passes only the connection.
    database: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        with self.database.lane_for(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run one statement with each of the parameters."""
        with self.database.lane_for(query):
            return super().executemany(query, param_list)


class DatabaseWrapper(DjangoSQLite):
    """One connection to the embedded database."""

    features_class = DatabaseFeatures

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_lane = False

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters, with transactions that begin IMMEDIATE."""
        params: dict[str, Any] = super().get_connection_params()
        self.transaction_mode = "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and make the connection keep the promises above."""
        connection = super().get_new_connection(conn_params)
        for promise in PROMISES:
            connection.execute(promise)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that knows its connection's lane."""
        cursor = self.connection.cursor(factory=LaneCursor)
        cursor.database = self
        return cursor

    @contextmanager
    def lane_for(self, query: str) -> Iterator[None]:
        """Hold the lane for one statement if it writes and no transaction holds the lane already."""
        if self._in_lane or query.lstrip()[:6].lower() not in WRITING_WORDS:
            yield
            return
        self._enter_lane()
        try:
            yield
        finally:
            self._leave_lane()

    def _start_transaction_under_autocommit(self) -> None:
        self._enter_lane()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_lane()
            raise

    def _commit(self) -> None:
        # If this fails the transaction may still be open: the rollback that follows leaves the lane.
        super()._commit()  # type: ignore[misc]
        self._leave_lane()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave_lane()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave_lane()

    def _enter_lane(self) -> None:
        try:
            lock.enter()
        except lock.LaneBusy as busy:
            raise OperationalError(f"database is locked: {busy}") from busy
        self._in_lane = True

    def _leave_lane(self) -> None:
        if self._in_lane:
            self._in_lane = False
            lock.leave()
