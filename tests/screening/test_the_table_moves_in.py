"""The screenings were the inbox's once; the table moved with all that was in it."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def to(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    reached = [target for target in targets if target[1] is not None]
    return MigrationExecutor(connection).loader.project_state(reached).apps


def test_what_was_found_before_the_move_is_there_after_it(stage):
    kommun = stage("aneby")
    head = kommun.comment("Ring Peter Ahl på 070-174 06 12.").record.head
    kept = head.screening.findings
    assert kept

    before = to(("screening", None), ("inbox", "0002_queue_index"))
    assert before.get_model("inbox", "Screening").objects.get(version=head.pk).findings == kept
    after = to(("inbox", "0003_screening_moves_out"), ("screening", "0001_screening_moves_in"))

    assert after.get_model("screening", "Screening").objects.get(version=head.pk).findings == kept
    assert "inbox_screening" not in connection.introspection.table_names()


def test_what_was_screened_before_times_were_kept_was_screened_when_its_version_was_kept(stage):
    kommun = stage("aneby")
    head = kommun.comment("Ring Peter Ahl på 070-174 06 12.").record.head
    kommun.later(days=3)

    to(("screening", "0002_verdicts"))
    after = to(("screening", "0003_when_it_was_screened"))

    assert after.get_model("screening", "Screening").objects.get(version=head.pk).at == head.captured_at
