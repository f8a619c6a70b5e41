"""Units: the tree they form, and their managers."""

from dataclasses import dataclass
from datetime import datetime

from kanalkoll.municipality.changing import Unfit, changing, happened
from kanalkoll.municipality.models import UNIT_KINDS, Unit, User
from kanalkoll.municipality.roles import Permission


@dataclass(frozen=True, slots=True)
class Plan:
    """A unit as it should be: its kind is a key of UNIT_KINDS, without a parent it stands at the top."""

    name: str
    kind: str
    parent: Unit | None = None
    manager: User | None = None


def add_unit(*, plan: Plan, by: User, now: datetime) -> Unit:
    """A new unit in the tree. Raises Unfit."""
    with changing(by, Permission.MANAGE_PEOPLE):
        _require_fitting(plan, unit=None)
        unit = Unit.objects.create(name=plan.name, kind=plan.kind, parent=plan.parent, manager=plan.manager)
        happened("unit.added", f"unit:{unit.pk}", by=by, now=now)
    return unit


def change_unit(unit: Unit, *, plan: Plan, by: User, now: datetime) -> Unit:
    """Rename, move or hand over a unit; who reaches its accounts by their role changes with it. Raises Unfit."""
    with changing(by, Permission.MANAGE_PEOPLE):
        unit = Unit.objects.get(pk=unit.pk)
        _require_fitting(plan, unit=unit)
        before = Plan(unit.name, unit.kind, unit.parent, unit.manager)
        names = ("name", "kind", "parent", "manager")
        changed = [name for name in names if getattr(before, name) != getattr(plan, name)]
        for name in changed:
            setattr(unit, name, getattr(plan, name))
        if changed:
            unit.save(update_fields=changed)
            happened("unit.changed", f"unit:{unit.pk}", by=by, now=now, ground=" ".join(changed))
    return unit


def _require_fitting(plan: Plan, *, unit: Unit | None) -> None:
    if plan.kind not in UNIT_KINDS:
        raise Unfit("Välj vad det är för slags enhet.", "kind")
    if plan.manager is not None and not plan.manager.is_active:
        raise Unfit(f"{plan.manager.name} är avslutad. Välj en annan chef.", "manager")
    neighbours = Unit.objects.filter(parent=plan.parent, name=plan.name)
    if any(neighbour != unit for neighbour in neighbours):
        raise Unfit(f"Det finns redan en enhet som heter {plan.name} där.", "name")
    if unit is not None and plan.parent is not None and unit.pk in _line_above(plan.parent):
        raise Unfit(f"{plan.parent.name} ligger under {unit.name}. Välj en enhet utanför den.", "parent")


def _line_above(unit: Unit) -> set[int]:
    """The unit and every unit above it."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    line: set[int] = set()
    above: int | None = unit.pk
    while above is not None and above not in line:
        line.add(above)
        above = parents.get(above)
    return line
