"""Measures every subject in turn and prints each figure as soon as it is known."""

import argparse
import sys
import traceback

from bench.inside import pages, reading, receiving, registry, serving, sheets, verifying, webhooks
from bench.inside.town import Bench, build
from bench.options import add_options

# Importing a subject's module is what registers it.
MODULES = (pages, reading, receiving, serving, sheets, verifying, webhooks)


def main() -> int:
    """1 when something could not be measured, which is said on standard error; else 0."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--db")
    add_options(parser)
    chosen = parser.parse_args()
    bench = build(quick=chosen.quick, full=chosen.full, profile=chosen.profile)
    failed = [name for name in registry.subjects(chosen.only) if not _measure(name, bench)]
    return 1 if failed else 0


def _measure(name: str, bench: Bench) -> bool:
    try:
        for figure in registry.SUBJECTS[name](bench):
            print(figure.line(), flush=True)
    except Exception:
        # The other subjects still have something to say.
        print(f"{name} could not be measured:", file=sys.stderr)
        traceback.print_exc()
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
