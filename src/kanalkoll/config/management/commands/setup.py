"""`kanalkoll setup`: the first run: tables, the adopted guideline, the first system owner."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kanalkoll.ledger.clock import now
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.folders import read_folder
from kanalkoll.municipality.guidelines import adopt
from kanalkoll.municipality.models import Grant, Guideline, Unit, User


class Command(BaseCommand):
    """First run."""

    help = (
        "Första gången: databas, riktlinje och första systemägare. "
        "Exempel: kanalkoll setup --guideline aneby --email ewa.lind@example.se --name 'Ewa Lind'"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which guideline, and who owns the system."""
        parser.add_argument("--guideline", required=True, help="mappens namn eller sökväg")
        parser.add_argument("--email", required=True, help="systemägarens e-postadress")
        parser.add_argument("--name", required=True, help="systemägarens namn")
        parser.add_argument("--title", default="Systemägare", help="systemägarens titel")
        parser.add_argument("--password-stdin", action="store_true", help="läs lösenordet från standard in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, adopt, create; safe to run again."""
        password = self._password(options)
        settings.KANALKOLL_DATA.mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        self._adopt(options["guideline"])
        self._owner(options, password)
        self.stdout.write("Klart. Starta med: kanalkoll serve")

    def _password(self, options: dict[str, Any]) -> str:
        password = input() if options["password_stdin"] else getpass("Lösenord, minst 12 tecken: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        return password

    def _adopt(self, name: str) -> None:
        try:
            reading = read_folder(name)
        except FileNotFoundError as error:
            raise CommandError(str(error), returncode=2) from error
        if reading.pack is None:
            raise CommandError("\n".join(str(fault) for fault in reading.faults))
        if not Guideline.objects.filter(digest=reading.pack.digest, repealed_at=None).exists():
            adopt(reading.pack, by=None, now=now())

    def _owner(self, options: dict[str, Any], password: str) -> None:
        if User.objects.filter(email=options["email"].lower()).exists():
            raise CommandError("Det finns redan en person med den e-postadressen.")
        given, _, family = options["name"].partition(" ")
        with writing():
            unit, _ = Unit.objects.get_or_create(name="Kommunledningen", kind="department", parent=None)
            owner = User.objects.create_user(
                options["email"],
                password,
                given_name=given,
                family_name=family,
                title=options["title"],
                unit=unit,
            )
            Grant.objects.create(user=owner, role="system_owner", given_at=now())
