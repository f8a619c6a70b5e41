"""Playing the stories: residents write in the square, accounts are read, people decide with real verbs."""

from dataclasses import dataclass, field
from datetime import datetime

from kanalkoll.accounts import fetching
from kanalkoll.accounts.models import Connection
from kanalkoll.config.demo import deeds
from kanalkoll.config.demo.people import Staff
from kanalkoll.config.demo.script import RESIDENTS, Step
from kanalkoll.config.demo.square import Square
from kanalkoll.config.demo.towns import Town
from kanalkoll.config.worker import INTAKE
from kanalkoll.inbox.models import Message
from kanalkoll.policy.workdays import local_day

AT_THE_PLATFORM = frozenset({"answer", "pass_on", "remove"})


class Unread(Exception):
    """An account could not be read while the stories were played; the text says which and why."""


@dataclass(slots=True)
class Player:
    """Plays one town's stories in order of time; what residents wrote is read before anybody acts on it.

    `items`: the platform's ids by the stories' keys. `gone`: keys of what is no longer at the platform.
    `unread`: accounts with something new; `changed`: those where something was edited or deleted, which only
    a full reading finds.
    """

    town: Town
    staff: Staff
    square: Square
    items: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    def play(self, steps: list[Step], *, until: datetime) -> None:
        """Everything up to `until`, and at the end a full reading of every account."""
        day = None
        for step in steps:
            today = local_day(step.at)
            if day is not None and today != day:
                self._read_all(step.at)
            day = today
            if step.what in RESIDENTS:
                self._resident(step)
            else:
                self._ours(step)
        self.changed |= {plan.key for plan in self.town.accounts}
        self._read_all(until)

    def _resident(self, step: Step) -> None:
        if step.what == "post":
            page = self.staff.accounts[step.account].platform_id
            self.items[step.key] = self.square.write(page, step.text, author=step.by or None, at=step.at)
        elif step.what == "comment" and step.on in self.items and step.on not in self.gone:
            self.items[step.key] = self.square.comment(
                self.items[step.on], step.text, author=step.by, at=step.at
            )
        elif step.what in ("edit", "delete") and step.key in self.items and step.key not in self.gone:
            self._change(step)
        self.unread.add(step.account)

    def _change(self, step: Step) -> None:
        """What stood there before has been read, or there would be nothing to compare with."""
        self._read(step.account, step.at)
        if step.what == "edit":
            self.square.edit(self.items[step.key], step.text, at=step.at)
        else:
            self.square.delete(self.items[step.key], at=step.at)
            self._forget(step.key)
        self.changed.add(step.account)

    def _ours(self, step: Step) -> None:
        self._read(step.account, step.at)
        found = Message.objects.select_related("record", "account__unit")
        message = found.filter(record__platform_id=self.items.get(step.key)).first()
        if message is None or (step.key in self.gone and step.what in AT_THE_PLATFORM):
            return
        self.square.turn_to(step.at)
        deeds.act(self.town, self.staff, step, message)
        message.refresh_from_db()
        if message.state == "removed" and message.gone_at is not None:
            self._forget(step.key)

    def _forget(self, key: str) -> None:
        """Nothing can be written any more under what is gone."""
        self.gone |= {each for each in self.items if each == key or each.startswith(f"{key}/")}

    def _read_all(self, at: datetime) -> None:
        for account in sorted(self.unread | self.changed):
            self._read(account, at)

    def _read(self, account: str, at: datetime) -> None:
        if account not in self.unread and account not in self.changed:
            return
        connection = Connection.objects.select_related("account").get(account=self.staff.accounts[account])
        read = fetching.fetch(connection, now=at, intake=INTAKE, full=account in self.changed)
        if read.problem:
            raise Unread(f"{read.account}: {read.problem}")
        self.unread.discard(account)
        self.changed.discard(account)
