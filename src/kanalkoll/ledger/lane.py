"""The two ways to meet the database as a whole: writing in the one lane, and reading one moment's truth."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def writing() -> Iterator[None]:
    """One write transaction. Keep it to tens of milliseconds and never call the network inside.

    On SQLite only one is open at a time in the process (the engine's lane), on PostgreSQL only appending to
    the log is serialised. Nested use joins the outer transaction.
    """
    with transaction.atomic():
        yield


@contextmanager
def reading() -> Iterator[None]:
    """One unchanging view of the database for many reads, without keeping any writer waiting.

    Inside an open transaction it is that transaction's view.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
