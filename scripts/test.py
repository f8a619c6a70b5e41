"""All tests: what touches the database on PostgreSQL, then everything on SQLite. Both run in any case."""

import os
import subprocess
import sys
from glob import glob

PYTEST = (sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile")


def main() -> int:
    """Runs both engines; pytest's closing line of the full run is the last that is printed."""
    on_postgres = _on_postgres()
    print("— everything, on SQLite", flush=True)
    on_sqlite = subprocess.run([*PYTEST, *(("--check-proof",) if _in_ci() else ())]).returncode
    return on_postgres or on_sqlite


def _on_postgres() -> int:
    print("— what touches the database, on PostgreSQL", flush=True)
    if not glob("/usr/lib/postgresql/*/bin/postgres") and not _in_ci():
        print("Not run: PostgreSQL is not installed. As root, run: apt-get install postgresql", flush=True)
        return 0
    exit_code = subprocess.run([*PYTEST, "--db=postgres"]).returncode
    if exit_code:
        print("The tests on PostgreSQL failed (above).", flush=True)
    return exit_code


def _in_ci() -> bool:
    return os.environ.get("CI", "") not in {"", "0", "false"}


if __name__ == "__main__":
    sys.exit(main())
