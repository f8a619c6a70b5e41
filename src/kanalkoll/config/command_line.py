"""The `kanalkoll` command. What needs no database runs without settings; the rest goes through Django."""

import argparse
import os
import sys
from collections.abc import Sequence

from django.core.management import ManagementUtility
from django.core.management.base import CommandError

from kanalkoll.config import plain_commands
from kanalkoll.config.environment import BadEnvironment, demo_environment

THROUGH_DJANGO = {
    "serve": "webbplats och arbetare i en process: det inbyggda standardsättet",
    "web": "bara webbplatsen (flera går bra på PostgreSQL)",
    "worker": "bara arbetaren som hämtar, skickar och kontrollerar (flera går bra på PostgreSQL)",
    "setup": "första gången: databas, riktlinje och första systemägare",
    "adopt": "anta en ny version av riktlinjen",
    "demo": "en fylld kommun att prova i, på den här datorn",
    "fetch": "läs konton nu, en hel avstämning",
    "records": "handlingarnas logg: records verify",
    "doctor": "gå igenom inställningar, databas, lagring, anslutningar och arbetare",
    "migrate": "uppdatera databasens tabeller",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 on success, 1 when what it checks does not hold, 2 on wrong use."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in THROUGH_DJANGO:
        return _django(words)
    parser = _parser()
    chosen = parser.parse_args(words)
    if chosen.run is None:
        parser.print_help()
        return 2
    try:
        return int(chosen.run(chosen))
    except plain_commands.WrongUse as error:
        print(error, file=sys.stderr)
        return 2


def entry() -> None:
    """The console script."""
    sys.exit(main())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kanalkoll",
        description="Kommunens sociala medier, skötta efter den egna riktlinjen.",
        epilog="Andra kommandon: " + "; ".join(f"{name} ({text})" for name, text in THROUGH_DJANGO.items()),
    )
    parser.set_defaults(run=None)
    plain_commands.add_to(parser.add_subparsers(title="kommandon", metavar=""))
    return parser


def _django(words: list[str]) -> int:
    if words[0] == "demo":
        os.environ.update(demo_environment(words[1:], os.environ))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanalkoll.config.settings")
    # What the program writes (database, files, keys) is for its own account's eyes only.
    os.umask(0o077)
    try:
        ManagementUtility(["kanalkoll", *words]).execute()
    except BadEnvironment as error:
        print(error, file=sys.stderr)
        return 2
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.returncode
    except SystemExit as end:
        return int(end.code or 0)
    return 0
