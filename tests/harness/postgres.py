"""A throw-away PostgreSQL cluster from Debian's own programs, on a free loopback port.

It lives in one temporary folder, keeps nothing (no fsync) and is ended by the process id of the server
that this module itself started. PostgreSQL refuses to run as root, so root lends it another user's name.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

USER = "kanalkoll"
DATABASE = "kanalkoll"
READY_WITHIN_SECONDS = 60
PR_SET_PDEATHSIG = 1
FAST_AND_FORGETFUL = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
}


class Cluster:
    """One running server with an empty database."""

    def __init__(self, programs: Path) -> None:
        """Creates and starts the cluster. Raises RuntimeError with the server's log if that fails."""
        self._programs = programs
        self._account = _account()
        self._password = secrets.token_hex(16)
        self._folder = Path(tempfile.mkdtemp(prefix="kanalkoll-postgres-"))
        self._port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None
        try:
            self._create()
            self._server = self._start()
            self._wait_until_ready()
        except BaseException:
            self.end()
            raise

    @property
    def url(self) -> str:
        """The address of its database, as DATABASE_URL wants it."""
        return self._url(DATABASE)

    def end(self) -> None:
        """Stops the server by its own process id and removes everything it wrote."""
        if self._server and self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(timeout=30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _url(self, database: str) -> str:
        return f"postgresql://{USER}:{self._password}@127.0.0.1:{self._port}/{database}"

    def _create(self) -> None:
        secret = self._folder / "password"
        secret.write_text(self._password)
        if self._account:
            for path in (self._folder, secret):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        subprocess.run(
            [
                *(self._programs / "initdb", "--pgdata", self._data, "--username", USER),
                *("--pwfile", secret, "--auth", "scram-sha-256"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            **self._as_account(),
        )

    def _start(self) -> subprocess.Popen[bytes]:
        place = {"port": str(self._port), "unix_socket_directories": str(self._folder)}
        settings = [
            word for name, value in (FAST_AND_FORGETFUL | place).items() for word in ("-c", f"{name}={value}")
        ]
        with self._log.open("wb") as log:
            return subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, *settings],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
                start_new_session=True,  # Ctrl-C in the terminal is for the tests, which end the server
                preexec_fn=_end_with_parent,
                **self._as_account(),
            )

    def _wait_until_ready(self) -> None:
        give_up_at = time.monotonic() + READY_WITHIN_SECONDS
        while True:
            try:
                with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                return
            except psycopg.OperationalError as error:
                if self._server is None or self._server.poll() is not None or time.monotonic() > give_up_at:
                    log = self._log.read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start:\n{log}") from error
                time.sleep(0.05)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def _as_account(self) -> dict[str, Any]:
        if self._account is None:
            return {}
        return {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: ourselves, or when we are root the user that Debian made for it, or nobody."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end_with_parent() -> None:
    """Runs in the child: the kernel stops the server when the test run is killed before it can tidy up."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
