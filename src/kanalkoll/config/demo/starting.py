"""What `kanalkoll demo` is put together from: the square in its own process, the town, the words to print."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx
from django.core.management import call_command
from django.db import connections

from kanalkoll.accounts.connections import access, connect
from kanalkoll.accounts.models import Connection
from kanalkoll.config.demo.load import DemoPeople, load
from kanalkoll.config.demo.square import PageKeys, square
from kanalkoll.municipality.models import User
from kanalkoll.municipality.roles import ROLES

LOOPBACK = "127.0.0.1"
STARTS_WITHIN = 20.0
ENDS_WITHIN = 5.0


class NoSquare(Exception):
    """Torget did not start; the text says why."""


@contextmanager
def torget(*, port: int, state: Path) -> Iterator[str]:
    """Torget as a process of its own while the block lasts; gives its address. `state` outlives it."""
    command = [sys.executable, "-m", "torget.command_line", "--port", str(port), "--state", str(state)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        address = f"http://{LOOPBACK}:{port}"
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def demonstration(name: str, *, port: int, torget_port: int, state: Path, now: datetime) -> Iterator[str]:
    """The square and the town, ready for a server on `port`; gives what to print."""
    with torget(port=torget_port, state=state) as address:
        people = ready(name, address=address, port=port, now=now)
        # The server forks: no connection to the database may be shared between two processes.
        connections.close_all()
        yield told(people, address=address, port=port)


def ready(name: str, *, address: str, port: int, now: datetime) -> DemoPeople:
    """Tables, town and connections in order for a program that will listen on `port`. Again is quick.

    Raises what `load` raises.
    """
    call_command("migrate", interactive=False, verbosity=0)
    people = load(name, now=now, torget=address)
    _point_at(address, now=now)
    _listen(address, port=port)
    return people


def told(people: DemoPeople, *, address: str, port: int) -> str:
    """What to print: where to look, and as whom."""
    lines = [
        f"{people.town.name}: en påhittad förvaltning att prova i.",
        "",
        f"  Kanalkoll           http://{LOOPBACK}:{port}/demo/",
        f"  Invånarnas sida     {address}/",
        "",
        "Välj en person på den första sidan, så är du inloggad. Några att börja med:",
        "",
    ]
    lines += [f"  {user.name}, {user.title} ({_roles(user)})" for user in people.people[:4]]
    lines += ["", "Avsluta med Ctrl-C."]
    return "\n".join(lines)


def _roles(user: User) -> str:
    return ", ".join(dict.fromkeys(ROLES[grant.role].label for grant in user.grants.all()))


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise NoSquare(f"Torget kunde inte starta på {address}. Används porten redan?")
        try:
            httpx.get(f"{address}/_torget/pages", trust_env=False, timeout=1.0)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise NoSquare(f"Torget svarade inte på {address} inom {STARTS_WITHIN:.0f} sekunder.")


def _point_at(address: str, *, now: datetime) -> None:
    """Torget may have got another port than last time."""
    for connection in Connection.objects.select_related("account"):
        if not connection.address.startswith(f"{address}/"):
            secrets = {**access(connection).secrets, "token": access(connection).token}
            connect(connection.account, address=f"{address}/v26.0", secrets=secrets, by=None, now=now)


def _listen(address: str, *, port: int) -> None:
    """Changes on the main account are told at once; the other accounts are polled like any."""
    keys = {
        connection: PageKeys(to.account_id, to.token, {})
        for connection in Connection.objects.select_related("account")
        for to in [access(connection)]
    }
    main = next((each for each in keys if each.account.main), None)
    if main is None:
        return
    with square(address) as there:
        there.tell_of(
            keys[main],
            others=[key for each, key in keys.items() if each != main],
            url=f"http://{LOOPBACK}:{port}/krokar/{main.account_id}/",
        )
