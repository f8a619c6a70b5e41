"""The platforms that are simulated. A new one is a package beside `facebook` and one line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torget.dialect import Dialect
from torget.facebook.graph import Graph
from torget.facebook.shape import FACEBOOK
from torget.square import Square
from torget.wire import Wire


@dataclass(frozen=True, slots=True)
class Platform:
    """How its things are named (`dialect`), and the calls it answers (`wire`, made once for each town)."""

    dialect: Dialect
    wire: Callable[[Square], Wire]


# Facebook takes every call that nobody before it claims, so it stays last.
PLATFORMS: Sequence[Platform] = (Platform(FACEBOOK, Graph),)
