"""Comments to measure with: sentences residents might write, put together anew for every comment."""

import random
from collections.abc import Iterator
from pathlib import Path

LIST = Path(__file__).parent.parent / "tests" / "language" / "development" / "comments.tsv"
# How many characters a comment reaches for: 150 or so when it is done, the length of one that says something.
LEAST, MOST = 20, 180


def comments(seed: int) -> Iterator[str]:
    """Comments without end, no two alike; the same ones for the same seed."""
    chance = random.Random(seed)
    sentences = _sentences()
    number = 0
    while True:
        number += 1
        wanted, said = chance.randint(LEAST, MOST), f"Gäller Storgatan {number}."
        while len(said) < wanted:
            said = f"{chance.choice(sentences)} {said}"
        yield said


def _sentences() -> list[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0].replace("\\n", " ") for line in lines if line and not line.startswith("# ")]
