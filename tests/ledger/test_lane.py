"""One writer at a time in the process, readers never wait, and nothing acknowledged is only in memory."""

import threading
import time
from collections.abc import Callable
from sqlite3 import dbapi2

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction

from kanalkoll.ledger.engine import lock
from kanalkoll.ledger.engine.soundness import require_sound_sqlite
from kanalkoll.ledger.lane import reading, writing
from kanalkoll.ledger.models import Tree


@pytest.mark.parametrize("release", [(3, 40, 1), (3, 44, 5), (3, 50, 6), (3, 51, 1), (3, 51, 2)])
def test_a_sqlite_that_can_lose_commits_is_refused_with_the_remedy(release: tuple[int, int, int]) -> None:
    with pytest.raises(ImproperlyConfigured, match="use_bundled_sqlite"):
        require_sound_sqlite(release)


@pytest.mark.parametrize("release", [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_corrected_sqlite_is_accepted(release: tuple[int, int, int]) -> None:
    require_sound_sqlite(release)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)],
)
def test_every_connection_keeps_the_promises(pragma: str, value: str | int) -> None:
    if connection.vendor != "sqlite":
        return
    assert _in_thread(lambda: _pragma(pragma)) == value


@pytest.mark.django_db(transaction=True)
def test_writers_queue_up_and_none_is_turned_away() -> None:
    Tree.objects.create()

    def count_up() -> None:
        for _ in range(20):
            with writing():
                tree = Tree.objects.select_for_update().get()
                tree.size += 1
                tree.save()

    threads = [threading.Thread(target=_closing(count_up)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Tree.objects.get().size == 120


@pytest.mark.django_db(transaction=True)
def test_another_process_is_kept_out_from_the_first_moment_of_a_write() -> None:
    if connection.vendor != "sqlite":
        return
    other = dbapi2.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
    with writing(), pytest.raises(dbapi2.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait_for_a_writer() -> None:
    Tree.objects.create(size=1)
    with writing():
        Tree.objects.update(size=2)
        begun = time.monotonic()
        seen = _in_thread(lambda: Tree.objects.get().size)

    assert seen == 1
    assert time.monotonic() - begun < 2


@pytest.mark.django_db(transaction=True)
def test_a_long_reading_sees_one_moment_and_keeps_no_writer_waiting() -> None:
    Tree.objects.create(size=1)
    with reading():
        before = Tree.objects.get().size
        _in_thread(lambda: Tree.objects.update(size=2))
        after = Tree.objects.get().size

    assert (before, after) == (1, 1)
    assert Tree.objects.get().size == 2


@pytest.mark.django_db(transaction=True)
def test_the_lane_is_free_again_after_failure_of_every_kind() -> None:
    if connection.vendor != "sqlite":
        return
    with pytest.raises(RuntimeError), writing():
        raise RuntimeError
    with pytest.raises(OperationalError), writing(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("UPDATE no_such_table SET a = 1")
    connection.set_autocommit(False)
    connection.rollback()
    connection.set_autocommit(True)
    with writing():
        connection.close()

    assert _in_thread(_lane_is_free)


@pytest.mark.django_db(transaction=True)
def test_a_single_statement_waits_for_its_turn_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        return
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with writing():
        with pytest.raises(OperationalError, match="Skrivfilen"):
            _in_thread(lambda: Tree.objects.update(size=2))
        with pytest.raises(OperationalError, match="Skrivfilen"):
            _in_thread(_write_in_a_transaction)


def _write_in_a_transaction() -> None:
    with transaction.atomic():
        Tree.objects.update(size=3)


def _lane_is_free() -> bool:
    with writing():
        return True


def _pragma(name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def _closing(work: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    return run


def _in_thread(work: Callable[[], object]) -> object:
    outcome: list[object] = []
    fault: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            fault.append(error)

    thread = threading.Thread(target=_closing(run))
    thread.start()
    thread.join(timeout=20)
    if fault:
        raise fault[0]
    return outcome[0]
