"""The queue's indexes: a database that was set up earlier gets the same ones as a new one."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NAMES = {"message_queue", "message_mine", "message_queue_of_account"}
WRITTEN = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'inbox_message' AND type = 'index'",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'inbox_message'",
}


def migrate(name: str) -> dict[str, str]:
    """Brings the room's tables to this migration; returns how the queue's indexes are written then."""
    MigrationExecutor(connection).migrate([("inbox", name)])
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN[connection.vendor])
        return {index: sql for index, sql in cursor.fetchall() if index in NAMES}


def test_an_older_databases_queue_is_counted_from_the_index_alone_once_it_is_brought_up_to_date(stage):
    stage("aneby").comment("När öppnar ni?")

    before = migrate("0004_message_language")
    after = migrate("0005_queue_without_the_sealed")

    assert before.keys() == after.keys() == NAMES
    assert not any("sealed_at" in written for written in before.values())
    assert all("sealed_at" in written for written in after.values())


def test_an_older_databases_queue_is_asked_for_a_mark_from_the_index_alone_once_it_is_brought_up_to_date(
    stage,
):
    stage("aneby").comment("När öppnar ni?")

    before = migrate("0005_queue_without_the_sealed")
    after = migrate("0006_queue_knows_its_marks")

    assert not any("labels" in written for written in before.values())
    assert {index for index, written in after.items() if "labels" in written} == NAMES - {"message_mine"}
