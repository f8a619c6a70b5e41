"""The real WordPress, from Debian's packages, with residents who write in it.

The fixture `wordpress` gives the one server of the test run, however many test processes there are.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kanalkoll.platforms.values import Access
from tests.harness import machine, wordpress_keeper

PACKAGES = (
    "wordpress php8.2-cli php8.2-mysql php8.2-xml php8.2-gd php8.2-curl php8.2-mbstring "
    "mariadb-server-core mariadb-client-core"
)
NEEDED_PROGRAMS = ("php", "mariadbd", "mariadb-install-db")


@dataclass(frozen=True, slots=True)
class WordPress:
    """A running site. `seconds` is what it took to start it."""

    site: str
    users: Mapping[str, Mapping[str, str]]
    seconds: float

    @property
    def access(self) -> Access:
        """As Kanalkoll signs in: an editor with an application password."""
        return self.access_as("editor")

    def access_as(self, role: str) -> Access:
        user = self.users[role]
        secrets = {"username": user["name"]}
        return Access("wordpress", f"{self.site}/wp-json/wp/v2", user["id"], user["password"], secrets)

    def publish(self, title: str, html: str, *, kind: str = "posts", **more: str) -> str:
        """The municipality publishes; returns the id as Kanalkoll writes it."""
        made = self.administrate("POST", f"/{kind}", title=title, content=html, status="publish", **more)
        return f"post-{made['id']}"

    def comment(self, post: str, text: str, *, name: str = "Roland Vinge", on: str | None = None) -> str:
        """A resident, who is not signed in, fills in the form under the post (or under the comment `on`)."""
        form = {
            "comment_post_ID": _number(post),
            "comment_parent": _number(on) if on else "0",
            "author": name,
            "email": "invanare@example.com",
            "comment": text,
        }
        sent = httpx.post(f"{self.site}/wp-comments-post.php", data=form, trust_env=False, timeout=30)
        assert sent.status_code == 302, sent.text
        return sent.headers["Location"].partition("#")[2]

    def public_comments(self, post: str) -> list[str]:
        """What somebody who is not signed in is shown."""
        address = f"{self.site}/wp-json/wp/v2/comments?post={_number(post)}"
        return [f"comment-{each['id']}" for each in httpx.get(address, trust_env=False, timeout=30).json()]

    def edit(self, comment: str, text: str) -> None:
        """An administrator of the site changes what a resident wrote."""
        self.administrate("POST", f"/comments/{_number(comment)}", content=text)

    def remove(self, comment: str) -> None:
        """An administrator of the site removes it, past Kanalkoll."""
        self.administrate("DELETE", f"/comments/{_number(comment)}?force=true")

    def administrate(self, verb: str, path: str, **values: str) -> Mapping[str, object]:
        """Any other call, as the site's administrator."""
        user = self.users["administrator"]
        answer = httpx.request(
            verb,
            f"{self.site}/wp-json/wp/v2{path}",
            json=values or None,
            auth=(user["name"], user["password"]),
            trust_env=False,
            timeout=30,
        )
        assert answer.is_success, answer.text
        found: Mapping[str, object] = answer.json()
        return found


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> WordPress:
    """The run's WordPress; the first who asks starts it, and it ends with the run."""
    if not wordpress_keeper.SYSTEM_TREE.is_dir() or not all(map(shutil.which, NEEDED_PROGRAMS)):
        machine.cannot_run(missing="WordPress with PHP and MariaDB", packages=PACKAGES)
    alone = worker_id == "master"
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    note = shared / "wordpress-folder"
    with _one_at_a_time(shared / "wordpress-lock"):
        if not note.exists():
            note.write_text(str(_start_keeper(run=os.getpid() if alone else os.getppid())))
    return _ready(Path(note.read_text()))


def _start_keeper(*, run: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kanalkoll-wordpress-"))
    subprocess.Popen(
        [sys.executable, wordpress_keeper.__file__, str(folder), str(run)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the tests; the keeper ends by itself when they do
    )
    return folder


def _ready(folder: Path) -> WordPress:
    give_up_at = time.monotonic() + 2 * wordpress_keeper.READY_WITHIN_SECONDS
    while not (folder / "ready.json").exists():
        failed = folder / "failed.txt"
        if failed.exists() or time.monotonic() > give_up_at:
            reason = failed.read_text() if failed.exists() else "it never became ready"
            pytest.fail(f"WordPress did not start: {reason}", pytrace=False)
        time.sleep(0.05)
    ready = json.loads((folder / "ready.json").read_text())
    return WordPress(ready["site"], ready["users"], ready["seconds"])


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _number(platform_id: str) -> str:
    return platform_id.partition("-")[2]
