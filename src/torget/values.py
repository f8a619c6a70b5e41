"""What exists in a town: accounts, what is written on them, and what has happened. Frozen values.

All times are aware UTC datetimes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["post", "visitor_post", "comment"]
Actor = Literal["page", "resident", "seed"]
Standing = Literal["valid", "expired", "revoked"]
Verb = Literal["add", "edited", "remove", "hide", "unhide"]

PERMISSIONS = frozenset(
    {
        "pages_show_list",
        "pages_read_engagement",
        "pages_read_user_content",
        "pages_manage_posts",
        "pages_manage_engagement",
        "pages_manage_metadata",
    }
)


@dataclass(frozen=True, slots=True)
class App:
    """The registered application that the municipality's program signs in as."""

    id: str = "1420000000000001"
    name: str = "Kanalkoll i Torget"
    secret: str = "torget-app-secret"  # noqa: S105 - a simulator's secret protects nothing
    verify_token: str = "torget-verify-token"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Account:
    """A municipality's account on a platform; on Facebook a Page."""

    id: str
    platform: str
    name: str
    token: str
    standing: Standing = "valid"
    permissions: frozenset[str] = PERMISSIONS
    subscribed: frozenset[str] = frozenset({"feed"})
    administrators: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something written on an account; `author_id` equal to `account_id` is the account's own.

    `hidden`: the author and the author's friends still see it. `visible_at`: reads do not find it before.
    """

    id: str
    seq: int
    kind: Kind
    account_id: str
    post_id: str
    parent_id: str | None
    author_id: str
    author_name: str
    text: str
    created_at: datetime
    edited_at: datetime | None
    hidden: bool
    published: bool
    deleted_at: datetime | None
    visible_at: datetime
    photo_id: str | None

    @property
    def by_account(self) -> bool:
        return self.author_id == self.account_id


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the town's log.

    `sort` is request (a call arrived), effect (something in the town changed), answer (the call was
    answered), fault (a fault was used) or webhook (a delivery was tried). `name` says which: an operation, a
    verb such as `comment.add`, a fault's kind. `by` tells whose doing an effect was.
    """

    seq: int
    at: datetime
    sort: Literal["request", "effect", "answer", "fault", "webhook"]
    name: str
    by: Actor | None
    account_id: str | None
    object_id: str | None
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """What a webhook tells about: a verb and the item as it is after it."""

    verb: Verb
    item: Item
    at: datetime
