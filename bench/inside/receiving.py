"""Comments received end to end: screening, version, event, log, deadline, inbox row, search index."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from itertools import count, islice
from unittest.mock import patch

from django.db import transaction

from bench.figures import Figure, at_least, at_most
from bench.floor import models as floor
from bench.inside.profiling import Counted, print_profile
from bench.inside.registry import subject
from bench.inside.town import NOW, Bench
from bench.texts import comments
from bench.timing import Work, alternating
from kanalkoll.config.worker import get_ready
from kanalkoll.inbox import receive
from kanalkoll.language import screen, search_tokens
from kanalkoll.platforms.values import Author, Incoming

BATCH = receive.BATCH
_texts = comments(seed=1)
_numbers = count(1)


@subject("receiving")
def measure(bench: Bench) -> Iterator[Figure]:
    """The rate per core, and language's share of it, in a process that has got ready as a worker does."""
    get_ready()
    rounds, size = bench.rounds, 200 if bench.quick else 400
    compared = alternating(
        lambda: round_of(bench, size), lambda: _floor(size), rounds=rounds, clock=bench.clock
    )
    yield Figure(
        bench.name("receive.comments_per_cpu_second"),
        value=1 / compared.product.cpu,
        unit="1/s",
        floor=1 / compared.floor.cpu,
        ratio=compared.ratio,
        goal=at_least(300),
        wall=1 / compared.product.wall,
    )
    yield Figure(
        bench.name("receive.language_share"), _language_share(bench, size), "share", goal=at_most(1 / 3)
    )
    if bench.profile:
        print_profile("receive", round_of(bench, size))


def round_of(bench: Bench, size: int) -> Work:
    """So many new comments under one new post, made before the clock starts."""
    account = bench.accounts[0]
    number = next(_numbers)
    items = [_post(number), *(_comment(number, each, text) for each, text in enumerate(islice(_texts, size)))]

    def work() -> int:
        if receive.receive(account, items, NOW) != size:
            raise RuntimeError("not every comment became a message")
        return size

    return work


def _language_share(bench: Bench, size: int) -> float:
    """CPU within language, out of the CPU of receiving, server included; all rounds together."""
    screening, tokens, taken = Counted(screen), Counted(search_tokens), 0.0
    with (
        patch("kanalkoll.screening.judging.screen", screening),
        patch("kanalkoll.records.search.search_tokens", tokens),
    ):
        for _ in range(bench.rounds):
            work = round_of(bench, size)
            start = bench.clock.cpu()
            work()
            taken += bench.clock.cpu() - start
    return (screening.cpu + tokens.cpu) / taken


def _post(number: int) -> Incoming:
    return _item(
        f"p{number}", "post", "Sagostund på lördag klockan 11.", Author("1", "Biblioteket", None), None
    )


def _comment(post: int, number: int, text: str) -> Incoming:
    author = Author(f"u{number}", f"Förnamn{number % 90} Efternamn{number}", None)
    return _item(f"p{post}_{number}", "comment", text, author, f"p{post}")


def _item(platform_id: str, kind: str, text: str, author: Author, post: str | None) -> Incoming:
    at = NOW - timedelta(minutes=5)
    raw = {"id": platform_id, "message": text, "from": {"id": author.platform_id, "name": author.name}}
    raw |= {"created_time": at.isoformat(), "permalink_url": f"https://example.test/{platform_id}"}
    return Incoming(
        platform_id=platform_id,
        kind=kind,  # type: ignore[arg-type]
        text=text,
        author=author,
        created_at=at,
        edited_at=None,
        post_id=post,
        parent_id=post,
        permalink=f"https://example.test/{platform_id}",
        media=(),
        hidden=False,
        from_us=kind == "post",
        raw=json.dumps(raw).encode(),
    )


def _floor(size: int) -> Work:
    texts = list(islice(_texts, size))

    def work() -> int:
        for start in range(0, size, BATCH):
            _insert(texts[start : start + BATCH])
        return size

    return work


def _insert(texts: Sequence[str]) -> None:
    """Three rows a comment, a batch in a transaction, the way Django writes many at once."""
    raws = [json.dumps({"message": text}).encode() for text in texts]
    digests = [sha256(raw).digest() for raw in raws]
    with transaction.atomic():
        floor.Event.objects.bulk_create(
            floor.Event(at=NOW, verb="record.first-seen", object="record:1", actor="system", leaf=digest)
            for digest in digests
        )
        floor.Version.objects.bulk_create(
            floor.Version(
                record=1, number=1, raw=raw, text=text, document=raw, commitment=digest, captured_at=NOW
            )
            for text, raw, digest in zip(texts, raws, digests, strict=True)
        )
        floor.Message.objects.bulk_create(
            floor.Message(
                author="Anna Ek", text=text, place="Biblioteket", state="new", received_at=NOW, due_at=NOW
            )
            for text in texts
        )
