"""The demonstration ends with its server: in order when it is told to, and with a fault when the server falls."""

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from kanalkoll.config.management.commands import demo


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def _town(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A town that is ready at once, and a server of its own that finds the package where this process does."""
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3] / "src"))
    monkeypatch.setattr(demo, "demonstration", lambda *_, **__: nullcontext("En påhittad förvaltning."))
    with override_settings(DEMO=True, KANALKOLL_DATA=tmp_path):
        yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("_town")
def test_a_server_that_falls_at_start_ends_the_demonstration_with_a_fault_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SECRET_KEY", "")

    with pytest.raises(CommandError, match="Webbplatsen stannade med felkod 2") as fallen:
        call_command("demo", "aneby", port=free_port(), torget_port=free_port())

    assert fallen.value.returncode == 1
    assert "SECRET_KEY" in capfd.readouterr().err


@pytest.mark.usefixtures("_town")
def test_a_server_that_ends_in_order_ends_the_demonstration_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")

    call_command("demo", "aneby", port=free_port(), torget_port=free_port())
