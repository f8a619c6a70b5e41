"""Everything that can be said of the code without running it: all of it is said, then the exit code."""

import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
CODE = tuple(name for name in ("src", "tests", "scripts", "bench") if any(Path(name).glob("**/*.py")))
CHECKS = (
    ("format", ("ruff", "format", "--check", *CODE)),
    ("lint", ("ruff", "check", *CODE)),
    ("types", ("mypy", *CODE)),
    ("imports", ("lint-imports",)),
    ("migrations", ("python", "-m", "django", "makemigrations", "--check", "--dry-run")),
    ("generated pages", ("python", "scripts/generate.py", "--check")),
)
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "kanalkoll.config.settings",
    "SECRET_KEY": "for checks only, and long enough to be let through",
    "KANALKOLL_DATA": "var/check",
}


def main() -> int:
    """Runs every check, also after one has failed, and names those that failed."""
    failed = [name for name, command in CHECKS if not _holds(name, command)]
    if failed:
        print(f"\nDoes not hold: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _holds(name: str, command: tuple[str, ...]) -> bool:
    print(f"— {name}", flush=True)
    return subprocess.run([BIN / command[0], *command[1:]], env=os.environ | ENVIRONMENT).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
