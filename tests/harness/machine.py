"""What of this machine the tests need beyond Python, and what happens where it is missing.

On a developer's machine a test that cannot run is skipped and says how to make it possible;
in CI (CI=true) it fails, because a test nobody runs proves nothing.
"""

import os
import shutil
from glob import glob
from pathlib import Path

import pytest

POSTGRES_PROGRAMS = "/usr/lib/postgresql/*/bin/postgres"
CHROMIUM = ("chromium", "chromium-browser")


def in_ci() -> bool:
    """True where nothing may be left out."""
    return os.environ.get("CI", "") not in {"", "0", "false"}


def postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL server's programs, or None where none is installed."""
    found = sorted(Path(path).parent for path in glob(POSTGRES_PROGRAMS))
    return found[-1] if found else None


def chromium() -> Path | None:
    """The browser, or None where none is installed."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    return Path(found) if found else None


def cannot_run(*, missing: str, packages: str = "") -> None:
    """Ends the test that asks: skipped with the remedy, or failed in CI."""
    remedy = f"; as root: apt-get install --no-install-recommends {packages}" if packages else ""
    reason = f"{missing} is not here{remedy}"
    if in_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
