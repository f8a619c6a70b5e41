"""`kanalkoll worker`: fetches, sends and checks, without a web."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from kanalkoll.config.worker import Worker


class Command(BaseCommand):
    """The worker alone."""

    help = "Bara arbetaren som hämtar, skickar och kontrollerar. Exempel: kanalkoll worker"

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until stopped; the turn under way is finished first."""
        worker = Worker()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop())
        worker.run()
