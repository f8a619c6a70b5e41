"""`kanalkoll serve`: web and worker in one process, the embedded default."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

from kanalkoll.config.serving import Server


class Command(BaseCommand):
    """Web and worker in one process."""

    help = "Webbplats och arbetare i en process. Exempel: kanalkoll serve --port 8000"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="adress att lyssna på")
        parser.add_argument("--port", type=int, default=8000, help="port att lyssna på")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until stopped."""
        address = f"{options['host']}:{options['port']}"
        Server(get_wsgi_application, address=address, processes=1, with_worker=True).run()
