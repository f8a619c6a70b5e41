"""`kanalkoll doctor`: one line per point: ok, warn or fail, with the remedy."""

import json
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from kanalkoll.accounts.models import Connection
from kanalkoll.ledger.clock import now
from kanalkoll.municipality.models import Guideline
from kanalkoll.screening.names import names
from kanalkoll.screening.opinion import model

Point = tuple[str, str, str]
LEAST_FREE = 1_000_000_000
LATE_BEAT = timedelta(minutes=2)


class Command(BaseCommand):
    """Look the installation over."""

    help = "Gå igenom inställningar, databas, lagring, anslutningar och arbetare. Exempel: kanalkoll doctor"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to print."""
        parser.add_argument("--json", action="store_true", help="skriv JSON för skript")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every point; exit 1 if one fails."""
        points = list(_points())
        for state, what, remedy in points:
            line = json.dumps({"state": state, "what": what, "remedy": remedy}, ensure_ascii=False)
            self.stdout.write(line if options["json"] else f"{state:5} {what}. {remedy}".rstrip())
        if any(state == "fail" for state, _, _ in points):
            raise CommandError("Något behöver åtgärdas.")


def _points() -> Iterator[Point]:
    yield _storage()
    try:
        database = _database()
        yield database
        if database[0] == "ok":
            yield _guideline()
            yield from _connections()
    except DatabaseError:
        yield "fail", "Databasen svarar inte", "Kontrollera DATABASE_URL och att databasen är igång."
    yield _model()
    yield _names()
    yield _worker()


def _storage() -> Point:
    folder = settings.KANALKOLL_DATA
    if not folder.is_dir():
        return "fail", f"Datamappen {folder} finns inte", "Kör kanalkoll setup eller rätta KANALKOLL_DATA."
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return "warn", f"{free // 1_000_000} MB ledigt i datamappen", "Frigör plats."
    return "ok", f"{free // 1_000_000_000} GB ledigt i datamappen", ""


def _database() -> Point:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return "fail", f"{len(waiting)} ändringar av databasen väntar", "Kör kanalkoll migrate."
    return "ok", f"Databasen ({connection.vendor}) svarar och är uppdaterad", ""


def _guideline() -> Point:
    adopted = Guideline.objects.filter(repealed_at=None).first()
    if adopted is None:
        return "fail", "Ingen riktlinje är antagen", "Kör kanalkoll setup."
    return "ok", f"Riktlinje i kraft: {adopted}", ""


def _connections() -> Iterator[Point]:
    for each in Connection.objects.select_related("account"):
        if each.state in {"ok", "off"}:
            yield "ok", f"{each.account}: {each.get_state_display().lower()}", ""
        else:
            yield (
                "warn" if each.state == "failing" else "fail",
                f"{each.account}: {each.problem.rstrip('.')}",
                "Se Konton.",
            )


def _model() -> Point:
    loaded = model()
    if loaded is None:
        return "ok", "Ingen modell är inlagd: bara reglerna granskar", ""
    said = f"{loaded.name} {loaded.version}, {loaded.licence}, SHA-256 {loaded.digest[:12]}…"
    return "ok", f"Modell som ger förslag bredvid reglerna: {said}", ""


def _names() -> Point:
    loaded = names()
    if not loaded.digest:
        return "ok", "Ingen större namnlista är inlagd: de vanligaste namnen känns igen", ""
    said = f"{loaded.name}, {loaded.source}, {loaded.date}, SHA-256 {loaded.digest[:12]}…"
    return "ok", f"Namnlista: {said}", ""


def _worker() -> Point:
    try:
        beat = datetime.fromisoformat((settings.KANALKOLL_DATA / "worker.beat").read_text("utf-8"))
    except (OSError, ValueError):
        return "warn", "Arbetaren har inte gett något livstecken", "Starta kanalkoll serve eller worker."
    if now() - beat > LATE_BEAT:
        return "warn", f"Arbetarens senaste livstecken kom {beat:%Y-%m-%d %H:%M} UTC", "Starta om den."
    return "ok", "Arbetaren är igång", ""
