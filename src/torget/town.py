"""A town: the square, with every platform that is simulated."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from torget.platforms import PLATFORMS
from torget.square import Square
from torget.values import App


def utc_now() -> datetime:
    return datetime.now(UTC)


class Town(Square):
    """`state` is a file that outlives the process; without it the town lives in memory."""

    def __init__(
        self, state: Path | None = None, *, app: App | None = None, clock: Callable[[], datetime] = utc_now
    ) -> None:
        dialects = {platform.dialect.name: platform.dialect for platform in PLATFORMS}
        super().__init__(state, dialects=dialects, app=app or App(), clock=clock)
