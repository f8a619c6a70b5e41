"""The real clock: CPU of this process and of the database server's processes, from Linux' own books."""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")


@dataclass(slots=True)
class RealClock:
    """`server` is the process id of the database server whose children work for us, None without one.

    What a child had used when it was last looked at is kept when it ends: time never runs backwards.
    """

    server: int | None = None
    used: dict[int, float] = field(default_factory=dict)

    def cpu(self) -> float:
        """CPU seconds of this process and of the server's."""
        if self.server:
            for process in (self.server, *children(self.server)):
                # One of the server's background processes may end between being listed and being looked at.
                with suppress(FileNotFoundError, ProcessLookupError):
                    self.used[process] = _cpu(process)
        return time.process_time() + sum(self.used.values())

    def wall(self) -> float:
        """Monotonic seconds."""
        return time.perf_counter()


def children(process: int) -> list[int]:
    """The process ids of the children, those of every thread."""
    found: list[int] = []
    for thread in (PROC / str(process) / "task").iterdir():
        found += map(int, (thread / "children").read_text("ascii").split())
    return found


def resident(process: int) -> int:
    """Resident bytes of a process and everything below it. Pages that they share count once for each."""
    kilobytes = int(_status(process)["VmRSS"].split()[0])
    return kilobytes * 1024 + sum(map(resident, children(process)))


def proportional(process: int) -> int:
    """The same with shared pages divided among those who share them."""
    rollup = (PROC / str(process) / "smaps_rollup").read_text("ascii")
    kilobytes = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes * 1024 + sum(map(proportional, children(process)))


def _cpu(process: int) -> float:
    return int((PROC / str(process) / "schedstat").read_text("ascii").split()[0]) / 1e9


def _status(process: int) -> dict[str, str]:
    lines = (PROC / str(process) / "status").read_text("ascii").splitlines()
    return dict(line.split(":", 1) for line in lines if ":" in line)
