"""The real clock: CPU of this process and of the database server's processes, from Linux' own books."""

import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class RealClock:
    """`server` is the process id of the database server whose children work for us, None without one."""

    server: int | None = None

    def cpu(self) -> float:
        """CPU seconds of this process and of the server's."""
        return time.process_time() + (cpu_of_server(self.server) if self.server else 0.0)

    def wall(self) -> float:
        """Monotonic seconds."""
        return time.perf_counter()


def cpu_of_server(server: int) -> float:
    """CPU seconds of a server process and its living children."""
    return sum(_cpu(each) for each in (server, *children(server)))


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
    try:
        nanoseconds = (PROC / str(process) / "schedstat").read_text("ascii").split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # a background process of the server has ended meanwhile
    return int(nanoseconds) / 1e9


def _status(process: int) -> dict[str, str]:
    lines = (PROC / str(process) / "status").read_text("ascii").splitlines()
    return dict(line.split(":", 1) for line in lines if ":" in line)
