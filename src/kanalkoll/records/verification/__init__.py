"""Checking that everything kept is what it was: log, records, versions, evidence and files, row by row.

Rows are read in chunks from one moment's view of the database, so writers are not kept waiting.
"""

from collections.abc import Iterator, Sequence

from kanalkoll.ledger import guards
from kanalkoll.ledger.checkpoints import exported
from kanalkoll.ledger.lane import reading
from kanalkoll.ledger.verification import Problem
from kanalkoll.ledger.verification import verify as verify_log
from kanalkoll.records.models import GUARDED_TABLES
from kanalkoll.records.verification.of_evidence import evidence_problems
from kanalkoll.records.verification.of_files import file_problems
from kanalkoll.records.verification.of_records import record_problems
from kanalkoll.records.verification.of_versions import version_problems

__all__ = ["Problem", "problems", "verify"]


def verify(*, checkpoints: Sequence[str] = ()) -> list[Problem]:
    """Every fault found, in the order found; empty when all is as it was kept.

    `checkpoints` are signed notes that were kept outside the system: only they can show that the whole log
    was rewritten or rolled back by somebody who could change the data folder too, where the others lie.
    """
    with reading():
        return list(problems(checkpoints=[*exported(), *checkpoints]))


def problems(*, checkpoints: Sequence[str] = ()) -> Iterator[Problem]:
    """The same one at a time. Read it within `lane.reading()`."""
    yield from verify_log(checkpoints=checkpoints)
    for name in guards.missing(GUARDED_TABLES):
        yield Problem("guard_missing", name, f"Databasens spärr {name} är borttagen.")
    yield from version_problems()
    yield from record_problems()
    yield from evidence_problems()
    yield from file_problems()
