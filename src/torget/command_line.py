"""`torget`: the simulator as a program of its own. Ends cleanly on Ctrl-C and SIGTERM."""

import argparse
import json
import signal
import sqlite3
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from torget.seeding import seed
from torget.server import running
from torget.town import Town
from torget.values import App


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    ordinary = App()
    app = App(
        id=asked.app_id or ordinary.id,
        secret=asked.app_secret or ordinary.secret,
        verify_token=asked.verify_token or ordinary.verify_token,
    )
    stop = threading.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda number, frame: stop.set())
    try:
        _serve(asked, app, stop)
    except (OSError, ValueError, OverflowError, sqlite3.Error) as problem:
        print(f"Torget kunde inte starta: {problem}", file=sys.stderr)
        return 1
    return 0


def _serve(asked: argparse.Namespace, app: App, stop: threading.Event) -> None:
    """Until `stop` is set."""
    with closing(Town(asked.state, app=app)) as town:
        for url in asked.webhook:
            town.webhooks.add(url)
        if asked.seed is not None:
            seed(town, json.loads(asked.seed.read_text(encoding="utf-8")))
        with running(town, port=asked.port, host=asked.host) as address:
            print(f"Torget: {address}/", flush=True)
            stop.wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="torget",
        description="En simulator av de sociala plattformarna: samma anrop, men inget lämnar datorn.",
    )
    parser.add_argument(
        "--port", type=int, default=8090, help="port att lyssna på; 0 tar en ledig (%(default)s)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="adress att lyssna på (%(default)s)")
    parser.add_argument(
        "--state", type=Path, metavar="FIL", help="spara torget i en fil; annars bara i minnet"
    )
    parser.add_argument("--seed", type=Path, metavar="FIL", help="fyll torget från en JSON-fil")
    parser.add_argument(
        "--webhook", action="append", default=[], metavar="URL", help="skicka webhooks hit; får upprepas"
    )
    parser.add_argument("--app-id", help="appens id")
    parser.add_argument("--app-secret", help="hemligheten som webhooks signeras med")
    parser.add_argument("--verify-token", help="ordet som webhookens mottagare ska känna igen")
    return parser


if __name__ == "__main__":
    sys.exit(main())
