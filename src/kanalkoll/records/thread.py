"""What stood round an item when it was secured: its post, what it answers, its neighbours, its answers."""

from dataclasses import dataclass

from django.db.models import Q

from kanalkoll.records.models import Record

MOST_NEIGHBOURS = 40
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Records in reading order, each with how deep it lies, and how many neighbours are not among them."""

    entries: tuple[tuple[int, Record], ...]
    left_out: int


def surroundings(record: Record) -> Surroundings:
    """The thread round the record, itself included. Sealed records are left out altogether."""
    above = _above(record)
    nearest, left_out = _neighbours(record)
    level = len(above)
    entries = [(depth, each) for depth, each in enumerate(above)]
    for each in nearest:
        entries.append((level, each))
        if each == record:
            entries += [(level + 1, answer) for answer in _answers(record)]
    return Surroundings(tuple((min(depth, DEEPEST), each) for depth, each in entries), left_out)


def _above(record: Record) -> list[Record]:
    """The post and the chain of what is answered, outermost first."""
    chain: list[Record] = []
    seen = {record.pk}
    step = record.parent or record.post
    while step is not None and step.pk not in seen and len(chain) < DEEPEST:
        seen.add(step.pk)
        chain.insert(0, step)
        step = step.parent or step.post
    return [each for each in chain if each.sealed_at is None]


def _neighbours(record: Record) -> tuple[list[Record], int]:
    """The record among the nearest of those at its own place, in the order they came."""
    place = Q(parent=record.parent) if record.parent_id else Q(parent=None, post=record.post)
    if record.parent_id is None and record.post_id is None:
        return [record], 0
    siblings = Record.objects.visible().filter(place).exclude(kind="note").exclude(pk=record.pk)
    before = list(
        siblings.filter(pk__lt=record.pk).select_related("head").order_by("-pk")[: MOST_NEIGHBOURS // 2]
    )
    after = list(
        siblings.filter(pk__gt=record.pk).select_related("head").order_by("pk")[: MOST_NEIGHBOURS // 2]
    )
    return [*reversed(before), record, *after], siblings.count() - len(before) - len(after)


def _answers(record: Record) -> list[Record]:
    answers = Record.objects.visible().filter(parent=record).exclude(kind="note")
    return list(answers.select_related("head").order_by("pk")[:MOST_NEIGHBOURS])
