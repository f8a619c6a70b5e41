"""Triggers by which the database itself refuses to change or drop what is kept, on SQLite and PostgreSQL.

`guards.append_only("ledger_event")` is a migration operation. SQLite drops a table's triggers when a later
migration rebuilds the table, so such a migration repeats it; `missing` tells when somebody forgot.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.migrations import RunPython

DELETE, UPDATE, TRUNCATE = "delete", "update", "truncate"
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION kanalkoll_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: what is kept is never changed or dropped', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def append_only(table: str) -> RunPython:
    """Refuse every change and removal of the table's rows."""
    return _operation(table, condition=None)


def frozen(table: str, *, columns: Sequence[str] = (), once: Sequence[str] = ()) -> RunPython:
    """Refuse removal of rows, change of these columns, and of `once` columns after they got a value."""
    changed = [f"{_differs(column)}" for column in columns]
    changed += [f'(OLD."{column}" IS NOT NULL AND {_differs(column)})' for column in once]
    return _operation(table, condition=" OR ".join(changed))


def missing(tables: Iterable[str]) -> list[str]:
    """Names of the guards that should stand on these tables and do not."""
    kinds = (UPDATE, DELETE) if connection.vendor == "sqlite" else (UPDATE, DELETE, TRUNCATE)
    expected = {_name(table, kind) for table in tables for kind in kinds}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        standing = {name for (name,) in cursor.fetchall()}
    return sorted(expected - standing)


def _operation(table: str, *, condition: str | None) -> RunPython:
    def put_up(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in _sqlite(table, condition) if vendor == "sqlite" else _postgres(table, condition):
            schema_editor.execute(statement, params=None)

    def take_down(apps: Any, schema_editor: Any) -> None:
        on_table = "" if schema_editor.connection.vendor == "sqlite" else f' ON "{table}"'
        for kind in (UPDATE, DELETE, TRUNCATE):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{_name(table, kind)}"{on_table}', params=None)

    return RunPython(put_up, take_down)


def _sqlite(table: str, condition: str | None) -> list[str]:
    when = f"WHEN {condition}" if condition else ""
    refuse = f"SELECT RAISE(ABORT, '{table}: what is kept is never changed or dropped')"
    return [
        f'CREATE TRIGGER "{_name(table, UPDATE)}" BEFORE UPDATE ON "{table}" {when} BEGIN {refuse}; END',
        f'CREATE TRIGGER "{_name(table, DELETE)}" BEFORE DELETE ON "{table}" BEGIN {refuse}; END',
    ]


def _postgres(table: str, condition: str | None) -> list[str]:
    when = f"WHEN ({condition.replace(' IS NOT NEW', ' IS DISTINCT FROM NEW')})" if condition else ""
    call = "EXECUTE FUNCTION kanalkoll_refuse()"
    return [
        _POSTGRES_FUNCTION,
        f'CREATE TRIGGER "{_name(table, UPDATE)}" BEFORE UPDATE ON "{table}" FOR EACH ROW {when} {call}',
        f'CREATE TRIGGER "{_name(table, DELETE)}" BEFORE DELETE ON "{table}" FOR EACH ROW {call}',
        f'CREATE TRIGGER "{_name(table, TRUNCATE)}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {call}',
    ]


def _differs(column: str) -> str:
    """In SQLite's words; `IS NOT` there compares as PostgreSQL's IS DISTINCT FROM does."""
    return f'OLD."{column}" IS NOT NEW."{column}"'


def _name(table: str, kind: str) -> str:
    return f"{table}_no_{kind}"
