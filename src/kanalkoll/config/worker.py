"""The list of loops: what happens without anybody asking. Any number of workers share one database."""

import gc
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import close_old_connections

from kanalkoll.accounts import fetching, hints, outbox
from kanalkoll.accounts.fetching import Intake
from kanalkoll.accounts.models import Dispatch
from kanalkoll.inbox import receive, replying
from kanalkoll.language import prepare
from kanalkoll.language.name_pack import NamePackFault
from kanalkoll.ledger import checkpoints
from kanalkoll.ledger.clock import now as the_time
from kanalkoll.ledger.models import Checkpoint
from kanalkoll.moderation import settling
from kanalkoll.screening.names import names

log = structlog.get_logger("kanalkoll.worker")
INTAKE = Intake(receive=receive.receive, vanished=settling.vanished)


def settle(dispatch: Dispatch, now: datetime) -> None:
    """Hand an outcome to the room whose verb queued it."""
    SETTLED_BY[dispatch.cause.partition(":")[0]](dispatch, now)


SETTLED_BY: Mapping[str, Callable[[Dispatch, datetime], None]] = {
    "reply": replying.settle,
    "removal": settling.settle,
}


def get_ready() -> None:
    """Have what screening reads by at hand before the first comment comes.

    It stays as long as the process does, so no collection of garbage needs to go through it: each time that stopped
    everything for a sixth of a second. Names that cannot be read are told of when a text is screened.
    """
    prepare()
    with suppress(NamePackFault):
        names()
    gc.collect()
    gc.freeze()


@dataclass(frozen=True, slots=True)
class Loop:
    """One thing done over and over; returns whether there was anything to do."""

    name: str
    every: timedelta
    turn: Callable[[datetime], object]


def beat(now: datetime) -> None:
    """Leave a sign of life that `kanalkoll doctor` and a watchdog can read."""
    (settings.KANALKOLL_DATA / "worker.beat").write_text(now.isoformat(), "utf-8")


def daily_checkpoint(now: datetime) -> None:
    """Sign the log once a day even when nothing has been removed."""
    latest = Checkpoint.objects.order_by("size").last()
    if latest is None or now - latest.signed_at >= timedelta(days=1):
        checkpoints.sign(now=now)


LOOPS: tuple[Loop, ...] = (
    Loop("send", timedelta(seconds=1), lambda now: outbox.work(now=now, settle=settle)),
    Loop("hints", timedelta(seconds=1), lambda now: hints.handle_hints(now=now, intake=INTAKE)),
    Loop("fetch", timedelta(seconds=5), lambda now: fetching.fetch_due(now=now, intake=INTAKE)),
    Loop("beat", timedelta(seconds=10), beat),
    Loop("checkpoint", timedelta(hours=1), daily_checkpoint),
)


@dataclass(slots=True)
class Worker:
    """Runs every loop in its own rhythm until stop() is called; one fault never ends another loop."""

    loops: tuple[Loop, ...] = LOOPS
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Get ready, then go round until stopped."""
        get_ready()
        due = {loop.name: the_time() for loop in self.loops}
        while not self._stop.wait(0.2):
            now = the_time()
            for loop in self.loops:
                if due[loop.name] <= now and not self._stop.is_set():
                    due[loop.name] = now + loop.every
                    turn(loop, now)

    def stop(self) -> None:
        """Finish the turn under way and end."""
        self._stop.set()


def turn(loop: Loop, now: datetime) -> None:
    """One turn of one loop; what goes wrong is logged by type and tried again next time."""
    try:
        loop.turn(now)
    except Exception as error:
        # The loop must live on: a fault in one account or one row cannot be allowed to stop all the others.
        log.error("loop failed", loop=loop.name, error_class=type(error).__name__)
    finally:
        close_old_connections()
