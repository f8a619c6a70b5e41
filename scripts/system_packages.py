"""Debian packages that the program and its tests stand on, installed without starting or enabling anything.

Debian's wordpress brings a web server, and PostgreSQL a running cluster. Neither is wanted: a policy file
holds every service back while packages are installed, no cluster is made, and what the installation enabled
is disabled again. Only what this installation itself brought is touched.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FONTS = ("fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji")
FOR_TESTS = (
    *("chromium", "libatomic1"),  # the second for the program through which Playwright speaks to the first
    "postgresql",
    "wordpress",
    *("php8.2-cli", "php8.2-mysql", "php8.2-xml", "php8.2-gd", "php8.2-curl", "php8.2-mbstring"),
    *("mariadb-server-core", "mariadb-client-core"),
)
NEEDED = {"run": FONTS, "test": (*FONTS, *FOR_TESTS)}

INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")
OPTIONS = ("-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold")
HOLD_SERVICES_BACK = Path("/usr/sbin/policy-rc.d")
BY_PACKAGES = Path("/var/lib/systemd/deb-systemd-helper-enabled")
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/kanalkoll.conf")


def install(purpose: str) -> str | None:
    """Installs what is missing for `run` or `test`; where it cannot, says what a person must do instead."""
    missing = _missing(NEEDED[purpose])
    if not missing:
        return None
    command = " ".join((*INSTALL, *missing))
    if not shutil.which("apt-get"):
        return f"This is not Debian. Install what corresponds to: {' '.join(missing)}"
    if os.geteuid() != 0:
        return f"System packages are missing. As root, run: {command}"
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    with _nothing_started(), _no_cluster_made(), _nothing_enabled():
        installed = _apt("update") and _apt(*INSTALL[1:], *missing)
    return None if installed else f"System packages could not be installed. As root, try: {command}"


def _missing(packages: Sequence[str]) -> list[str]:
    if not shutil.which("dpkg-query"):
        return list(packages)
    return [package for package in packages if not _is_installed(package)]


def _is_installed(package: str) -> bool:
    asked = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package], capture_output=True, text=True
    )
    return asked.stdout == "installed"


def _apt(*words: str) -> bool:
    unasked = {"DEBIAN_FRONTEND": "noninteractive", "UCF_FORCE_CONFFOLD": "1"}
    return subprocess.run(["apt-get", *OPTIONS, *words], env=os.environ | unasked).returncode == 0


@contextmanager
def _nothing_started() -> Iterator[None]:
    """101 is the answer that holds a service back; a policy that the machine already has is left alone."""
    with _temporary(HOLD_SERVICES_BACK, "#!/bin/sh\nexit 101\n", mode=0o755):
        yield


@contextmanager
def _no_cluster_made() -> Iterator[None]:
    with _temporary(NO_CLUSTER, "create_main_cluster = false\n", mode=0o644):
        yield


@contextmanager
def _temporary(file: Path, text: str, *, mode: int) -> Iterator[None]:
    if file.exists():
        yield
        return
    created = [folder for folder in file.parents if not folder.exists()]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(mode)
    try:
        yield
    finally:
        file.unlink()
        for folder in created:
            if not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def _nothing_enabled() -> Iterator[None]:
    before = _enabled()
    try:
        yield
    finally:
        for link in sorted(_enabled() - before):
            _disable(link)


def _enabled() -> set[Path]:
    """What packages made the machine start by itself: links of systemd and of the older init."""
    by_systemd = Path("/etc/systemd/system").glob("*.wants/*")
    by_init = Path("/etc").glob("rc[2-5].d/S*")
    return {link for link in by_systemd if (BY_PACKAGES / f"{link.name}.dsh-also").exists()} | set(by_init)


def _disable(link: Path) -> None:
    if link.parent.suffix == ".wants":
        link.unlink(
            missing_ok=True
        )  # Debian takes this for the administrator's choice, and keeps it through upgrades
    elif link.is_symlink():
        subprocess.run(["update-rc.d", link.name[3:], "disable"], check=False, stdout=subprocess.DEVNULL)
