"""Torget as a process of its own: it starts, remembers, ends, and says when it cannot start."""

import socket
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from kanalkoll.config.demo.square import SquareRefused, square
from kanalkoll.config.demo.starting import NoSquare, torget
from kanalkoll.config.demo.towns import read


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(autouse=True)
def _from_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process finds the package where this one does, installed or not."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3] / "src"))


def test_torget_starts_remembers_and_ends(tmp_path: Path) -> None:
    port, state = free_port(), tmp_path / "torget.sqlite3"
    town = read("aneby")
    names = {key: person.name for person in town.people for key in person.keys}
    with torget(port=port, state=state) as address, square(address) as there:
        pages = there.open_pages(town.accounts, names)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/_torget/pages", trust_env=False)
    with torget(port=free_port(), state=state) as address, square(address) as there:
        again = there.open_pages(town.accounts, names)
    assert {key: page.id for key, page in again.items()} == {key: page.id for key, page in pages.items()}
    assert all(page.kept for page in again.values())
    assert not any(page.kept for page in pages.values())


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        with pytest.raises(NoSquare, match=str(port)), torget(port=port, state=tmp_path / "torget.sqlite3"):
            pass


def test_what_torget_does_not_understand_is_said(tmp_path: Path) -> None:
    with (
        torget(port=free_port(), state=tmp_path / "torget.sqlite3") as address,
        square(address) as there,
        pytest.raises(SquareRefused, match="404"),
    ):
        there.delete("finns-inte", at=datetime(2026, 11, 18, tzinfo=UTC))
