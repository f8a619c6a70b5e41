"""Checking everything kept, room by room: what was received, and what people decided about it."""

from collections.abc import Sequence
from itertools import chain

from kanalkoll.inbox.verification import inbox_problems
from kanalkoll.ledger.checkpoints import exported
from kanalkoll.ledger.lane import reading
from kanalkoll.ledger.verification import Problem
from kanalkoll.moderation.verification import events_about, removal_problems
from kanalkoll.municipality.verification import guideline_problems
from kanalkoll.records.verification import problems
from kanalkoll.screening.verification import screening_problems


def verify_all(checkpoints: Sequence[str] = ()) -> list[Problem]:
    """Every fault in log, records, files, guidelines, decisions and removals; empty when all is as it was kept.

    `checkpoints` are signed notes that were kept outside the system; those in the data folder are read too.
    """
    with reading():
        return list(
            chain(
                problems(checkpoints=[*exported(), *checkpoints]),
                guideline_problems(),
                screening_problems(),
                inbox_problems(elsewhere=events_about),
                removal_problems(),
            )
        )
