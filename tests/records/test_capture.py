"""Keeping what comes: every wording once, whatever the order and however often it comes."""

from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanalkoll.ledger import guards
from kanalkoll.ledger.events import history
from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.models import Event
from kanalkoll.platforms.values import Author, Incoming
from kanalkoll.records import blobs, keeping
from kanalkoll.records.document import committed
from kanalkoll.records.keeping import Captured
from kanalkoll.records.models import GUARDED_TABLES, Attachment, Record, Version
from tests.records.town import ANNA, NOON, a_picture, a_post, an_account, an_item, minutes

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def _capture(*items: Incoming, now: Any = NOON, **more: Any) -> list[Captured]:
    with writing():
        return keeping.capture(items, account=an_account(), now=now, **more)


def _reasons(record: Record) -> list[str]:
    return list(record.versions.order_by("number").values_list("reason", flat=True))


def test_a_comment_is_kept_as_a_record_with_its_first_version() -> None:
    [kept] = _capture(an_item(text="Hej på er åäö"))

    assert (kept.new, kept.edited) == (True, False)
    assert kept.version is not None
    record = Record.objects.select_related("head").get()
    assert record.head == kept.version
    assert record.head.text == "Hej på er åäö"
    assert (record.direction, record.author_name, record.platform_time) == (
        "incoming",
        "Anna Ek",
        NOON - minutes(30),
    )
    assert bytes(record.head.raw) == an_item(text="Hej på er åäö").raw


def test_what_is_kept_is_committed_to_in_the_log() -> None:
    [kept] = _capture(an_item())
    version = Version.objects.get()
    [event] = history(kept.record.name)

    assert event.verb == "record.first-seen"
    assert version.event == event
    assert bytes(event.commitment or b"") == bytes(version.commitment)
    assert committed(bytes(version.nonce), bytes(version.document)) == bytes(version.commitment)


def test_the_same_text_twice_gives_different_commitments() -> None:
    first, second = _capture(an_item("c1"), an_item("c2"))
    assert first.version
    assert second.version
    assert bytes(first.version.commitment) != bytes(second.version.commitment)


def test_a_comment_edited_on_the_platform_becomes_a_second_version() -> None:
    _capture(an_item())
    [kept] = _capture(an_item(text="Hej då!", edited_at=NOON), now=NOON + minutes(1))

    assert (kept.new, kept.edited) == (False, True)
    assert _reasons(kept.record) == ["first-seen", "edited"]
    assert Record.objects.select_related("head").get().head.text == "Hej då!"


def test_what_says_nothing_new_makes_no_version() -> None:
    _capture(an_item())
    [kept] = _capture(an_item(raw=b'{"likes": 4}'), now=NOON + minutes(1))

    assert kept.version is None
    assert Event.objects.count() == 1


def test_the_same_item_twice_in_one_batch_is_kept_once() -> None:
    first, second = _capture(an_item(), an_item())
    assert first.record == second.record
    assert second.version is None
    assert Version.objects.count() == 1


def test_a_new_author_name_or_new_media_is_a_new_version() -> None:
    _capture(an_item())
    _capture(an_item(author=Author("u1", "Anna Ek-Lind", None)))
    [kept] = _capture(an_item(author=Author("u1", "Anna Ek-Lind", None), media=(a_picture(),)))

    assert _reasons(kept.record) == ["first-seen", "edited", "edited"]
    assert kept.record.author_name == "Anna Ek"


def test_a_signature_in_a_media_address_that_changes_daily_is_no_edit() -> None:
    _capture(an_item(media=(a_picture("https://cdn1.test/x/bild.png?sig=1"),)))
    [kept] = _capture(an_item(media=(a_picture("https://cdn2.test/y/bild.png?sig=2"),)))
    assert kept.version is None


def test_hiding_and_showing_again_are_versions_but_no_edits() -> None:
    _capture(an_item())
    [hidden] = _capture(an_item(hidden=True))
    [shown] = _capture(an_item(hidden=False))

    assert (hidden.edited, shown.edited) == (False, False)
    assert _reasons(shown.record) == ["first-seen", "hidden", "unhidden"]


def test_an_older_wording_that_arrives_late_is_kept_but_is_not_what_the_record_says() -> None:
    _capture(an_item(text="Ny", edited_at=NOON))
    [late] = _capture(an_item(text="Gammal"))
    [again] = _capture(an_item(text="Gammal"))

    assert late.version is not None
    assert not late.edited
    assert again.version is None
    assert _reasons(late.record) == ["first-seen", "late"]
    assert Record.objects.select_related("head").get().head.text == "Ny"


def test_what_vanished_at_the_platform_gets_a_version_and_loses_nothing() -> None:
    [kept] = _capture(an_item())
    with writing():
        version = keeping.gone(kept.record, by="system", now=NOON + minutes(5), ground="gone_at_platform")
        again = keeping.gone(kept.record, by="system", now=NOON + minutes(6), ground="gone_at_platform")

    record = Record.objects.select_related("head").get()
    assert version is not None
    assert again is None
    assert record.gone_at == NOON + minutes(5)
    assert record.head is not None
    assert (record.head.text, record.head.content.gone) == ("Hej!", True)
    assert history(record.name).last().ground == "gone_at_platform"


def test_a_late_duplicate_does_not_bring_back_what_is_gone_but_a_fresh_reading_does() -> None:
    [kept] = _capture(an_item())
    with writing():
        keeping.gone(kept.record, by="system", now=NOON + minutes(5), ground=None)

    [duplicate] = _capture(an_item(), now=NOON + minutes(9), read_at=NOON + minutes(4))
    assert duplicate.version is None
    assert duplicate.record.gone_at is not None

    [back] = _capture(an_item(), now=NOON + minutes(9))
    assert back.record.gone_at is None
    assert Record.objects.get().gone_at is None
    assert _reasons(back.record) == ["first-seen", "gone", "returned"]


def test_answers_find_their_parents_in_whatever_order_they_come() -> None:
    [answer] = _capture(an_item("c2", parent_id="c1"))
    assert answer.record.parent is None
    _capture(an_item("c1"), an_item("c3", parent_id="c2"))
    _capture(a_post())

    links = {
        record.platform_id: (
            record.parent and record.parent.platform_id,
            record.post and record.post.platform_id,
        )
        for record in Record.objects.select_related("parent", "post")
    }
    assert links == {"c2": ("c1", "p1"), "c1": (None, "p1"), "c3": ("c2", "p1"), "p1": (None, None)}


def test_a_circle_of_answers_is_kept_all_the_same() -> None:
    kept = _capture(
        an_item("c1", parent_id="c2"), an_item("c2", parent_id="c1"), an_item("c3", parent_id="c3")
    )
    assert len(kept) == 3
    parents = {r.platform_id: r.parent and r.parent.platform_id for r in Record.objects.all()}
    assert parents == {"c1": "c2", "c2": "c1", "c3": None}


def test_media_bytes_are_kept_with_the_version_and_fetched_ones_are_not_lost_by_an_edit() -> None:
    picture = a_picture()
    _capture(an_item(media=(picture,)))
    [fetched] = _capture(an_item(media=(picture,)), fetched_media={picture.address: PNG})
    [edited] = _capture(an_item(text="Ändrad", media=(picture,)))
    [same] = _capture(an_item(text="Ändrad", media=(picture,)), fetched_media={picture.address: PNG})

    assert _reasons(edited.record) == ["first-seen", "media", "edited"]
    assert same.version is None
    assert fetched.version
    assert edited.version
    for version in (fetched.version, edited.version):
        attachment = Attachment.objects.get(version=version)
        assert blobs.read(attachment.blob.sha256) == PNG
        assert attachment.blob.mime == "image/png"


def test_a_file_that_is_too_large_does_not_cost_us_the_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "LARGEST", 10)
    picture = a_picture()
    [kept] = _capture(an_item(media=(picture,)), fetched_media={picture.address: PNG})
    assert kept.version
    assert kept.version.content.media[0].sha256 is None


def test_a_text_of_63000_characters_with_every_kind_of_sign_is_kept_as_it_is() -> None:
    text = "Åäö 🏳️‍🌈 ‮baklänges‬ שלום\n" * 2_400
    [kept] = _capture(an_item(text=text))
    assert Version.objects.get().text == text
    assert kept.version
    assert kept.version.content.text == text


def test_our_answer_is_drawn_up_and_then_published_as_one_record() -> None:
    [comment] = _capture(a_post(), an_item())[1:]
    with writing():
        ours = keeping.draw_up(
            account=an_account(),
            kind="comment",
            text="Tack för din fråga!",
            parent=comment.record,
            author_name="Aneby kommun",
            by="user:3",
            now=NOON,
        )
        keeping.published(ours, platform_id="c9", now=NOON + minutes(1))
        keeping.published(ours, platform_id="c9", now=NOON + minutes(2))
    [seen] = _capture(an_item("c9", "Tack för din fråga!", parent_id="c1", from_us=True))

    assert seen.record == ours
    assert seen.version is None
    assert seen.record.direction == "outgoing"
    assert seen.record.post is not None
    assert _reasons(ours) == ["drawn-up", "published"]
    assert history(ours.name).first().actor == "user:3"


def test_our_answer_that_is_read_back_before_its_receipt_is_known_again() -> None:
    [comment] = _capture(an_item())
    with writing():
        ours = keeping.draw_up(
            account=an_account(),
            kind="comment",
            text="Tack  för frågan!",
            parent=comment.record,
            author_name="Aneby kommun",
            by="user:3",
            now=NOON,
        )
    [seen] = _capture(an_item("c9", "Tack för frågan!", parent_id="c1", from_us=True))
    with writing():
        keeping.published(ours, platform_id="c9", now=NOON + minutes(2))

    assert seen.record == ours
    assert Record.objects.filter(platform_id="c9").count() == 1
    assert _reasons(ours)[:2] == ["drawn-up", "published"]


def test_a_receipt_for_what_was_already_kept_as_another_record_loses_nothing() -> None:
    with writing():
        ours = keeping.draw_up(
            account=an_account(),
            kind="comment",
            text="A",
            parent=None,
            author_name="X",
            by="user:3",
            now=NOON,
        )
    _capture(an_item("c9", "Helt omskriven av plattformen", from_us=True))
    with writing():
        keeping.published(ours, platform_id="c9", now=NOON)

    ours.refresh_from_db()
    assert ours.platform_id is None
    assert _reasons(ours) == ["drawn-up", "published"]


def test_a_note_stays_inside_and_out_of_the_thread() -> None:
    [_, comment] = _capture(a_post(), an_item())
    with writing():
        note = keeping.draw_up(
            account=an_account(),
            kind="note",
            text="Ring Anna",
            parent=comment.record,
            author_name="Bo Ek",
            by="user:3",
            now=NOON,
        )
    assert note.direction == "internal"
    assert note.parent == comment.record
    assert note.post is None


def test_a_sealed_record_takes_nothing_more_in() -> None:
    [kept] = _capture(an_item())
    with writing():
        keeping.seal(kept.record, by="user:3", now=NOON)
    [later] = _capture(an_item(text="Ännu värre"))
    with writing():
        version = keeping.gone(kept.record, by="system", now=NOON, ground=None)

    assert later.version is None
    assert version
    assert version.text == ""
    assert not Record.objects.visible().exists()
    assert [event.verb for event in history(kept.record.name)] == [
        "record.first-seen",
        "record.sealed",
        "record.gone",
    ]


def test_a_batch_takes_as_many_statements_for_forty_as_for_two() -> None:
    def statements(count: int, prefix: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            _capture(*[an_item(f"{prefix}{number}", f"Text {number}") for number in range(count)])
        return len(queries)

    _capture(a_post())
    few, many = statements(2, "a"), statements(40, "b")
    assert few == many
    assert many <= 20


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_version SET text = 'Snällare'",
        "DELETE FROM records_version",
        "UPDATE records_record SET author_name = 'Någon annan'",
        "UPDATE records_record SET platform_id = 'c8'",
        "UPDATE records_record SET first_seen_at = '2020-01-01'",
        "DELETE FROM records_record",
        "UPDATE records_attachment SET alt = 'Inget'",
        "DELETE FROM records_attachment",
        "UPDATE records_blob SET size = 1",
        "DELETE FROM records_blob",
    ],
)
def test_the_database_refuses_to_change_or_drop_what_is_kept(statement: str) -> None:
    picture = a_picture()
    _capture(an_item(media=(picture,)), fetched_media={picture.address: PNG})
    with (
        pytest.raises((IntegrityError, DatabaseError), match="never changed or dropped"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Version.objects.get().text == "Hej!"


def test_every_guard_stands_after_the_migrations() -> None:
    assert guards.missing(GUARDED_TABLES) == []


_HISTORY = [
    an_item(text="Ett"),
    an_item(text="Två", edited_at=NOON),
    an_item(text="Tre", edited_at=NOON + minutes(1), media=(a_picture(),)),
    an_item(text="Fyra", edited_at=NOON + minutes(2), author=Author("u1", "Anna Ny", None)),
]
_deliveries = st.lists(st.lists(st.sampled_from(range(4)), max_size=6), max_size=5)


@given(deliveries=_deliveries, order=st.permutations(range(4)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_duplication_and_order_of_the_same_history_ends_in_one_state(
    deliveries: list[list[int]], order: list[int]
) -> None:
    with transaction.atomic():
        for delivery in [*deliveries, *[[number] for number in order], order]:
            _capture(*[_HISTORY[number] for number in delivery])
        record = Record.objects.select_related("head").get()
        versions = [version.content for version in record.versions.all()]
        transaction.set_rollback(True)

    assert record.head is not None
    assert record.head.text == "Fyra"
    assert sorted(each.text for each in versions) == ["Ett", "Fyra", "Tre", "Två"]
    assert all(earlier.number + 1 == later.number for earlier, later in pairwise(versions))


def test_the_author_is_kept_as_shown() -> None:
    [kept] = _capture(an_item())
    assert kept.version
    author = kept.version.content.author
    assert (author.platform_id, author.name, author.address) == (ANNA.platform_id, ANNA.name, ANNA.address)
