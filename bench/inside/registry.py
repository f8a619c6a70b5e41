"""The subjects there are."""

from collections.abc import Callable, Iterator, Sequence

from bench.figures import Figure
from bench.inside.town import Bench

Measure = Callable[[Bench], Iterator[Figure]]
SUBJECTS: dict[str, Measure] = {}
# What needs a log that can be verified first; what fills the database with noise last.
ORDER = ("reading", "receiving", "verifying", "webhooks", "sheets", "pages", "serving")


def subject(name: str) -> Callable[[Measure], Measure]:
    """Registers what measures a subject; it yields its figures as they come."""

    def keep(measure: Measure) -> Measure:
        SUBJECTS[name] = measure
        return measure

    return keep


def subjects(only: Sequence[str]) -> list[str]:
    """The chosen ones, or all, in their order. Raises SystemExit with the names when one is unknown."""
    unknown = set(only) - SUBJECTS.keys()
    if unknown:
        raise SystemExit(f"there is no {', '.join(sorted(unknown))}; choose among {', '.join(ORDER)}")
    return [name for name in ORDER if not only or name in only]
