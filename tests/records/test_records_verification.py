"""Every tampering is found and named: rows changed, dropped, swapped and added by hand, and files altered.

The hand goes round the program: guards down and plain SQL, in a transaction that never ends, so that foreign
keys are not checked.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from kanalkoll.ledger import checkpoints
from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.models import Checkpoint, Event, Tree
from kanalkoll.records import blobs, evidence, keeping
from kanalkoll.records.models import Attachment, Blob, Evidence, EvidenceFile, Record, Version
from kanalkoll.records.verification import verify
from tests.records.test_evidence import SCREENSHOT, WORDING, a_png
from tests.records.town import NOON, a_picture, a_post, an_account, an_item, minutes

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> None:
    """A little of everything that is kept, and two checkpoints over it."""
    picture = a_picture()
    account = an_account()
    with writing():
        kept = keeping.capture(
            [a_post(), an_item("c1", media=(picture,)), an_item("c2", "Två", parent_id="c1")],
            account=account,
            now=NOON,
            fetched_media={picture.address: a_png()},
        )
        keeping.capture(
            [an_item("c1", "Hej igen", media=(picture,), edited_at=NOON)],
            account=account,
            now=NOON + minutes(1),
        )
        ours = keeping.draw_up(
            account=account,
            kind="comment",
            text="Tack!",
            parent=kept[1].record,
            author_name="Aneby kommun",
            by="user:3",
            now=NOON,
        )
        keeping.published(ours, platform_id="c9", now=NOON + minutes(2), permalink="https://example.test/c9")
        keeping.gone(kept[2].record, by="system", now=NOON + minutes(3), ground="gone_at_platform")
        [sealed] = keeping.capture([an_item("c4", "Värst")], account=account, now=NOON)
        keeping.seal(sealed.record, by="user:3", now=NOON)
    checkpoints.sign(now=NOON + minutes(4))
    for record in (kept[1].record, ours):
        sheet = evidence.prepare_sheet(record, wording=WORDING, now=NOON + minutes(5))
        with writing():
            evidence.secure(record, sheet=sheet, uploads=[SCREENSHOT], by="user:3", now=NOON + minutes(5))
    checkpoints.sign(now=NOON + minutes(6))
    checkpoints.export_missing()
    with writing():
        for number in range(3):
            last = an_item("c5", f"Sist {number}", edited_at=NOON + minutes(number))
            keeping.capture([last], account=account, now=NOON + minutes(7 + number))


@pytest.mark.usefixtures("town")
def test_what_nobody_has_touched_is_found_sound() -> None:
    assert verify(checkpoints=checkpoints.exported()) == []


OTHER_VERSION = "(SELECT min(id) FROM records_version WHERE text = 'Två')"
OTHER_RECORD = "(SELECT id FROM records_record WHERE platform_id = 'c9')"
CHANGES: list[tuple[type[Any], str, str]] = [
    (Event, "at", "'2020-01-01 00:00:00+00:00'"),
    (Event, "verb", "'record.hidden'"),
    (Event, "object", "'record:99'"),
    (Event, "actor", "'user:99'"),
    (Event, "guideline", "'x'"),
    (Event, "clause", "'X'"),
    (Event, "ground", "'x'"),
    (Event, "commitment", "{bytes}"),
    (Event, "leaf", "{bytes}"),
    (Checkpoint, "size", "4"),
    (Checkpoint, "root", "{bytes}"),
    (Checkpoint, "note", "'x'"),
    (Checkpoint, "signed_at", "'2020-01-01 00:00:00+00:00'"),
    (Checkpoint, "event_id", "1"),
    (Checkpoint, "event_id", "9999"),
    (Version, "record_id", "99"),
    (Version, "number", "7"),
    (Version, "reason", "'hidden'"),
    (Version, "raw", "{bytes}"),
    (Version, "text", "'Snällare'"),
    (Version, "document", "{bytes}"),
    (Version, "nonce", "{bytes}"),
    (Version, "commitment", "{bytes}"),
    (Version, "captured_at", "'2020-01-01 00:00:00+00:00'"),
    (Version, "event_id", "9999"),
    (Attachment, "version_id", OTHER_VERSION),
    (Attachment, "version_id", "9999"),
    (Attachment, "position", "5"),
    (Attachment, "blob_id", "'{other_blob}'"),
    (Attachment, "kind", "'video'"),
    (Attachment, "alt", "'En annan bild'"),
    (Record, "account_id", "99"),
    (Record, "kind", "'message'"),
    (Record, "direction", "'internal'"),
    (Record, "platform_id", "'c77'"),
    (Record, "parent_id", OTHER_RECORD),
    (Record, "parent_id", "9999"),
    (Record, "post_id", OTHER_RECORD),
    (Record, "post_id", "9999"),
    (Record, "post_id", "NULL"),
    (Record, "parent_platform_id", "'c9'"),
    (Record, "post_platform_id", "'p9'"),
    (Record, "author_platform_id", "'u9'"),
    (Record, "author_name", "'Någon annan'"),
    (Record, "author_address", "'x'"),
    (Record, "permalink", "'x'"),
    (Record, "platform_time", "'2020-01-01 00:00:00+00:00'"),
    (Record, "first_seen_at", "'2020-01-01 00:00:00+00:00'"),
    (Record, "gone_at", "'2020-01-01 00:00:00+00:00'"),
    (Record, "sealed_at", "'2020-01-01 00:00:00+00:00'"),
    (Record, "head_id", "NULL"),
    (Record, "head_id", OTHER_VERSION),
    (Record, "head_id", "9999"),
    (Evidence, "record_id", OTHER_RECORD),
    (Evidence, "record_id", "9999"),
    (Evidence, "version_id", OTHER_VERSION),
    (Evidence, "version_id", "9999"),
    (Evidence, "manifest", "{bytes}"),
    (Evidence, "nonce", "{bytes}"),
    (Evidence, "commitment", "{bytes}"),
    (Evidence, "secured_at", "'2020-01-01 00:00:00+00:00'"),
    (Evidence, "event_id", "9999"),
    (EvidenceFile, "evidence_id", "9999"),
    (EvidenceFile, "position", "50"),
    (EvidenceFile, "role", "'media'"),
    (EvidenceFile, "label", "'x'"),
    (EvidenceFile, "blob_id", "'{other_blob}'"),
    (Blob, "size", "1"),
    (Blob, "mime", "'image/svg+xml'"),
]


@pytest.mark.usefixtures("town")
def test_every_changed_column_is_found_and_the_row_named() -> None:
    missed = []
    for model, column, value in CHANGES:
        row = _victim(model)
        with _tampering():
            _sql(
                f"UPDATE {_table(model)} SET {column} = {_value(value, row)} WHERE {_key(model)} = %s", row.pk
            )
            if not _named(row) & _found():
                missed.append((model.__name__, column, value))
    assert missed == []


def test_the_list_of_changes_covers_every_column() -> None:
    columns = {(model, column) for model, column, _ in CHANGES}
    for model in (Event, Checkpoint, Version, Attachment, Record, Evidence, EvidenceFile, Blob):
        for field in model._meta.concrete_fields:
            if not field.primary_key:
                assert (model, field.column) in columns, field


@pytest.mark.usefixtures("town")
def test_every_dropped_row_is_found() -> None:
    missed = []
    for model in _NAMES:
        for row in model.objects.all():
            names = _named(row)
            with _tampering():
                _sql(f"DELETE FROM {_table(model)} WHERE {_key(model)} = %s", row.pk)
                if not names & _found():
                    missed.append((model.__name__, row.pk))
    assert missed == []


@pytest.mark.usefixtures("town")
def test_every_two_swapped_rows_are_found() -> None:
    missed = []
    for model in (Event, Checkpoint, Version, Record, Evidence):
        for one, other in pairwise(model.objects.order_by("pk")):
            names = _named(one) | _named(other)
            with _tampering():
                for was, becomes in ((one.pk, -1), (other.pk, one.pk), (-1, other.pk)):
                    _sql(
                        f"UPDATE {_table(model)} SET {_key(model)} = %s WHERE {_key(model)} = %s",
                        becomes,
                        was,
                    )
                if not names & _found():
                    missed.append((model.__name__, one.pk))
    assert missed == []


@pytest.mark.usefixtures("town")
def test_every_added_row_is_found() -> None:
    missed = []
    for model in (Event, Checkpoint, Version, Attachment, Record, Evidence, EvidenceFile):
        row = _victim(model)
        columns = {field.column: getattr(row, field.attname) for field in model._meta.concrete_fields}
        columns |= {name: value for name, value in UNIQUE.items() if name in columns}
        columns[_key(model)] = 9_999
        names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
        with _tampering():
            values = [_adapted(value) for value in columns.values()]
            _sql(f"INSERT INTO {_table(model)} ({names}) VALUES ({places})", *values)
            if not {*_named(row), *(f"{name}:9999" for name in _NAMES[model]), "checkpoint:5"} & _found():
                missed.append(model.__name__)
    assert missed == []


UNIQUE = {"event_id": 9_999, "platform_id": "c88", "position": 60, "number": 60, "size": 5}


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("damage", ["change", "remove"])
def test_a_changed_or_missing_file_is_found(damage: str) -> None:
    for blob in Blob.objects.all():
        path = blobs.path_of(blob.sha256)
        was = path.read_bytes()
        if damage == "remove":
            path.unlink()
        else:
            path.write_bytes(was[:-1] + bytes([was[-1] ^ 1]))
        assert [problem.row for problem in verify()] == [f"blob:{blob.sha256}"]
        path.write_bytes(was)
    assert verify() == []


@pytest.mark.usefixtures("town")
def test_a_broken_seal_is_found() -> None:
    sealed = Record.objects.get(platform_id="c4")
    with _tampering():
        _sql("UPDATE records_record SET sealed_at = NULL WHERE id = %s", sealed.pk)
        assert _found() == {sealed.name}


@pytest.mark.usefixtures("town")
def test_a_log_rewritten_from_end_to_end_is_found_by_a_checkpoint_kept_outside() -> None:
    outside = checkpoints.exported()
    assert len(outside) == 2
    with _tampering():
        for table in ("records_evidencefile", "records_evidence", "ledger_checkpoint", "records_attachment"):
            _sql(f"DELETE FROM {table}")
        _sql("UPDATE records_record SET head_id = NULL, parent_id = NULL, post_id = NULL")
        for table in ("records_version", "records_record", "records_blob", "ledger_event", "ledger_tree"):
            _sql(f"DELETE FROM {table}")
        keeping.capture([an_item("c1", "Påhittat")], account=an_account(), now=NOON)

        assert _codes() == {"log_cut_short"}
        for path in (Path(settings.KANALKOLL_DATA) / "checkpoints").iterdir():
            path.unlink()
        assert _codes() == set()
        assert _codes(outside) == {"log_cut_short"}

        keeping.capture([an_item(f"d{n}", "Påhittat") for n in range(30)], account=an_account(), now=NOON)
        assert _codes(outside) == {"root_differs"}


def _codes(outside: Sequence[str] = ()) -> set[str]:
    return {problem.code for problem in verify(checkpoints=outside)} - {"guard_missing"}


@pytest.mark.usefixtures("town")
def test_a_guard_that_somebody_has_taken_down_is_told_of() -> None:
    on_table = "" if connection.vendor == "sqlite" else " ON records_version"
    _sql(f"DROP TRIGGER records_version_no_update{on_table}")
    assert [(problem.code, problem.row) for problem in verify()] == [
        ("guard_missing", "records_version_no_update")
    ]


@pytest.mark.usefixtures("town")
def test_an_altered_counter_is_found() -> None:
    Tree.objects.update(size=3)
    assert "tree:1" in {problem.row for problem in verify()}


_NAMES: dict[type[Any], tuple[str, ...]] = {
    Event: ("event",),
    Checkpoint: ("checkpoint",),
    Version: ("version",),
    Attachment: ("attachment", "version"),
    Record: ("record",),
    Evidence: ("evidence",),
    EvidenceFile: ("evidence_file", "evidence"),
    Blob: ("blob",),
}


def _victim(model: type[Any]) -> Any:
    """A row in the middle of things: the edited comment and what belongs to it."""
    edited = Record.objects.get(platform_id="c1")
    choice: dict[type[Any], Callable[[], Any]] = {
        Event: lambda: Version.objects.get(record=edited, number=1).event,
        Checkpoint: lambda: Checkpoint.objects.order_by("size")[0],
        Version: lambda: Version.objects.get(record=edited, number=1),
        Attachment: lambda: Attachment.objects.get(version__record=edited, version__number=1),
        Record: lambda: edited,
        Evidence: lambda: Evidence.objects.get(record=edited),
        EvidenceFile: lambda: EvidenceFile.objects.filter(evidence__record=edited)[0],
        Blob: lambda: Attachment.objects.filter(version__record=edited)[0].blob,
    }
    return choice[model]()


def _named(row: Any) -> set[str]:
    """The names under which a fault in this row may be told of."""
    if isinstance(row, Checkpoint):
        return {f"checkpoint:{row.size}", "checkpoint:4"}
    if isinstance(row, Attachment):
        return {row.version.name}
    if isinstance(row, EvidenceFile):
        return {row.evidence.name}
    if isinstance(row, Version | Evidence):
        return {row.name, row.record.name}
    if isinstance(row, Event):
        return {f"event:{row.pk}"}
    return {f"{_NAMES[type(row)][0]}:{row.pk}"}


def _value(value: str, row: Any) -> str:
    if "{other_blob}" in value:
        return value.format(other_blob=Blob.objects.exclude(pk=row.blob_id)[0].pk)
    written = "'\\x00ff'::bytea" if connection.vendor == "postgresql" else "x'00ff'"
    return value.replace("{bytes}", written)


def _adapted(value: Any) -> Any:
    if hasattr(value, "tzinfo"):
        return connection.ops.adapt_datetimefield_value(value)
    return bytes(value) if isinstance(value, memoryview) else value


def _table(model: type[Any]) -> str:
    return str(model._meta.db_table)


def _key(model: type[Any]) -> str:
    return str(model._meta.pk.column)


def _sql(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def _found() -> set[str]:
    """The rows named, but for the guards that this hand has taken down."""
    return {problem.row for problem in verify() if problem.code != "guard_missing"}


@contextmanager
def _tampering() -> Iterator[None]:
    """No trigger stands in the way, and nothing that is done remains."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")
            else:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        transaction.set_rollback(True)
