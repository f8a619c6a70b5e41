"""Very many messages, laid down by SQL: posts, records, versions, events, screenings, messages, search entries.

The rows are of the right shape and size, but their hashes are noise: nothing seeded can be verified. Inserting
is all that happens, so no guard is in the way.
"""

import json
from itertools import islice

from django.db import connection, transaction
from django.db.models import Max

from bench.inside.statements import POSTGRES, SQLITE, Place, chunk
from bench.inside.town import NOW, Bench
from bench.texts import comments
from kanalkoll.inbox.models import Message
from kanalkoll.language import search_tokens
from kanalkoll.ledger.models import Event, Tree
from kanalkoll.municipality.guidelines import in_force
from kanalkoll.records.document import Document, KeptAuthor
from kanalkoll.records.models import Record, Version

SAMPLES = 1_000
CHUNK = 100_000
# What screening found, over and over; most comments are about nothing that has a mark.
LABELS: tuple[list[str], ...] = (
    ["fraga"],
    [],
    ["klagomal"],
    [],
    ["svordom"],
    [],
    ["fraga", "klagomal"],
    [],
    [],
    [],
)


def seed(bench: Bench, size: int) -> None:
    """Fill up to so many messages."""
    _samples()
    while (missing := size - Message.objects.count()) > 0:
        _chunk(bench, min(missing, CHUNK))
    if connection.vendor == "postgresql":
        # What its autovacuum does by itself in life. Nobody does it on SQLite, so there it is left undone.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _samples() -> None:
    """The texts to draw from, with their tokens."""
    rows = [
        (
            number,
            text,
            _document(text),
            json.dumps(sorted(set(search_tokens(text)))),
            json.dumps(_labels(number)),
        )
        for number, text in enumerate(islice(comments(seed=3), SAMPLES))
    ]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_sample")
        cursor.execute(
            "CREATE TABLE bench_sample (k integer PRIMARY KEY, text text, document text, tokens text, labels text)"
        )
        cursor.executemany("INSERT INTO bench_sample VALUES (%s, %s, %s, %s, %s)", rows)


def _document(text: str) -> str:
    """A version's document as the pages read it; that it names another record nobody sees there."""
    document = Document(
        record=0,
        number=1,
        reason="first-seen",
        account=0,
        kind="comment",
        direction="incoming",
        platform_id="0",
        parent_id="",
        post_id="",
        author=KeptAuthor("1", "Förnamn Efternamn", ""),
        created_at=NOW,
        edited_at=None,
        permalink=None,
        text=text,
        altered=(),
        media=(),
        hidden=False,
        gone=False,
        raw_sha256="",
        captured_at=NOW,
    )
    return document.to_bytes().decode()


def _labels(number: int) -> list[str]:
    return ["kris"] if number == SAMPLES // 2 else LABELS[number % len(LABELS)]


def _chunk(bench: Bench, size: int) -> None:
    words = SQLITE if connection.vendor == "sqlite" else POSTGRES
    statements = chunk(words, _place(bench, size))
    with connection.cursor() as cursor:
        # Every reference is made good within the chunk; checking each would take most of the time.
        cursor.execute(words.unchecked)
        with transaction.atomic():
            for statement in statements:
                cursor.execute(statement)
            _grow_tree(2 * size)
        cursor.execute(words.checked)


def _place(bench: Bench, size: int) -> Place:
    lasts = [model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (Record, Version, Message)]
    return Place(
        size=size,
        first=max(lasts),
        event=Event.objects.aggregate(last=Max("seq"))["last"] or 0,
        account=bench.accounts[0].pk,
        accounts=len(bench.accounts),
        quiet=bench.quiet.pk,
        guideline=in_force(NOW).pk,
        samples=SAMPLES,
        now=int(NOW.timestamp()),
    )


def _grow_tree(events: int) -> None:
    """The log's counter follows, so that receiving can go on after it."""
    tree = Tree.objects.get(pk=1)
    tree.size += events
    tree.frontier = bytes(32) * tree.size.bit_count()
    tree.save()
