"""Finding records by words, with the same hits on SQLite and PostgreSQL.

`language.search_tokens` makes one stream of tokens; both engines index it as it is and are asked with it. The
index holds every version's text, so what was edited away is found as well. Sealed records are not in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from kanalkoll.language import search_tokens
from kanalkoll.records.models import Record

# PostgreSQL takes 2,046 bytes a word and a megabyte an entry; what is longer must not cost us the document.
LONGEST_TOKEN = 100
LARGEST_ENTRY = 700_000


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of records, newest first. `next` is the `before` of the next page, None on the last."""

    records: tuple[Record, ...]
    next: int | None


def find(query: str, *, limit: int = 50, before: int | None = None) -> Hits:
    """Records that hold all the words, the last of them perhaps only begun; newest first, paged by key."""
    found = matching(query).select_related("head").order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    page = list(found[: limit + 1])
    return Hits(tuple(page[:limit]), page[limit - 1].pk if len(page) > limit else None)


def matching(query: str) -> QuerySet[Record]:
    """The records that hold all the words, for narrowing another list: `filter(record__in=matching(…))`.

    A query without a single letter or digit matches nothing.
    """
    inner = matching_ids(query)
    return Record.objects.none() if inner is None else Record.objects.visible().filter(pk__in=inner)


def matching_ids(query: str) -> RawSQL | None:
    """Their ids alone, as a subquery straight out of the index; None when the query matches nothing.

    For lists that leave out sealed records themselves: then the records need not be looked up to filter.
    """
    words = [word[:LONGEST_TOKEN] for word in search_tokens(query)]
    if not words:
        return None
    # A space after the last word says that it is finished.
    open_ended = not query[-1:].isspace()
    if connection.vendor == "sqlite":
        return RawSQL(
            "SELECT rowid FROM records_search WHERE records_search MATCH %s", [_fts(words, open_ended)]
        )
    return RawSQL(
        "SELECT record_id FROM records_search WHERE tokens @@ %s::tsquery", [_tsquery(words, open_ended)]
    )


def index(texts: Mapping[int, Sequence[str]]) -> None:
    """Put all the texts of each record (by id) in the index, in place of what stood there."""
    rows = [(record, _tokens(parts)) for record, parts in texts.items()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT OR REPLACE INTO records_search (rowid, tokens) VALUES (%s, %s)",
                [(record, " ".join(tokens)) for record, tokens in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO records_search (record_id, tokens) VALUES (%s, array_to_tsvector(%s::text[])) "
                "ON CONFLICT (record_id) DO UPDATE SET tokens = EXCLUDED.tokens",
                rows,
            )


def forget(record: int) -> None:
    """Take a record out of the index."""
    column = "rowid" if connection.vendor == "sqlite" else "record_id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM records_search WHERE {column} = %s", [record])  # noqa: S608 - two fixed names


def _tokens(parts: Sequence[str]) -> list[str]:
    """The distinct tokens of all the texts, the newest text first, as far as there is room."""
    room = LARGEST_ENTRY
    tokens: set[str] = set()
    for part in reversed(parts):
        for token in _cut(search_tokens(part)) - tokens:
            room -= len(token.encode())
            if room < 0:
                return sorted(tokens)
            tokens.add(token)
    return sorted(tokens)


def _cut(tokens: Iterable[str]) -> set[str]:
    return {token[:LONGEST_TOKEN] for token in tokens}


def _fts(words: Sequence[str], open_ended: bool) -> str:
    """Words in quotation marks are never read as operators; words hold letters and digits only."""
    return " ".join(f'"{word}"' for word in words) + ("*" if open_ended else "")


def _tsquery(words: Sequence[str], open_ended: bool) -> str:
    return " & ".join(f"'{word}'" for word in words) + (":*" if open_ended else "")
