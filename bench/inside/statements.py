"""The statements that lay very many rows down, in the words of either engine.

`n.i` counts from 1 and ids go on from `first`. One message in five is open; posts stand after their comments.
Everything is spread by simple arithmetic, so that the same rows come out every time.
"""

from collections.abc import Callable
from dataclasses import dataclass

PER_POST = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk begins in the tables, and what its rows refer to. `now` is in seconds since 1970."""

    size: int
    first: int
    event: int
    account: int
    accounts: int
    quiet: int
    guideline: int
    samples: int
    now: int


@dataclass(frozen=True, slots=True)
class Words:
    """How an engine says it. `at` makes a moment of seconds, `noise` is 32 bytes of anything."""

    at: Callable[[str], str]
    bytes_of: Callable[[str], str]
    json_of: Callable[[str], str]
    noise: str
    yes_or_no: tuple[str, str]
    numbers: str
    search: str
    unchecked: str
    checked: str
    after: tuple[str, ...] = ()


SQLITE = Words(
    at=lambda seconds: f"strftime('%Y-%m-%d %H:%M:%S', {seconds}, 'unixepoch')",
    bytes_of=lambda text: f"CAST({text} AS BLOB)",
    json_of=lambda text: text,
    noise="randomblob(32)",
    yes_or_no=("1", "0"),
    numbers=(
        "CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {size}) "
        "SELECT i FROM c"
    ),
    search=(
        "INSERT INTO records_search (rowid, tokens) SELECT {first} + n.i, "
        "(SELECT group_concat(value, ' ') FROM json_each(s.tokens)) || ' nummer' || ({first} + n.i) "
        "FROM n JOIN bench_sample s ON s.k = n.i % {samples}"
    ),
    unchecked="PRAGMA foreign_keys = OFF",
    checked="PRAGMA foreign_keys = ON",
)
POSTGRES = Words(
    at=lambda seconds: f"to_timestamp({seconds})",
    bytes_of=lambda text: f"convert_to({text}, 'UTF8')",
    json_of=lambda text: f"({text})::jsonb",
    noise="decode(md5(n.i::text) || md5((n.i + 1)::text), 'hex')",
    yes_or_no=("true", "false"),
    numbers="CREATE TEMP TABLE n AS SELECT i::bigint FROM generate_series(1, {size}) AS i",
    search=(
        "INSERT INTO records_search (record_id, tokens) SELECT {first} + n.i, array_to_tsvector("
        "ARRAY(SELECT jsonb_array_elements_text(s.tokens::jsonb)) || ARRAY['nummer' || ({first} + n.i)]) "
        "FROM n JOIN bench_sample s ON s.k = n.i % {samples}"
    ),
    unchecked="SET session_replication_role = replica",
    checked="SET session_replication_role = DEFAULT",
    after=tuple(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        for table in (
            "records_record",
            "records_version",
            "inbox_message",
            "screening_screening",
            "floor_message",
        )
    ),
)


def chunk(words: Words, place: Place) -> list[str]:
    """Every statement of one chunk, in order."""
    numbers = {name: getattr(place, name) for name in ("size", "first", "samples")}
    return [
        words.numbers.format(**numbers),
        *_records(words, place),
        _events(words, place),
        _versions(words, place),
        _screenings(words, place),
        _messages(words, place),
        _floor(words, place),
        words.search.format(**numbers),
        "DROP TABLE n",
        *words.after,
    ]


def _account(place: Place) -> str:
    """Spread unevenly over the accounts; one in a thousand on the quiet one."""
    spread = f"{place.account} + (n.i * 7919 % 97) % {place.accounts}"
    return f"CASE WHEN n.i % 1000 = 999 THEN {place.quiet} ELSE {spread} END"


def _age(place: Place) -> str:
    """Seconds since 1970 at which the n-th came in: one every seven minutes, the last one just now."""
    return f"{place.now} - 420 * ({place.size} - n.i) - {place.size % 420}"


def _post(place: Place) -> str:
    return f"{place.first} + {place.size} + 1 + (n.i - 1) / {PER_POST}"


def _records(words: Words, place: Place) -> list[str]:
    columns = (
        "id, account_id, kind, direction, platform_id, parent_id, post_id, parent_platform_id, post_platform_id, "
        "author_platform_id, author_name, author_address, permalink, platform_time, first_seen_at, head_id"
    )
    at, post, account = words.at(_age(place)), _post(place), _account(place)
    comment = (
        f"SELECT {place.first} + n.i, {account}, 'comment', 'incoming', 's' || ({place.first} + n.i), {post}, "
        f"{post}, 's' || ({post}), 's' || ({post}), 'u' || n.i, 'Förnamn Efternamn' || n.i % 5000, '', "
        f"'https://example.test/' || n.i, {at}, {at}, {place.first} + n.i FROM n"
    )
    own = (
        f"SELECT {post}, {place.account} + (n.i * 7919 % 97) % {place.accounts}, 'post', 'outgoing', "
        f"'s' || ({post}), NULL, NULL, '', '', '', 'Kommunen', '', NULL, {at}, {at}, {post} "
        f"FROM n WHERE n.i % {PER_POST} = 1"
    )
    return [f"INSERT INTO records_record ({columns}) {rows}" for rows in (comment, own)]


def _events(words: Words, place: Place) -> str:
    """Two for each message, as receiving writes them; a post has none (nothing here can be verified anyway)."""
    verb = "CASE n.i % 2 WHEN 1 THEN 'record.first-seen' ELSE 'message.received' END"
    return (
        "INSERT INTO ledger_event (seq, at, verb, object, actor, commitment, leaf) "
        f"SELECT {place.event} + n.i, {words.at(_age(place))}, {verb}, "
        f"'record:' || ({place.first} + n.i), 'system', {words.noise}, {words.noise} FROM n"
        f" UNION ALL SELECT {place.event} + {place.size} + n.i, {words.at(_age(place))}, {verb}, "
        f"'message:' || ({place.first} + n.i), 'system', {words.noise}, {words.noise} FROM n"
    )


def _versions(words: Words, place: Place) -> str:
    document = words.bytes_of("s.document")
    columns = "id, record_id, number, reason, raw, text, document, nonce, commitment, captured_at, event_id"
    rest = f"{words.noise}, {words.noise}, {words.at(_age(place))}"
    joined = f"FROM n JOIN bench_sample s ON s.k = n.i % {place.samples}"
    post = _post(place)
    return (
        f"INSERT INTO records_version ({columns}) "
        f"SELECT {place.first} + n.i, {place.first} + n.i, 1, 'first-seen', {document}, s.text, {document}, {rest}, "
        f"{place.event} + n.i {joined} UNION ALL "
        # A post's version borrows the event of a message, which no version has.
        f"SELECT {post}, {post}, 1, 'first-seen', {document}, s.text, {document}, {rest}, "
        f"{place.event} + {place.size} + n.i {joined} WHERE n.i % {PER_POST} = 1"
    )


def _screenings(words: Words, place: Place) -> str:
    empty, none = words.json_of("'[]'"), words.json_of("'{}'")
    return (
        "INSERT INTO screening_screening "
        "(version_id, rules_version, findings, suggestions, handling, language, failed, at) "
        f"SELECT {place.first} + n.i, '2026.11.1', {empty}, {empty}, {none}, 'sv', {words.yes_or_no[1]}, "
        f"{words.at(_age(place))} FROM n"
    )


def _messages(words: Words, place: Place) -> str:
    columns = (
        "id, record_id, account_id, guideline_id, kind, state, received_at, due_at, due_clauses, review_at, "
        "urgent, rank_at, labels, registration, registration_must, revision"
    )
    open_here = "n.i % 1000 <> 999"
    state = (
        f"CASE WHEN n.i % 10 = 0 AND {open_here} THEN 'new' WHEN n.i % 10 = 5 AND {open_here} THEN 'passed_on' "
        "WHEN n.i % 3 = 0 THEN 'no_answer' ELSE 'answered' END"
    )
    due = words.at(f"{_age(place)} + 86400")
    clauses, labels = words.json_of("'[\"AN-7-02\"]'"), words.json_of("s.labels")
    registration = "CASE n.i % 20 WHEN 1 THEN 'register' WHEN 2 THEN 'ordered' ELSE 'undecided' END"
    return (
        f"INSERT INTO inbox_message ({columns}) SELECT {place.first} + n.i, {place.first} + n.i, {_account(place)}, "
        f"{place.guideline}, 'comment', {state}, {words.at(_age(place))}, {due}, {clauses}, {due}, "
        f"CASE WHEN n.i % 500 = 0 THEN 1 ELSE 0 END, {due}, {labels}, {registration}, {words.yes_or_no[1]}, 0 "
        f"FROM n JOIN bench_sample s ON s.k = n.i % {place.samples}"
    )


def _floor(words: Words, place: Place) -> str:
    at = words.at(_age(place))
    return (
        "INSERT INTO floor_message (author, text, place, state, received_at, due_at) "
        f"SELECT 'Förnamn Efternamn' || n.i % 5000, s.text, 'Konto', 'new', {at}, {at} "
        f"FROM n JOIN bench_sample s ON s.k = n.i % {place.samples}"
    )
