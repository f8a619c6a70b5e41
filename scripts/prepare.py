"""Makes a bare checkout ready: `python3 scripts/prepare.py run` for the program, `test` for its tests too.

Needs only Python 3.11 with venv. Everything it installs is locked by version and hash in requirements/.
It is quick when nothing has changed since the last time. Exit code 1 means that the checkout is not ready;
system packages that only root can install are named, and the rest goes on without them.
"""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
LOCKS = {"run": ROOT / "requirements" / "base.txt", "test": ROOT / "requirements" / "dev.txt"}


def main(purpose: str) -> int:
    """Prepares for the purpose; gives the exit code."""
    obstacle = _obstacle()
    if obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    if not _is_ready(purpose):
        _fill_environment(purpose)
    advice = system_packages.install(purpose)
    if advice:
        print(advice, file=sys.stderr)
    return 0


def _obstacle() -> str | None:
    if sys.version_info < (3, 11):  # noqa: UP036 — whatever python3 the machine has runs this
        return f"Python 3.11 or later is needed; this is {sys.version.split()[0]}."
    if importlib.util.find_spec("ensurepip") is None:
        return "Python's venv is missing. As root, run: apt-get install python3-venv"
    return None


def _is_ready(purpose: str) -> bool:
    """Whether the last set-up was for this purpose, or for more, and from the same lock and Python."""
    return any(
        _stamp(each).exists() and _stamp(each).read_text() == _state(each) for each in {purpose, "test"}
    )


def _fill_environment(purpose: str) -> None:
    print(f"Setting up {ENVIRONMENT.name} from {LOCKS[purpose].relative_to(ROOT)}", flush=True)
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    _pip("--require-hashes", "--requirement", str(LOCKS[purpose]))
    # What builds the package is locked too, so nothing is fetched here.
    _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    _stamp(purpose).write_text(_state(purpose))


def _pip(*words: str) -> None:
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *words],
        check=True,
    )


def _stamp(purpose: str) -> Path:
    return ENVIRONMENT / f"prepared-{purpose}"


def _state(purpose: str) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for file in (LOCKS[purpose], ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except subprocess.CalledProcessError as failed:
        print(
            f"Set-up stopped: {' '.join(map(str, failed.cmd))} ended with {failed.returncode}",
            file=sys.stderr,
        )
        sys.exit(1)
