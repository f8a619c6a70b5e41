"""The test databases: where they lie, and how a test that commits leaves them as it found them.

Django empties every table after such a test. That cannot work here: the tables are append-only by trigger,
and the search index and rows that migrations lay down are not Django's to empty. So the whole database is put
back as the migrations left it: page by page on SQLite, from a template on PostgreSQL.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase


def name_test_database(*, folder: Path, worker: str) -> None:
    """Gives every process of a parallel run its own database. SQLite gets a real file, as in production."""
    sqlite = connection.vendor == "sqlite"
    name = str(folder / f"test_{worker}.sqlite3") if sqlite else f"test_kanalkoll_{worker}"
    described: Any = settings.DATABASES["default"]
    described.setdefault("TEST", {})["NAME"] = name
    connection.settings_dict["TEST"]["NAME"] = name


def put_back_after_commits() -> None:
    """Remembers the database as it is now and returns to it after every test with real transactions."""
    put_back = _remember_sqlite() if connection.vendor == "sqlite" else _remember_postgres()

    def _fixture_teardown(self: TransactionTestCase) -> None:
        put_back()

    TransactionTestCase._fixture_teardown = _fixture_teardown  # type: ignore[attr-defined]


def _remember_sqlite() -> Callable[[], None]:
    connection.ensure_connection()
    live: Any = connection.connection
    pristine = type(live)(":memory:")
    live.backup(pristine)

    def put_back() -> None:
        connection.close()
        connection.ensure_connection()
        pristine.backup(connection.connection)

    return put_back


def _remember_postgres() -> Callable[[], None]:
    name = connection.settings_dict["NAME"]
    pristine = f"{name}_pristine"
    _copy_database(source=name, target=pristine)

    def put_back() -> None:
        _copy_database(source=pristine, target=name)

    return put_back


def _copy_database(*, source: str, target: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')
