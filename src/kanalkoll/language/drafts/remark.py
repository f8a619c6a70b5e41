"""A remark on a draft, in its view."""

from typing import NamedTuple


class Remark(NamedTuple):
    """A span of the view, the finding's type and how to mend it."""

    start: int
    end: int
    type: str
    reason: str
    score: float = 0.8
