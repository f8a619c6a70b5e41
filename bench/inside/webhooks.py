"""A webhook acknowledged: verified over its raw bytes and kept, through the whole WSGI application."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.db import connection

from bench.figures import Figure, at_most, times_floor
from bench.floor.models import Delivery
from bench.inside.profiling import print_profile
from bench.inside.registry import subject
from bench.inside.town import APP_SECRET, Bench
from bench.inside.web import request, statements
from bench.timing import Work, alternating
from kanalkoll.accounts.models import Hint


@subject("webhooks")
def measure(bench: Bench) -> Iterator[Figure]:
    """CPU of one acknowledgement beside the floor's, and what it asks of the database."""
    size = 100 if bench.quick else 300
    account = bench.accounts[0]
    body = _body(account.platform_id)
    ours = partial(_calls, f"/krokar/{account.pk}/", body, APP_SECRET, size)
    floor = partial(_calls, "/golv/krok/", body, settings.SECRET_KEY, size)
    compared = alternating(ours, floor, rounds=bench.rounds, clock=bench.clock)
    yield Figure(
        bench.name("webhook.acknowledged_cpu"),
        value=compared.product.cpu * 1_000,
        unit="ms",
        floor=compared.floor.cpu * 1_000,
        ratio=compared.ratio,
        goal=times_floor(1.5),
        wall=compared.product.wall * 1_000,
    )
    with statements() as sent:
        _calls(f"/krokar/{account.pk}/", body, APP_SECRET, 1)()
    yield Figure(bench.name("webhook.statements"), len(sent), "statements")
    writes = sum(statement.startswith("INSERT") for statement in sent)
    yield Figure(bench.name("webhook.writing_statements"), writes, "statements", goal=at_most(1))
    if bench.profile:
        print_profile("webhook", ours())
    _forget()


def _calls(address: str, body: bytes, secret: str, size: int) -> Work:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

    def work() -> int:
        for _ in range(size):
            request(address, body=body, HTTP_X_HUB_SIGNATURE_256=f"sha256={signature}")
        return size

    return work


def _body(page: str) -> bytes:
    change = {
        "field": "feed",
        "value": {
            "item": "comment",
            "verb": "add",
            "comment_id": f"{page}_1_2",
            "post_id": f"{page}_1",
            "message": "När öppnar badet i helgen? Vi är en grupp på tolv personer som vill boka.",
            "from": {"id": "77", "name": "Roland Vinge"},
            "created_time": 1_792_767_600,
        },
    }
    entry = {"id": page, "time": 1_792_767_600, "changes": [change]}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def _forget() -> None:
    """The worker that is started later must not go out and ask about these."""
    Hint.objects.all().delete()
    Delivery.objects.all().delete()
    connection.close()
