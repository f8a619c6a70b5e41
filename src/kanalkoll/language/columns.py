"""Rows of whole numbers that are added up at once: a row is kept as one number, sixty-four bits to a column.

The sum of such numbers holds the sum of every column, exactly and in whatever order they are added.
"""

from collections.abc import Sequence
from functools import cache
from struct import Struct
from typing import Final

_BITS: Final = 64


def packed(columns: Sequence[int]) -> int:
    """The row of these columns; they may be negative."""
    return sum(column << _BITS * place for place, column in enumerate(columns))


def unpacked(row: int, count: int) -> tuple[int, ...]:
    """The columns of a row that has so many."""
    layout, signs = _layout(count)
    # Raised above zero no column borrows from the next; turned back each is a signed number of its own.
    return layout.unpack(((row + signs) ^ signs).to_bytes(layout.size, "little"))


@cache
def _layout(count: int) -> tuple[Struct, int]:
    """How the columns lie in memory, and the sign bit of each."""
    return Struct(f"<{count}q"), packed([1 << _BITS - 1] * count)
