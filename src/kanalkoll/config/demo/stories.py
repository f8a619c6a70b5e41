"""The stories as they are written down: posts, comments and what becomes of them, as frozen values. Pure.

Times are lengths counted from what stands above: a comment from its post, an answer from its comment.
"""

from dataclasses import dataclass, field
from datetime import time, timedelta

from kanalkoll.config.demo.moments import span
from kanalkoll.config.demo.tables import Table, content, maybe, only, several, table
from kanalkoll.config.demo.towns import Town


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person in the administration does: who, how long after, and to whom or why."""

    by: str
    after: timedelta
    to: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """The writer changes the words."""

    after: timedelta
    text: str


@dataclass(frozen=True, slots=True)
class Taking:
    """A removal. `approve`: who says yes where a second person must; `stops_at_request`: it still waits."""

    ground: str
    by: str
    after: timedelta
    approve: str | None
    stops_at_request: bool
    act: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Our answer, and what residents write after it."""

    by: str
    after: timedelta
    text: str
    replies: tuple["Comment", ...]


@dataclass(frozen=True, slots=True)
class Handling:
    """What becomes of something a resident wrote. `open`: nobody has come to it yet."""

    answer: Answer | None
    taking: Taking | None
    pass_on: Deed | None
    assign: Deed | None
    note: Deed | None
    close: str | None
    open: bool
    criteria: tuple[str, ...]
    edits: tuple[Edit, ...]
    deleted: timedelta | None


@dataclass(frozen=True, slots=True)
class Comment:
    """A resident's comment. `by` is a character's key or a name."""

    by: str
    after: timedelta
    text: str
    handling: Handling
    replies: tuple["Comment", ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the account's, or of a visitor's. It stands at `clock` some `days` ago, or `ago`."""

    key: str
    account: str
    text: str
    days: int
    clock: time | None
    ago: timedelta | None
    visitor: str | None
    handling: Handling
    comments: tuple[Comment, ...]
    own: bool = field(default=False)


def told_in(town: Town, *, month: int) -> tuple[Post, ...]:
    """Every story of a town: the shared ones of that time of the year, and its own."""
    shared = [
        post
        for place in sorted((content() / "shared").iterdir(), key=lambda each: each.name)
        for post in _posts(table(place), place.name, month=month, own=False)
        if post.key not in town.skip
    ]
    own = _posts(table(content() / town.folder / "stories.toml"), town.folder, month=month, own=True)
    return (*shared, *own)


def _posts(told: Table, where: str, *, month: int, own: bool) -> tuple[Post, ...]:
    only(told, frozenset({"months", "post"}), where)
    if month not in told.get("months", range(1, 13)):
        return ()
    return several(told, "post", lambda each: _post(each, own=own))


_HANDLING = {"answer", "remove", "pass_on", "assign", "note", "close", "open", "criteria", "edits", "deleted"}


def _post(told: Table, *, own: bool) -> Post:
    known = {"key", "account", "text", "days", "clock", "ago", "visitor", "comments"}
    only(told, frozenset(known | _HANDLING), f"post {told.get('key')}")
    return Post(
        key=told["key"],
        account=told["account"],
        text=told["text"].strip(),
        days=told.get("days", 0),
        clock=told.get("clock"),
        ago=span(told["ago"]) if "ago" in told else None,
        visitor=told.get("visitor"),
        handling=_handling(told),
        comments=several(told, "comments", _comment),
        own=own,
    )


def _comment(told: Table) -> Comment:
    known = {"by", "after", "text", "replies"}
    only(told, frozenset(known | _HANDLING), f"comment by {told.get('by')}")
    return Comment(
        by=told["by"],
        after=span(told["after"]),
        text=told["text"].strip(),
        handling=_handling(told),
        replies=several(told, "replies", _comment),
    )


def _handling(told: Table) -> Handling:
    return Handling(
        answer=maybe(told, "answer", _answer),
        taking=maybe(told, "remove", _taking),
        pass_on=maybe(told, "pass_on", _passing),
        assign=maybe(told, "assign", _deed),
        note=maybe(told, "note", _deed),
        close=told.get("close"),
        open=told.get("open", False),
        criteria=tuple(told.get("criteria", ())),
        edits=several(told, "edits", lambda each: Edit(span(each["after"]), each["text"])),
        deleted=span(told["deleted"]) if "deleted" in told else None,
    )


def _answer(told: Table) -> Answer:
    only(told, frozenset({"by", "after", "text", "replies"}), f"answer by {told.get('by')}")
    return Answer(told["by"], span(told["after"]), told["text"], several(told, "replies", _comment))


def _taking(told: Table) -> Taking:
    only(told, frozenset({"ground", "by", "after", "approve", "stage", "act"}), "removal")
    return Taking(
        ground=told["ground"],
        by=told["by"],
        after=span(told["after"]),
        approve=told.get("approve"),
        stops_at_request=told.get("stage") == "requested",
        act=told.get("act"),
    )


def _passing(told: Table) -> Deed:
    only(told, frozenset({"to", "by", "after", "holding"}), "pass_on")
    return Deed(told["by"], span(told["after"]), told["to"], told.get("holding", ""))


def _deed(told: Table) -> Deed:
    only(told, frozenset({"to", "by", "after", "text"}), f"deed by {told.get('by')}")
    return Deed(told["by"], span(told["after"]), told.get("to", ""), told.get("text", ""))
