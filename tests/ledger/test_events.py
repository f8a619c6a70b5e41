"""What is appended stands: numbered, committed to, and refused by the database to be changed."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from kanalkoll.ledger import guards, merkle
from kanalkoll.ledger.canonical import canonical
from kanalkoll.ledger.events import Happened, NotPlain, OutsideLane, append, history
from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.models import GUARDED_TABLES, Event, Tree

AT = datetime(2026, 10, 23, 15, 0, 0, 250, tzinfo=UTC)
RECEIVED = Happened(verb="message.received", object="message:42", actor="system")


def _append(*happened: Happened) -> list[Event]:
    with writing():
        return append(happened, at=AT)


@pytest.mark.django_db
def test_events_are_numbered_without_gaps_in_the_order_given() -> None:
    _append(RECEIVED, RECEIVED)
    _append()
    last = _append(RECEIVED)

    assert list(Event.objects.values_list("seq", flat=True)) == [1, 2, 3]
    assert last[0].seq == 3


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_gap() -> None:
    _append(RECEIVED)
    with pytest.raises(RuntimeError):
        _append_and_fail()
    _append(RECEIVED)

    assert list(Event.objects.values_list("seq", flat=True)) == [1, 2]


def _append_and_fail() -> None:
    with writing():
        append([RECEIVED], at=AT)
        raise RuntimeError


@pytest.mark.django_db
def test_the_tree_over_the_rows_is_the_tree_that_was_grown() -> None:
    for count in (1, 3, 7, 2):
        _append(*[RECEIVED] * count)
    tree = Tree.objects.get()
    leaves = [bytes(leaf) for leaf in Event.objects.values_list("leaf", flat=True)]

    assert merkle.Frontier.from_bytes(tree.size, bytes(tree.frontier)).root() == merkle.root(leaves)
    assert tree.size == 13


@pytest.mark.django_db
def test_the_leaf_commits_to_every_field_in_canonical_json() -> None:
    removed = Happened(
        verb="removal.secured",
        object="record:17",
        actor="user:3",
        guideline="guideline:2",
        clause="AN-7-02",
        ground="threat",
        commitment=b"\x01" * 32,
    )
    [event] = _append(removed)

    entry = rfc8785.dumps(
        {
            "seq": 1,
            "at": "2026-10-23T15:00:00.000250Z",
            "verb": "removal.secured",
            "object": "record:17",
            "actor": "user:3",
            "guideline": "guideline:2",
            "clause": "AN-7-02",
            "ground": "threat",
            "commitment": "01" * 32,
        }
    )
    assert bytes(event.leaf) == merkle.leaf_hash(entry)


@pytest.mark.django_db
def test_a_time_in_another_zone_is_logged_in_utc() -> None:
    stockholm = timezone(timedelta(hours=2))
    with writing():
        [event] = append([RECEIVED], at=AT.astimezone(stockholm))
    assert bytes(event.leaf) == bytes(_append_alone(AT).leaf)


def _append_alone(at: datetime) -> Event:
    """The first event as it would be in a log of its own."""
    entry = canonical(
        {
            "seq": 1,
            "at": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "verb": RECEIVED.verb,
            "object": RECEIVED.object,
            "actor": RECEIVED.actor,
            "guideline": None,
            "clause": None,
            "ground": None,
            "commitment": None,
        }
    )
    return Event(leaf=merkle.leaf_hash(entry))


@pytest.mark.django_db
def test_an_objects_history_is_its_own_events_oldest_first() -> None:
    _append(RECEIVED, Happened(verb="message.received", object="message:4", actor="system"))
    _append(Happened(verb="message.answered", object="message:42", actor="user:3"))

    assert [event.verb for event in history("message:42")] == ["message.received", "message.answered"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_appended_outside_a_write_transaction() -> None:
    with pytest.raises(OutsideLane):
        append([RECEIVED], at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sneaked",
    [
        Happened(verb="message.received", object="message:42", actor="Åsa Öberg"),
        Happened(verb="message.received", object="Hej, jag heter Anna", actor="system"),
        Happened(verb="skrev en kommentar", object="message:42", actor="system"),
        Happened(verb="message.received", object="message:42", actor="system", ground="otäck!"),
        Happened(verb="message.received", object="message:42", actor="system", commitment=b"short"),
    ],
)
def test_names_and_sentences_are_kept_out_of_the_log(sneaked: Happened) -> None:
    with pytest.raises(NotPlain) as refusal:
        _append(sneaked)
    assert "Åsa" not in str(refusal.value)
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET actor = 'user:9' WHERE seq = 1",
        "DELETE FROM ledger_event WHERE seq = 1",
        "DELETE FROM ledger_event",
    ],
)
def test_the_database_refuses_to_change_or_drop_an_event(statement: str) -> None:
    _append(RECEIVED)
    _refused(statement)
    assert Event.objects.get().actor == "system"


@pytest.mark.django_db
def test_a_row_cannot_be_replaced_or_the_table_emptied() -> None:
    _append(RECEIVED)
    if connection.vendor == "sqlite":
        _refused(
            "INSERT OR REPLACE INTO ledger_event (seq, at, verb, object, actor, leaf) "
            "VALUES (1, '2026-01-01', 'x', 'x', 'user:9', x'00')"
        )
    else:
        _refused("TRUNCATE ledger_event CASCADE")
    assert Event.objects.get().actor == "system"


@pytest.mark.django_db
def test_every_guard_stands_after_the_migrations() -> None:
    assert guards.missing(GUARDED_TABLES) == []
    assert guards.missing(["ledger_tree"])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_canonical_json_is_what_the_rfc_8785_package_writes(value: object) -> None:
    wrapped = {"value": value}
    assert canonical(wrapped) == rfc8785.dumps(wrapped)  # type: ignore[arg-type]
    assert json.loads(canonical(wrapped)) == wrapped  # type: ignore[arg-type]


def _refused(statement: str) -> None:
    with (
        pytest.raises((IntegrityError, DatabaseError), match="never changed or dropped"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
