"""Puts the SQLite that Kanalkoll ships in the place of the one that came with Python. No Django here."""

import sys

import pysqlite3  # type: ignore[import-untyped]
import pysqlite3.dbapi2  # type: ignore[import-untyped]


def use_bundled_sqlite() -> None:
    """Make `import sqlite3` give the bundled SQLite. Call it before Django is loaded; twice is harmless.

    Debian 12 carries 3.40.1, whose WAL mode can lose commits when two connections meet (see `soundness`).
    """
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
