"""The units as a tree, read in one statement however deep it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from kanalkoll.municipality.models import Unit


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with those directly under it; `path` names it from the top down."""

    unit: Unit
    path: str
    below: tuple["Branch", ...]


def tree() -> tuple[Branch, ...]:
    """The units at the top with all that is under them; each knows how many people and accounts it has."""
    under: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.select_related("manager").annotate(
        people_here=Count("people", filter=Q(people__is_active=True), distinct=True),
        accounts_here=Count("accounts", distinct=True),
    ):
        under.setdefault(unit.parent_id, []).append(unit)
    return _branches(under, None, "")


def paths() -> dict[int, str]:
    """Unit id → its name from the top down, in the tree's order."""
    return {branch.unit.pk: branch.path for branch in _walk(tree())}


def _branches(under: Mapping[int | None, list[Unit]], parent: int | None, above: str) -> tuple[Branch, ...]:
    found = []
    for unit in under.get(parent, []):
        path = f"{above} › {unit.name}" if above else unit.name
        found.append(Branch(unit, path, _branches(under, unit.pk, path)))
    return tuple(found)


def _walk(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _walk(branch.below)
