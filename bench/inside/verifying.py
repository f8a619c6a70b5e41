"""`records verify`: everything kept read back and recomputed."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256

from django.db import connection

from bench.figures import Figure, at_least, times_floor
from bench.inside.profiling import print_profile
from bench.inside.receiving import round_of
from bench.inside.registry import subject
from bench.inside.town import Bench
from bench.timing import Work, alternating, repeated
from kanalkoll.ledger.lane import reading
from kanalkoll.ledger.models import Event
from kanalkoll.ledger.verification import verify as verify_log
from kanalkoll.records.verification import Problem, verify

FIELDS = "seq, at, verb, object, actor, guideline, clause, ground, commitment"


@subject("verifying")
def measure(bench: Bench) -> Iterator[Figure]:
    """The log alone beside reading and hashing the same rows bare, and the whole of what is kept."""
    round_of(bench, 500 if bench.quick else 2_000)()
    events = Event.objects.count()
    compared = alternating(
        lambda: _log(events), lambda: _floor(events), rounds=bench.rounds, clock=bench.clock
    )
    yield Figure(
        bench.name("verify.log_events_per_cpu_second"),
        value=1 / compared.product.cpu,
        unit="1/s",
        floor=1 / compared.floor.cpu,
        ratio=compared.ratio,
        goal=times_floor(3),
        wall=1 / compared.product.wall,
    )
    whole = repeated(lambda: _whole(events), rounds=bench.rounds, clock=bench.clock)
    yield Figure(
        bench.name("verify.everything_events_per_cpu_second"),
        value=1 / whole.cpu,
        unit="1/s",
        goal=at_least(1_000_000 / 300),
        wall=1 / whole.wall,
    )
    if bench.profile:
        print_profile("verify", _whole(events))


def _log(events: int) -> Work:
    def work() -> int:
        with reading():
            _require_none(list(verify_log()))
        return events

    return work


def _whole(events: int) -> Work:
    def work() -> int:
        _require_none(verify())
        return events

    return work


def _require_none(problems: Sequence[Problem]) -> None:
    if problems:
        raise RuntimeError(f"{len(problems)} problems, the first: {problems[0]}")


def _floor(events: int) -> Work:
    """Every row read through the driver, written as sorted JSON and hashed into the one before."""

    def work() -> int:
        chain = b""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {FIELDS} FROM ledger_event ORDER BY seq")
            for *fields, commitment in cursor.fetchall():
                row = [str(each) for each in fields]
                line = json.dumps({"row": row, "commitment": bytes(commitment or b"").hex()}, sort_keys=True)
                chain = sha256(chain + line.encode()).digest()
        return events

    return work
