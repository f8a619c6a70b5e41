"""Keeps one real WordPress for a test run: starts it, says where it is, and ends it when the run is over.

A process of its own, because several test processes share the server and any of them may leave first.
It is called with a folder and the process id of the test run; it writes `ready.json` or `failed.txt` there.
"""

import ctypes
import json
import os
import pwd
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

SYSTEM_TREE = Path("/usr/share/wordpress")
INSTALLER = Path(__file__).with_name("wordpress_install.php")
READY_WITHIN_SECONDS = 90
PR_SET_PDEATHSIG = 1

CONFIGURATION = """<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:{socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $kind ) {{
	define( $kind . '_KEY', '{key}' . $kind );
	define( $kind . '_SALT', '{key}salt' . $kind );
}}
define( 'WP_HOME', '{site}' );
define( 'WP_SITEURL', '{site}' );
// Application passwords over plain HTTP are for this machine only.
define( 'WP_ENVIRONMENT_TYPE', 'local' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
$table_prefix = 'wp_';
define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
"""

# Residents of a test write faster than people do.
NO_FLOOD_GUARD = "<?php add_filter( 'wp_is_comment_flood', '__return_false', 99 );\n"


def keep(folder: Path, run: int) -> None:
    """Serve until process `run` ends."""
    started = time.monotonic()
    servers: list[subprocess.Popen[bytes]] = []
    try:
        running = os.pidfd_open(run)
        _start(folder, servers, started)
        select.select([running], [], [])
    except Exception as fault:
        logs = "\n".join(log.read_text(errors="replace")[-3000:] for log in folder.glob("*.log"))
        (folder / "failed.txt").write_text(f"{fault}\n{logs}")
    finally:
        for server in reversed(servers):
            _end(server)
        if not (folder / "failed.txt").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, servers: list[subprocess.Popen[bytes]], started: float) -> None:
    port = _free_port()
    site = f"http://127.0.0.1:{port}"
    database = folder / "database"
    socket_file = folder / "mariadb.sock"
    tree = _tree(folder, site, socket_file)
    shutil.copy(INSTALLER, folder)
    (folder / "create.sql").write_text("CREATE DATABASE wordpress CHARACTER SET utf8mb4;\n")
    _give_away(folder)
    subprocess.run(
        [
            *("mariadb-install-db", "--no-defaults", f"--datadir={database}", "--skip-test-db"),
            "--auth-root-authentication-method=normal",
        ],
        check=True,
        stdout=(folder / "install.log").open("wb"),
        stderr=subprocess.STDOUT,
        **_as_nobody(),
    )
    servers.append(_server(folder, "mariadb", _mariadb(folder, database, socket_file)))
    _wait(lambda: _listens(socket_file), servers)
    users = _install(folder, tree, f"127.0.0.1:{port}")
    php = [
        "php",
        "-d",
        "display_errors=0",
        "-d",
        "sendmail_path=/bin/true",
        "-S",
        f"127.0.0.1:{port}",
        "-t",
        str(tree),
    ]
    servers.append(_server(folder, "php", php))
    _wait(lambda: _answers(f"{site}/wp-json/wp/v2/types"), servers)
    ready = {
        "site": site,
        "users": users,
        "seconds": round(time.monotonic() - started, 2),
        "pids": [server.pid for server in servers],
    }
    temporary = folder / "ready.tmp"
    temporary.write_text(json.dumps(ready))
    temporary.rename(folder / "ready.json")


def _tree(folder: Path, site: str, socket_file: Path) -> Path:
    """The site's own files are copies; the two large folders, which nobody changes, are Debian's."""
    tree = folder / "site"
    plugins = tree / "wp-content" / "mu-plugins"
    plugins.mkdir(parents=True)
    for page in SYSTEM_TREE.glob("*.php"):
        if page.name != "wp-config.php":
            shutil.copy(page, tree)
    for name in ("wp-includes", "wp-admin"):
        (tree / name).symlink_to(SYSTEM_TREE / name)
    configuration = CONFIGURATION.format(socket=socket_file, site=site, key=secrets.token_hex(24))
    (tree / "wp-config.php").write_text(configuration)
    (plugins / "no-flood-guard.php").write_text(NO_FLOOD_GUARD)
    return tree


def _mariadb(folder: Path, database: Path, socket_file: Path) -> list[str]:
    return [
        *(
            "mariadbd",
            "--no-defaults",
            "--skip-networking",
            f"--datadir={database}",
            f"--socket={socket_file}",
        ),
        *(f"--pid-file={folder / 'mariadb.pid'}", f"--init-file={folder / 'create.sql'}"),
        # Nothing here outlives the run: no waiting for the disk.
        *("--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync", "--skip-innodb-doublewrite"),
        *("--innodb-buffer-pool-size=32M", "--innodb-log-file-size=8M", "--performance-schema=OFF"),
    ]


def _install(folder: Path, tree: Path, host: str) -> object:
    # The checkout may lie where nobody may read: the installer goes along into the folder.
    done = subprocess.run(
        [
            "php",
            "-d",
            "display_errors=stderr",
            "-d",
            "sendmail_path=/bin/true",
            str(folder / INSTALLER.name),
            str(tree),
            host,
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        **_as_nobody(),
    )
    if done.returncode:
        raise RuntimeError(f"WordPress was not installed: {done.stdout[-2000:]} {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _server(folder: Path, name: str, command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=(folder / f"{name}.log").open("wb"),
        stderr=subprocess.STDOUT,
        cwd=folder,
        env={**os.environ, "PHP_CLI_SERVER_WORKERS": "3", "HOME": str(folder)},
        preexec_fn=_end_with_parent,
        start_new_session=True,
        **_as_nobody(),
    )


def _end(server: subprocess.Popen[bytes]) -> None:
    """With its whole process group, which it leads: PHP's first process leaves its workers behind."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait(ready: Callable[[], bool], servers: list[subprocess.Popen[bytes]]) -> None:
    give_up_at = time.monotonic() + READY_WITHIN_SECONDS
    while not ready():
        if servers[-1].poll() is not None or time.monotonic() > give_up_at:
            raise RuntimeError(f"{servers[-1].args!r} did not start")
        time.sleep(0.05)


def _listens(socket_file: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(socket_file)) == 0


def _answers(address: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5):
            return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_nobody() -> dict[str, Any]:
    """Servers refuse to run as root, and should: root lends them the name of nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


def _end_with_parent() -> None:
    """Runs in the child: the kernel ends the server when this keeper is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]))
