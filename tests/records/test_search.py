"""Finding: å, ä and ö are letters, the same hits on both engines, newest first, and nothing sealed."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanalkoll.language import search_tokens
from kanalkoll.ledger.lane import writing
from kanalkoll.records import keeping, search
from kanalkoll.records.linking import _LINK
from kanalkoll.records.models import Record
from tests.records.town import NOON, an_account, an_item, minutes

pytestmark = pytest.mark.django_db


def _keep(*texts: str) -> list[Record]:
    before = Record.objects.count()
    items = [an_item(f"c{before + number}", text) for number, text in enumerate(texts)]
    with writing():
        return [kept.record for kept in keeping.capture(items, account=an_account(), now=NOON)]


def _found(query: str) -> list[str]:
    return [record.head.text for record in search.find(query).records if record.head]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("halla", ["Halla där"]),
        ("hälla", ["Hälla ut"]),
        ("HÄLLA", ["Hälla ut"]),
        ("hä", ["Häll i", "Hälla ut"]),
        ("hall ", []),
        ("hal", ["Halla där"]),
        ("ut hälla", ["Hälla ut"]),
        ("halla ut", []),
        ("skrap", []),
        ("!?", []),
        ("", []),
        ('" OR tokens:*', []),
        ("'); DROP TABLE records_record; --", []),
    ],
)
def test_words_are_found_as_they_are_spelled(query: str, hits: list[str]) -> None:
    _keep("Halla där", "Hälla ut", "Häll i")
    assert sorted(_found(query)) == sorted(hits)


def test_the_author_and_what_was_edited_away_are_found_too() -> None:
    _keep("Ni är idioter")
    with writing():
        keeping.capture(
            [an_item("c0", "Jag ångrar mig", edited_at=NOON)], account=an_account(), now=NOON + minutes(1)
        )
    assert _found("idioter") == ["Jag ångrar mig"]
    assert _found("ångrar") == ["Jag ångrar mig"]
    assert _found("anna ek ångrar") == ["Jag ångrar mig"]


def test_pages_follow_each_other_newest_first_without_gap_or_repeat() -> None:
    kept = _keep(*[f"Badhuset {number}" for number in range(7)])
    pages, before = [], None
    while True:
        hits = search.find("badhuset", limit=3, before=before)
        pages.append([record.pk for record in hits.records])
        if hits.next is None:
            break
        before = hits.next

    assert [len(page) for page in pages] == [3, 3, 1]
    assert sum(pages, []) == sorted((record.pk for record in kept), reverse=True)  # noqa: RUF017


def test_what_is_sealed_is_neither_found_nor_in_the_index() -> None:
    [record] = _keep("Förfärligt")
    with writing():
        keeping.seal(record, by="user:3", now=NOON)
        keeping.capture([an_item("c0", "Förfärligt igen")], account=an_account(), now=NOON)
        keeping.gone(record, by="system", now=NOON, ground=None)

    assert _found("förfärligt") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_search")
        assert cursor.fetchone() == (0,)


def test_notes_are_not_found_among_the_documents() -> None:
    with writing():
        keeping.draw_up(
            account=an_account(),
            kind="note",
            text="Ring Anna",
            parent=None,
            author_name="Bo",
            by="user:3",
            now=NOON,
        )
    assert _found("ring") == []


def test_a_word_without_end_and_a_text_of_endless_words_cost_us_nothing() -> None:
    endless = "ö" * 63_000
    many = " ".join(f"𐐀𐐁𐐂𐐃𐐄{number}" for number in range(30_000))
    kept = _keep(endless, many)
    with writing():
        for number in range(3):
            later = an_item("c1", many.replace("𐐀", f"𐐀{number}"), edited_at=NOON + minutes(number))
            keeping.capture([later], account=an_account(), now=NOON)

    assert [record.pk for record in search.find("ö" * 63_000).records] == [kept[0].pk]
    assert [record.pk for record in search.find("ööööö").records] == [kept[0].pk]


def test_another_list_can_be_narrowed_by_words() -> None:
    _keep("Badhuset", "Biblioteket")
    narrowed = Record.objects.filter(kind="comment", pk__in=search.matching("bad"))
    assert [record.head.text for record in narrowed.select_related("head") if record.head] == ["Badhuset"]


_letters = st.characters(categories=["L", "N", "P", "S", "M", "Zs"])
_words = st.sampled_from(
    ["hälla", "halla", "Åsa", "asa", "snö", "sno", "bad", "badhus", "#bad", "e-post", "2026"]
)
_texts = st.lists(_words | st.text(_letters, max_size=5), max_size=6).map(" ".join)


@given(texts=st.lists(_texts, min_size=1, max_size=6), query=_texts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_hits_are_those_that_the_token_stream_gives(texts: list[str], query: str) -> None:
    with transaction.atomic():
        kept = _keep(*texts)
        found = {record.pk for record in search.find(query, limit=100).records}
        transaction.set_rollback(True)

    wanted = search_tokens(query)
    assert found == {
        record.pk
        for record, text in zip(kept, texts, strict=True)
        if _matches(search_tokens(f"{text} Anna Ek"), wanted, open_ended=not query[-1:].isspace())
    }


def _matches(tokens: list[str], wanted: list[str], *, open_ended: bool) -> bool:
    if not wanted:
        return False
    *whole, last = wanted
    begun = any(token.startswith(last) for token in tokens) if open_ended else last in tokens
    return begun and set(whole) <= set(tokens)


def test_linking_what_waited_uses_its_index() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + _LINK.format(link="parent", places="%s"), [1, "c1"])
        assert "record_waits_for_parent" in str(cursor.fetchall())
