"""The lock behind the write lane: one write transaction at a time in this process."""

import os
import threading

# Seconds a writer waits for its turn before it is told that the database is busy.
PATIENCE = 30.0

_lane = threading.Lock()


class LaneBusy(Exception):
    """The lane was not free in time: some transaction is too long, or waits for itself."""


def enter() -> None:
    """Wait for the lane. Raises LaneBusy after PATIENCE seconds."""
    if not _lane.acquire(timeout=PATIENCE):
        raise LaneBusy(f"Skrivfilen var upptagen i mer än {PATIENCE:.0f} sekunder.")


def leave() -> None:
    """Give the lane to the next writer."""
    _lane.release()


def _free_after_fork() -> None:
    global _lane
    _lane = threading.Lock()


# A child begins with no transaction of its own, whatever its parent's other threads were doing.
os.register_at_fork(after_in_child=_free_after_fork)
