"""`kanalkoll demo`: a filled municipality with the simulator, on this computer only."""

import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kanalkoll.config.demo.load import NotEmpty
from kanalkoll.config.demo.starting import LOOPBACK, NoSquare, demonstration
from kanalkoll.ledger.clock import now
from kanalkoll.municipality.folders import shipped


class Command(BaseCommand):
    """Set a town up, print where it is, and serve it."""

    help = "En fylld kommun att prova i, med Torget där du spelar invånarna. Exempel: KOMMUN=norrkoping kanalkoll demo"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which municipality, and on which ports."""
        parser.add_argument(
            "kommun", nargs="?", default=os.environ.get("KOMMUN", "aneby"), help="riktlinjens mapp"
        )
        parser.add_argument("--port", type=int, default=8000, help="port att lyssna på")
        parser.add_argument("--torget-port", type=int, default=8100, help="port för invånarnas sida")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until Ctrl-C."""
        if not settings.DEMO:
            raise CommandError("Demonstrationen körs med KANALKOLL_DEMO=1.", returncode=2)
        name = options["kommun"]
        if name not in shipped():
            raise CommandError(f"{name!r} finns inte. Välj en av: {', '.join(shipped())}.", returncode=2)
        for port in (options["port"], options["torget_port"]):
            _require_free(port)
        settings.KANALKOLL_DATA.mkdir(parents=True, exist_ok=True)
        self.stdout.write("Gör i ordning kommunen. Första gången tar det en stund …")
        state = settings.KANALKOLL_DATA / "torget.sqlite3"
        try:
            with demonstration(
                name, port=options["port"], torget_port=options["torget_port"], state=state, now=now()
            ) as told:
                self.stdout.write(f"\n{told}\n\n{_proving()}")
                self.stdout.flush()
                _serve(options["port"])
        except (NoSquare, NotEmpty) as error:
            raise CommandError(str(error)) from error


def _proving() -> str:
    """How to prove, in another window, that nothing has been altered."""
    data = os.path.relpath(settings.KANALKOLL_DATA)
    setting = f'KANALKOLL_DEMO=1 KANALKOLL_DATA={data} SECRET_KEY="$(cat {data}/secret.key)"'
    return f"Bevisa att inget har ändrats:\n  {setting} {sys.argv[0]} records verify\n"


def _serve(port: int) -> None:
    """`kanalkoll serve` in a process of its own, until one of the two is told to stop.

    The typesetter that set the history's evidence sheets has threads that do not survive a fork, so the server may
    not be forked from the process that loaded the town. Raises CommandError where it ends by itself with a fault.
    """
    start = "from kanalkoll.config.command_line import entry; entry()"
    server = subprocess.Popen([sys.executable, "-c", start, "serve", "--port", str(port)])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with suppress(KeyboardInterrupt):
            _require_well_ended(server.wait())
    finally:
        # The server finishes what is under way.
        server.terminate()
        server.wait()


def _require_well_ended(code: int) -> None:
    if code:
        raise CommandError(
            f"Webbplatsen stannade med felkod {code}, så demonstrationen är avslutad. Vad som hände står ovanför. "
            "När det är rättat går det att starta igen: det som är inläst finns kvar."
        )


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} används redan. Avsluta det andra programmet eller välj en annan med --port "
                "och --torget-port.",
                returncode=2,
            ) from error
