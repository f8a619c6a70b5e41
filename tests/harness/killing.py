"""Killing the program in the middle of a step, as a power cut or an administrator would: SIGKILL, no farewell.

Two ways: a fork of the test's own process (fast), and a process of its own for steps that set evidence sheets, whose
typesetter has threads that do not survive a fork.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

from kanalkoll.ledger import faults

ROOT = Path(__file__).parents[2]


def killed_at(point: str, step: Callable[[], object], *, hit: int = 1) -> None:
    """Run the step in a fork that dies at the point. Fails when the point is never reached."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        _live_and_die(point, step, hit)
    _, status = os.waitpid(child, 0)
    died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert died, f"the step ended ({status}) without passing {point}"


def process_killed_at(point: str, module: str, *words: str, now: datetime) -> None:
    """Run `python -m module now words…` on this test's database; it dies at the point, or the test fails."""
    connections.close_all()
    ended = subprocess.run(
        [sys.executable, "-m", module, now.isoformat(), *words],
        cwd=ROOT,
        env=_environment() | {"KANALKOLL_FAULT": point},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL, f"did not die at {point}: {ended.stdout}{ended.stderr}"


def _live_and_die(point: str, step: Callable[[], object], hit: int) -> None:
    code = 1
    try:
        with faults.armed(point, lambda: os.kill(os.getpid(), signal.SIGKILL), hit=hit):
            step()
        code = 0
    finally:
        # Nothing of the test run's own endings may happen twice.
        os._exit(code)


def _environment() -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "kanalkoll.config.settings",
        "KANALKOLL_DATA": str(settings.KANALKOLL_DATA),
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": _database_url(),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }


def _database_url() -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{known['NAME']}"
    login = f"{quote(str(known['USER']))}:{quote(str(known['PASSWORD']))}"
    return f"postgresql://{login}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
