"""How fast texts are read, how long the longest take, and what a process that reads them weighs."""

import gc
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Final

from bench.figures import Figure, at_least, at_most
from bench.language import labelled
from kanalkoll.language import Direction, screen

LONG: Final = 100_000
DIRECTIONS: Final[tuple[Direction, ...]] = ("incoming", "outgoing")
# Read by a process of its own, so that nothing else of the bench is weighed.
_FRESH: Final = """
import json, time
begun = time.perf_counter()
from kanalkoll.language import screen
screen("Hej! När öppnar badet, era jävla idioter? Ring 070-1740605.", direction="incoming")
screen("Kommunen har beslutat att avgiften höjs. Läs mer här.", direction="outgoing", channel="facebook")
taken = time.perf_counter() - begun
# Not getrusage: that remembers the process it was made from.
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([taken, int(most.split()[1]) / 1024]))
"""


def measure() -> Iterator[Figure]:
    """Rates per second of one core, times and memory, with their goals."""
    yield Figure("language.short_texts", _short_texts(), "1/s", goal=at_least(1_000))
    # As a worker does before it begins: what stays is not gone through each time garbage is collected.
    gc.collect()
    gc.freeze()
    for name, text in _long_texts().items():
        slowest = max(_seconds(text, direction) for direction in DIRECTIONS)
        yield Figure(f"language.100_kb_of_{name}", slowest, "s", goal=at_most(1))
    started, megabytes = _fresh()
    yield Figure("language.start_and_first_texts", started, "s", goal=at_most(2))
    yield Figure("language.resident", megabytes, "MB", goal=at_most(300))


def _short_texts() -> float:
    texts = [each.text for each in labelled.comments(labelled.TEXTS / "development" / "comments.tsv")]
    for text in texts:
        screen(text, direction="incoming")
    begun = time.process_time()
    for number in range(3):
        for text in texts:
            # Each text new, its words known: as in a process that has been up for a while.
            screen(f"{text} {number}", direction="incoming")
    return 3 * len(texts) / (time.process_time() - begun)


def _long_texts() -> dict[str, str]:
    """What people paste, and what would make a careless expression stop for hours."""
    sample = random.Random(7)
    words = " ".join(each.text for each in labelled.comments(labelled.TEXTS / "development" / "comments.tsv"))
    return {
        "comments": (words * (LONG // len(words) + 1))[:LONG],
        "one_letter": "a" * LONG,
        "spaced_letters": "j ä v l a " * (LONG // 10),
        "digits": "19900101-0017 " * (LONG // 14),
        "quoted_abuse": '"ni ska dö" ' * (LONG // 12),
        "short_questions": "vad? " * (LONG // 5),
        "signs": "*@#.-_" * (LONG // 6),
        "combining_marks": ("e" + "\u0301" * 9) * (LONG // 10),
        "any_letters": "".join(chr(sample.randrange(32, 0x2FFF)) for _ in range(LONG)),
        "new_words": " ".join(
            "".join(sample.choices("abcdefghijklmnoprstuvåäö", k=9)) for _ in range(LONG // 10)
        ),
    }


def _seconds(text: str, direction: Direction) -> float:
    begun = time.process_time()
    screen(text, direction=direction)
    return time.process_time() - begun


def _fresh() -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", _FRESH], capture_output=True, text=True, check=True)
    started, megabytes = json.loads(done.stdout)
    return float(started), float(megabytes)
