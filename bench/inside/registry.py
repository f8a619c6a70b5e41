"""The subjects there are, in the order in which their modules were imported."""

from collections.abc import Callable, Iterator, Sequence

from bench.figures import Figure
from bench.inside.town import Bench

Measure = Callable[[Bench], Iterator[Figure]]
SUBJECTS: dict[str, Measure] = {}


def subject(name: str) -> Callable[[Measure], Measure]:
    """Registers what measures a subject; it yields its figures as they come."""

    def keep(measure: Measure) -> Measure:
        SUBJECTS[name] = measure
        return measure

    return keep


def subjects(only: Sequence[str]) -> list[str]:
    """The chosen ones, or all. Raises SystemExit with the names when one is unknown."""
    unknown = set(only) - SUBJECTS.keys()
    if unknown:
        raise SystemExit(f"there is no {', '.join(sorted(unknown))}; choose among {', '.join(SUBJECTS)}")
    return [name for name in SUBJECTS if not only or name in only]
