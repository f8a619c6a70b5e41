"""The only clock and the only source of randomness, so that a test can hold both still."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class Hands:
    """A clock that stands where it is put. `at` is aware, UTC."""

    at: datetime
    randomness: random.Random

    def advance(self, by: timedelta) -> None:
        """Move the clock on."""
        self.at += by


_held: Hands | None = None


def now() -> datetime:
    """The time, aware, UTC."""
    return _held.at if _held else datetime.now(UTC)


def random_bytes(count: int) -> bytes:
    """Bytes nobody can guess (and, under `fixed`, the same ones every time)."""
    return _held.randomness.randbytes(count) if _held else os.urandom(count)


@contextmanager
def fixed(at: datetime, *, seed: int = 0) -> Iterator[Hands]:
    """For tests: hold the clock at a moment and draw random bytes from a seed, in every thread.

    Raises ValueError when the moment has no time zone.
    """
    global _held
    if at.tzinfo is None:
        raise ValueError("the clock needs a time with a zone")
    before, _held = _held, Hands(at.astimezone(UTC), random.Random(seed))  # noqa: S311 - only in tests
    try:
        yield _held
    finally:
        _held = before
