"""Where the time goes: CPU by room and by function, for `--profile`, and a counter round one function."""

import cProfile
import pstats
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.timing import Work

MOST_LINES = 30
_PLACES = (
    (re.compile(r"/kanalkoll/(\w+)"), "kanalkoll.{}"),
    (re.compile(r"/(django)/template"), "{}.template"),
    (re.compile(r"/(django)/db"), "{}.db"),
    (re.compile(r"/site-packages/(\w+)"), "{}"),
)


@dataclass(slots=True)
class Counted:
    """A function that counts the CPU spent in it."""

    function: Callable[..., Any]
    cpu: float = 0.0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the function gives."""
        start = time.process_time()
        try:
            return self.function(*args, **kwargs)
        finally:
            self.cpu += time.process_time() - start


def print_profile(name: str, work: Work) -> None:
    """Run the work under the profiler and say on standard error where its time went."""
    profile = cProfile.Profile()
    profile.enable()
    work()
    profile.disable()
    stats: Any = pstats.Stats(profile, stream=sys.stderr)
    print(f"\n{name}: share of own time by place", file=sys.stderr)
    for place, seconds in _by_place(stats).most_common(15):
        print(f"  {seconds / stats.total_tt:6.1%}  {place}", file=sys.stderr)
    stats.sort_stats("tottime").print_stats(MOST_LINES)
    stats.sort_stats("cumulative").print_stats(MOST_LINES * 2)


def _by_place(stats: Any) -> Counter[str]:
    seconds: Counter[str] = Counter()
    for (file, _, function), (_, _, own, *_rest) in stats.stats.items():
        seconds[_place(file, function)] += own
    return seconds


def _place(file: str, function: str) -> str:
    for pattern, words in _PLACES:
        if found := pattern.search(file):
            return words.format(found[1])
    return "database" if "sqlite" in function.lower() else "python"
