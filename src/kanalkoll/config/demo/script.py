"""The stories as one line of happenings in time, up to now and no further. Pure.

What would lie in the future has not happened: an answer due on Monday morning is not there on a Sunday.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from kanalkoll.config.demo.moments import STOCKHOLM, at_work, workday_at
from kanalkoll.config.demo.stories import Answer, Comment, Deed, Handling, Post, Taking, told_in
from kanalkoll.config.demo.towns import Town
from kanalkoll.config.demo.wording import filled, named

AT_ONCE = timedelta(hours=1)
LEFT_OPEN = timedelta(days=3)
MORNING_AFTER = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Step:
    """One happening: `what` at `at` on the account `account`. `key` names the item it concerns.

    `what` is a doing of the residents' (post, comment, edit, delete) or of ours (answer, pass_on, assign,
    note, close, register, remove). `on` is the item above, `by` a resident's name or a person's key.
    """

    at: datetime
    what: str
    account: str
    key: str
    by: str = ""
    on: str = ""
    text: str = ""
    to: str = ""
    ground: str = ""
    criteria: tuple[str, ...] = ()
    taking: Taking | None = None
    resident: str = ""


RESIDENTS = frozenset({"post", "comment", "edit", "delete"})


def steps(town: Town, *, now: datetime) -> list[Step]:
    """Everything that has happened in the town until now, in order."""
    month = now.astimezone(STOCKHOLM).month
    writer = _Writer(town, now)
    found = [step for post in told_in(town, month=month) for step in writer.post(post)]
    return sorted(found, key=lambda step: (step.at, step.key, step.what))


@dataclass(frozen=True, slots=True)
class _Writer:
    town: Town
    now: datetime

    def post(self, post: Post) -> Iterator[Step]:
        """The post, its comments, and what became of them."""
        at = self._stands_at(post)
        if at > self.now:
            return
        account = self.town.account(post.account).key
        by = named(self.town, post.visitor) if post.visitor else ""
        yield Step(at, "post", account, post.key, by=by, text=self._words(post.text, at))
        if post.visitor:
            yield from self._handled(post.handling, account, post.key, by, at, reply=False, text=post.text)
        yield from self._comments(post.comments, account, post.key, at, reply=False)

    def _stands_at(self, post: Post) -> datetime:
        if post.ago is not None:
            return self.now - post.ago
        if post.clock is None:
            raise ValueError(f"{post.key} needs a clock or ago")
        return workday_at(self.now, days=post.days, clock=post.clock)

    def _comments(
        self,
        comments: Sequence[Comment],
        account: str,
        on: str,
        since: datetime,
        *,
        reply: bool,
        mark: str = "",
    ) -> Iterator[Step]:
        for number, comment in enumerate(comments):
            at = since + comment.after
            if at <= self.now:
                key = f"{on}/{mark}{number}"
                yield from self._comment(comment, account, key, on, at, reply=reply)

    def _comment(
        self, comment: Comment, account: str, key: str, on: str, at: datetime, *, reply: bool
    ) -> Iterator[Step]:
        by = named(self.town, comment.by)
        yield Step(at, "comment", account, key, by=by, on=on, text=self._words(comment.text, at))
        yield from self._handled(comment.handling, account, key, by, at, reply=reply, text=comment.text)
        yield from self._comments(comment.replies, account, key, at, reply=True)

    def _handled(
        self, handling: Handling, account: str, key: str, by: str, at: datetime, *, reply: bool, text: str
    ) -> Iterator[Step]:
        for edit in handling.edits:
            yield from self._step(at + edit.after, "edit", account, key, text=self._words(edit.text, at))
        if handling.deleted is not None:
            yield from self._step(at + handling.deleted, "delete", account, key)
        for what, deed in (
            ("assign", handling.assign),
            ("note", handling.note),
            ("pass_on", handling.pass_on),
        ):
            yield from self._deed(what, deed, account, key, by, at)
        yield from self._answered(handling.answer, account, key, by, at, criteria=handling.criteria)
        yield from self._taken(handling.taking, account, key, by, at)
        if handling.answer is None and handling.taking is None:
            yield from self._left(handling, account, key, at, reply=reply, text=text)

    def _answered(
        self,
        answer: Answer | None,
        account: str,
        key: str,
        to: str,
        at: datetime,
        *,
        criteria: tuple[str, ...],
    ) -> Iterator[Step]:
        if answer is None:
            return
        when = self._our_time(at, answer.after, key)
        words = self._words(answer.text, when, to=to)
        yield from self._step(when, "answer", account, key, by=answer.by, text=words, resident=to)
        if criteria or _chance(key) < 60:
            again = when + timedelta(minutes=4)
            yield from self._step(again, "register", account, key, by=answer.by, criteria=criteria)
        yield from self._comments(answer.replies, account, key, when, reply=True, mark="a")

    def _taken(self, taking: Taking | None, account: str, key: str, to: str, at: datetime) -> Iterator[Step]:
        if taking is not None:
            when = self._our_time(at, taking.after, key)
            yield from self._step(when, "remove", account, key, by=taking.by, taking=taking, resident=to)

    def _deed(
        self, what: str, deed: Deed | None, account: str, key: str, to: str, at: datetime
    ) -> Iterator[Step]:
        if deed is not None:
            when = self._our_time(at, deed.after, key)
            words = self._words(deed.text, when, to=to)
            yield from self._step(when, what, account, key, by=deed.by, to=deed.to, text=words, resident=to)

    def _left(
        self, handling: Handling, account: str, key: str, at: datetime, *, reply: bool, text: str
    ) -> Iterator[Step]:
        """What needs no answer is closed the morning after; a question left lying is somebody's oversight."""
        asks = text.rstrip(" ?!😅").endswith("?") or text.rstrip().endswith("?")
        lying = handling.open or (asks and not reply and handling.close is None)
        if lying or self.now - at < LEFT_OPEN:
            return
        when = at_work(at + MORNING_AFTER) + timedelta(minutes=_chance(key) % 45)
        ground = handling.close or ("conversation" if reply else "asks_nothing")
        by = self.town.account(account).administrators[0]
        yield from self._step(when, "close", account, key, by=by, ground=ground)
        if handling.criteria or _chance(key) < 40:
            again = when + timedelta(minutes=2)
            yield from self._step(again, "register", account, key, by=by, criteria=handling.criteria)

    def _our_time(self, at: datetime, after: timedelta, key: str) -> datetime:
        """Within the hour somebody sat there already; the rest waits for the office to open."""
        if after <= AT_ONCE:
            return at + after
        when = at_work(at + after)
        return when if when == at + after else when + timedelta(minutes=_chance(key) % 40)

    def _step(self, at: datetime, what: str, account: str, key: str, **more: Any) -> Iterator[Step]:
        if at <= self.now:
            yield Step(at, what, account, key, **more)

    def _words(self, text: str, at: datetime, *, to: str = "") -> str:
        return filled(text, town=self.town, at=at, to=to)


def _chance(key: str) -> int:
    """A number from 0 to 99 that is always the same for the same item."""
    return sha256(key.encode()).digest()[0] % 100
