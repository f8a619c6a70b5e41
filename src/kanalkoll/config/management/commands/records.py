"""`kanalkoll records verify`: the log, the rows and the blobs against each other and against every checkpoint."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kanalkoll.config.verifying import verify_all


class Command(BaseCommand):
    """Prove that nothing has been altered."""

    help = (
        "Bevisa att ingen handling har ändrats. Exempel: kanalkoll records verify --checkpoint kontroll.txt"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to verify against."""
        parser.add_argument("what", choices=["verify"], help="vad som ska göras")
        parser.add_argument(
            "--checkpoint", action="append", default=[], help="en sparad kontrollpunkt utifrån"
        )
        parser.add_argument("--json", action="store_true", help="skriv JSON för skript")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every row that does not hold; exit 1 if there is one."""
        try:
            outside = [Path(name).read_text("utf-8") for name in options["checkpoint"]]
        except OSError as error:
            raise CommandError(
                f"Kontrollpunkten gick inte att läsa: {error.filename}", returncode=2
            ) from error
        problems = verify_all(outside)
        for problem in problems:
            self.stdout.write(
                json.dumps(asdict(problem), ensure_ascii=False) if options["json"] else str(problem)
            )
        if problems:
            raise CommandError(f"{len(problems)} stämmer inte.")
        if not options["json"]:
            self.stdout.write(
                "Allt stämmer: loggen, handlingarna, besluten och filerna är som när de sparades."
            )
