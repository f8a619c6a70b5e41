"""The database's own refusals, and the search index on either engine."""

from typing import Any

from django.db import migrations

from kanalkoll.ledger import guards

# `ascii` leaves every letter beyond a-z as it is, so å, ä and ö are letters and both engines index the very same
# tokens (`unicode61` would fold by the tables of Unicode 6.1). The text itself is not stored a second time.
SQLITE = """
CREATE VIRTUAL TABLE records_search USING fts5(
  tokens, content='', contentless_delete=1, detail='none', prefix='2 3', tokenize='ascii'
)
"""
POSTGRES = """
CREATE TABLE records_search (record_id bigint PRIMARY KEY, tokens tsvector NOT NULL);
CREATE INDEX records_search_tokens ON records_search USING gin (tokens);
"""
IMMUTABLE = [
    "account_id",
    "kind",
    "direction",
    "parent_platform_id",
    "post_platform_id",
    "author_platform_id",
    "author_name",
    "author_address",
    "first_seen_at",
]
SET_ONCE = ["platform_id", "platform_time", "permalink", "parent_id", "post_id", "sealed_at"]


def create_index(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES, params=None)


def drop_index(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE records_search", params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_records_versions_files_and_evidence")]

    operations = [
        guards.frozen("records_record", columns=IMMUTABLE, once=SET_ONCE),
        guards.append_only("records_version"),
        guards.append_only("records_blob"),
        guards.append_only("records_attachment"),
        guards.append_only("records_evidence"),
        guards.append_only("records_evidencefile"),
        migrations.RunPython(create_index, drop_index),
    ]
