"""What every change of people, units and accounts begins and ends with: permission, nobody in between, an event."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime

from kanalkoll.ledger.events import Happened, append, claim_tree
from kanalkoll.ledger.lane import writing
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import require
from kanalkoll.municipality.roles import Permission


class Unfit(Exception):
    """What was asked for cannot be so. The text says why and what to do; `field` names what it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)


@contextmanager
def changing(by: User, permission: Permission) -> Generator[None]:
    """One change, alone: what is checked inside still holds when it is written. Raises Refused.

    These changes are rare and short, so they take the log's own lock at once instead of each inventing one.
    """
    require(by, permission)
    with writing():
        claim_tree()
        yield


def happened(verb: str, object: str, *, by: User, now: datetime, ground: str = "") -> None:
    """Append the change's event; `ground` holds ids and codes only. Call it last."""
    append([Happened(verb=verb, object=object, actor=by.actor, ground=ground or None)], at=now)
