"""`kanalkoll adopt FOLDER`: a new version of the guideline takes effect and repeals the one before."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kanalkoll.ledger.clock import now
from kanalkoll.municipality.folders import read_folder
from kanalkoll.municipality.guidelines import adopt
from kanalkoll.municipality.models import Guideline


class Command(BaseCommand):
    """Adopt a guideline folder."""

    help = "Anta en ny version av riktlinjen. Exempel: kanalkoll adopt ./var-riktlinje"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which folder."""
        parser.add_argument("guideline", help="mappens namn eller sökväg")

    def handle(self, *args: Any, **options: Any) -> None:
        """Adopt it; what came in before is judged by the version that was in force then."""
        try:
            reading = read_folder(options["guideline"])
        except FileNotFoundError as error:
            raise CommandError(str(error), returncode=2) from error
        if reading.pack is None:
            raise CommandError("\n".join(str(fault) for fault in reading.faults))
        if Guideline.objects.filter(digest=reading.pack.digest, repealed_at=None).exists():
            self.stdout.write("Den versionen gäller redan.")
            return
        adopted = adopt(reading.pack, by=None, now=now())
        self.stdout.write(f"Antagen: {adopted}. SHA-256 {adopted.digest}")
