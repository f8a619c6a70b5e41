"""What the checks of every table share: reading in chunks, and the order in which rows were written."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

CHUNK = 1_000
M = TypeVar("M", bound=Model)


def chunks(rows: QuerySet[M]) -> Iterator[list[M]]:
    """The rows by primary key, so many at a time that memory stays small."""
    last = None
    while True:
        further = rows.order_by("pk") if last is None else rows.order_by("pk").filter(pk__gt=last)
        chunk = list(further[:CHUNK])
        if not chunk:
            return
        yield chunk
        last = chunk[-1].pk
