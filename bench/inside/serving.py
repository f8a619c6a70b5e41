"""`kanalkoll serve` as a process of its own: how soon it answers, and how much memory it holds after some work."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from bench.clocks import proportional, resident
from bench.figures import Figure, at_most
from bench.inside import web
from bench.inside.registry import subject
from bench.inside.town import Bench
from kanalkoll.inbox.models import Message

MEGABYTE = 1_000_000
READY_WITHIN = 60
AT_ONCE = 8
# What the `kanalkoll` script does, also where the package has not been installed.
START = "from kanalkoll.config.command_line import entry; entry()"
PAGES = ("/inkorg/", "/inkorg/?vy=all", "/inkorg/?vy=all&q=och", "/konton/", "/riktlinjen/", "/borttagning/")


@subject("serving")
def measure(bench: Bench) -> Iterator[Figure]:
    """Memory of all its processes; pages that they share count once for each, so the truth lies below."""
    session = web.signed_in(bench.people["everything"])
    opened = Message.objects.order_by("-pk").values_list("pk", flat=True)[:20]
    addresses = [*PAGES, *(f"/inkorg/{pk}/" for pk in opened)]
    with _serving() as (process, port, started):
        yield Figure(bench.name("serve.first_answer"), started, "s", wall=started)
        yield Figure(bench.name("serve.resident_at_rest"), resident(process) / MEGABYTE, "MB")
        with ThreadPoolExecutor(AT_ONCE) as people:
            list(people.map(lambda each: _get(port, each, session), addresses * (1 if bench.quick else 10)))
        yield Figure(
            bench.name("serve.resident_after_work"), resident(process) / MEGABYTE, "MB", goal=at_most(250)
        )
        yield Figure(bench.name("serve.proportional_after_work"), proportional(process) / MEGABYTE, "MB")


@contextmanager
def _serving() -> Iterator[tuple[int, int, float]]:
    """Process id, port, and the seconds until the first answer. Ended by its own id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "kanalkoll.config.settings"}
    program = [sys.executable, "-c", START, "serve", "--port", str(port)]
    start = time.perf_counter()
    process = subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process, start + READY_WITHIN)
        yield process.pid, port, time.perf_counter() - start
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", give_up_at: float) -> None:
    while True:
        try:
            _get(port, "/logga-in/", "")
            return
        except OSError as error:
            if process.poll() is not None or time.perf_counter() > give_up_at:
                raise RuntimeError("kanalkoll serve did not start") from error
            time.sleep(0.02)


def _get(port: int, address: str, session: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address, headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{address}: {answer.status}")
    finally:
        connection.close()
