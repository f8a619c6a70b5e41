"""Named points where a test may let the program fail or die. In production each is one set look-up.

KANALKOLL_FAULT="receive.after_commit:2" kills the process (SIGKILL) the second time that point is passed.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Action = Callable[[], None]


@dataclass(slots=True)
class _Trap:
    action: Action
    hits_left: int


_seen: set[str] = set()
_traps: dict[str, _Trap] = {}


def fault_point(name: str) -> None:
    """Mark a durable border: everything before it has happened, nothing after it has."""
    _seen.add(name)
    if _traps:
        _spring(name)


def seen() -> frozenset[str]:
    """The names passed so far in this process."""
    return frozenset(_seen)


@contextmanager
def armed(name: str, action: Action | BaseException, *, hit: int = 1) -> Iterator[None]:
    """For tests: the given time the point is passed, do this (raise it, if it is an exception), once."""
    _traps[name] = _Trap(_raising(action) if isinstance(action, BaseException) else action, hit)
    try:
        yield
    finally:
        _traps.pop(name, None)


def arm_from(setting: str) -> None:
    """Arm a SIGKILL of this process from "name:hit" (hit is 1 when left out). Raises ValueError."""
    name, _, hit = setting.partition(":")
    if not name or (hit and not hit.isdigit()):
        raise ValueError(f'KANALKOLL_FAULT is "name:hit", not {setting!r}')
    _traps[name] = _Trap(_die, int(hit or 1))


def _spring(name: str) -> None:
    trap = _traps.get(name)
    if trap is None:
        return
    trap.hits_left -= 1
    if trap.hits_left == 0:
        trap.action()


def _raising(fault: BaseException) -> Action:
    def act() -> None:
        raise fault

    return act


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if os.environ.get("KANALKOLL_FAULT"):
    arm_from(os.environ["KANALKOLL_FAULT"])
