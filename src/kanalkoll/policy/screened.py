"""The shape of a screening that policy judges; `kanalkoll.language` makes values of this shape."""

from collections.abc import Sequence
from typing import Protocol


class Found(Protocol):
    """One finding in a text. Offsets are code points; `type` is a screening name such as ``hot``."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def rule(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Screened(Protocol):
    """A screened text: everything that was found in it."""

    @property
    def findings(self) -> Sequence[Found]: ...
