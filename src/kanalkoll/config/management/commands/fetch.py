"""`kanalkoll fetch [ACCOUNT]`: one reconciling round now."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kanalkoll.accounts.fetching import fetch
from kanalkoll.accounts.models import Connection
from kanalkoll.config.worker import INTAKE
from kanalkoll.ledger.clock import now


class Command(BaseCommand):
    """One reconciling round now."""

    help = "Läs konton nu, en hel avstämning. Exempel: kanalkoll fetch Biblioteket"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which account; all without a name."""
        parser.add_argument("account", nargs="?", help="kontots namn")
        parser.add_argument("--json", action="store_true", help="skriv JSON för skript")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fetch and print the counts; exit 1 when an account could not be read."""
        chosen = Connection.objects.exclude(state="off").select_related("account").order_by("account__name")
        if options["account"]:
            chosen = chosen.filter(account__name=options["account"])
        if not chosen:
            raise CommandError("Inget anslutet konto heter så.", returncode=2)
        counts = [fetch(connection, now=now(), intake=INTAKE, full=True) for connection in chosen]
        for each in counts:
            line = json.dumps(asdict(each), ensure_ascii=False) if options["json"] else (
                f"{each.account}: {each.read} lästa, {each.new} nya, {each.gone} borta. {each.problem}".rstrip()
            )  # fmt: skip
            self.stdout.write(line)
        if any(each.problem for each in counts):
            raise CommandError("Alla konton gick inte att läsa.")
