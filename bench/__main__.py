"""Runs the bench once for each database engine, each in a process of its own with a data folder of its own."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

from bench.options import add_options
from tests.harness import machine, postgres

# The cluster of the tests forgets on purpose; what is measured must keep its promises.
DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
}
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "bench.settings",
    "SECRET_KEY": "for measuring only, and long enough to be let through",
    "KANALKOLL_HTTPS": "0",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when everything could be measured, whatever the figures say."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--db", choices=("sqlite", "postgres"), help="only this engine")
    add_options(parser)
    words = list(sys.argv[1:] if arguments is None else arguments)
    chosen = parser.parse_args(words)
    engines = (chosen.db,) if chosen.db else ("sqlite", "postgres")
    codes = [_run(engine, words) for engine in engines]
    if not chosen.db and not chosen.only:
        # How Swedish is read has nothing to do with the engine, so it is asked once.
        codes.append(subprocess.run([sys.executable, "-m", "bench.language"]).returncode)
    return max(codes)


def _run(engine: str, words: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="kanalkoll-bench-") as folder, _database(engine) as address:
        os.mkdir(os.path.join(folder, "static"))
        clean = {name: value for name, value in os.environ.items() if not name.startswith("KANALKOLL_")}
        environment = clean | ENVIRONMENT | {"KANALKOLL_DATA": folder, "DATABASE_URL": address}
        command = [sys.executable, "-m", "bench.inside", *words]
        return subprocess.run(command, env=environment).returncode


@contextmanager
def _database(engine: str) -> Iterator[str]:
    """The address of an empty database; empty for SQLite, which lies in the data folder."""
    if engine == "sqlite":
        yield ""
        return
    programs = machine.postgres_programs()
    if programs is None:
        raise SystemExit(
            "PostgreSQL is not installed; as root: apt-get install --no-install-recommends postgresql"
        )
    with patch.dict(postgres.FAST_AND_FORGETFUL, DURABLE):
        cluster = postgres.Cluster(programs)
    try:
        yield cluster.url
    finally:
        cluster.end()


if __name__ == "__main__":
    sys.exit(main())
