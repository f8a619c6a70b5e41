"""`kanalkoll web`: the web alone, as many processes as wanted, on one PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection

from kanalkoll.config.serving import Server


class Command(BaseCommand):
    """The web alone."""

    help = "Bara webbplatsen. Exempel: kanalkoll web --port 8000 --processes 2"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="adress att lyssna på")
        parser.add_argument("--port", type=int, default=8000, help="port att lyssna på")
        parser.add_argument("--processes", type=int, default=2, help="antal processer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until stopped."""
        if connection.vendor == "sqlite" and options["processes"] > 1:
            raise CommandError(
                "Flera processer kräver PostgreSQL: sätt DATABASE_URL, eller kör kanalkoll serve.",
                returncode=2,
            )
        address = f"{options['host']}:{options['port']}"
        Server(get_wsgi_application, address=address, processes=options["processes"], with_worker=False).run()
