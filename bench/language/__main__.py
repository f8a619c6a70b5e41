"""How well and how fast Swedish is read: one JSON line per figure.

Sets: `development` (which the rules were written with) and `unseen` (which they were not).
Run: python -m bench.language [--misses] [SET ...]
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.language import reading, speed
from bench.language.labelled import TEXTS
from bench.language.tally import Quality

SETS: Final = ("development", "unseen")
_READERS: Final[dict[str, Callable[[Path, str], Iterator[Quality | str]]]] = {
    "comments": reading.comments,
    "personal": reading.personal,
    "drafts": reading.drafts,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of each set, then the speed."""
    parser = argparse.ArgumentParser(prog="python -m bench.language", description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS, metavar="SET", help="a folder under tests/language")
    parser.add_argument("--misses", action="store_true", help="also print what went wrong, text by text")
    chosen = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    for name in chosen.sets:
        for line in _lines(TEXTS / name, misses=chosen.misses):
            print(line, flush=True)
    for figure in speed.measure():
        print(figure.line(), flush=True)
    return 0


def _lines(folder: Path, *, misses: bool) -> Iterator[str]:
    for kind, measure in _READERS.items():
        path = folder / f"{kind}.tsv"
        if not path.exists():
            raise SystemExit(f"{path} is missing: a set holds comments.tsv, personal.tsv and drafts.tsv")
        for told in measure(path, folder.name):
            if isinstance(told, Quality):
                yield told.line()
            elif misses:
                yield told


if __name__ == "__main__":
    sys.exit(main())
