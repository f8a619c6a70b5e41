"""One life of the program in which a comment is removed: `python -m tests.harness.removing NOW RECORD ACT PERSON`."""

import sys
from datetime import datetime, timedelta

import django

django.setup()

from kanalkoll.accounts import outbox  # noqa: E402
from kanalkoll.config.worker import settle  # noqa: E402
from kanalkoll.ledger import clock  # noqa: E402
from kanalkoll.moderation import removal  # noqa: E402
from kanalkoll.municipality.models import User  # noqa: E402
from kanalkoll.records.models import Record  # noqa: E402

ANSWERS = {"standing_disposal_decision": "yes"}


def main(now: datetime, record: int, act: str, person: int) -> None:
    """Request, secure, and let the worker send and check."""
    with clock.fixed(now):
        by = User.objects.get(pk=person)
        case = removal.request(
            Record.objects.get(pk=record),
            ground="insult",
            act=act,
            by=by,
            now=now,
            reason="Påhopp.",
            answers=ANSWERS,
        )
        removal.secure(case.pk, by=by, now=now)
        for seconds in range(1, 4):
            outbox.work(now=now + timedelta(seconds=seconds), settle=settle)


if __name__ == "__main__":
    main(datetime.fromisoformat(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
