"""The values that cross the border between a platform and the rest of the house.

Everything in them was written by strangers. Text is made storable (see `untrusted`), identifiers and
addresses have been checked, and `raw` holds the platform's own bytes. Times are aware and in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["post", "comment", "visitor_post", "message"]
MediaKind = Literal["image", "video", "file"]
Level = Literal["native", "partial", "manual", "none"]
HintVerb = Literal["add", "edited", "remove", "hide", "unhide"]

Alteration = Literal["characters_replaced", "text_shortened", "html_to_text"]
"""How `Incoming.text` differs from what the platform sent: characters that no database can keep (NUL, lone
surrogates) became U+FFFD; the text was cut at 100,000 code points; HTML became plain text."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it, as the platform tells: the id may be missing, the name may be empty."""

    platform_id: str | None
    name: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, film or file that belongs to an item; `address` is at the platform and may expire."""

    kind: MediaKind
    address: str
    alt: str
    mime: str | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A medium's bytes and what the platform says they are."""

    content: bytes = field(repr=False)
    mime: str | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One item as it stands at the platform right now.

    `raw` is the item's own bytes, cut unchanged out of the platform's answer. `hidden` means not shown to
    the public. `from_us` means written by the account itself. `edited_at` is None where the platform does
    not tell.
    """

    platform_id: str
    kind: Kind
    text: str = field(repr=False)
    author: Author = field(repr=False)
    created_at: datetime | None
    edited_at: datetime | None
    post_id: str | None
    parent_id: str | None
    permalink: str | None
    media: tuple[Media, ...]
    hidden: bool
    from_us: bool
    raw: bytes = field(repr=False)
    altered: tuple[Alteration, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that could not be read. It is reported and its bytes are kept; the rest of the page goes on."""

    platform_id: str | None
    reason: str
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list. `cursor` None means that the list is complete; pages may overlap."""

    items: tuple[Incoming, ...]
    cursor: str | None
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """What an adapter needs to act for one account.

    `address` is the base of the platform's interface and the only host that may be reached. `secrets` holds
    what else the platform asks for: app_id, app_secret and verify_token (Facebook), username (WordPress).
    """

    platform: str
    address: str
    account_id: str
    token: str = field(repr=False)
    secrets: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform's yes. `at` is the platform's own time where it gives one."""

    platform_id: str | None
    at: datetime | None
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hint:
    """What a webhook claims has happened. Only a hint: reading the platform is the truth.

    `account_id` is the account the platform says it concerns; `item` is what it carried along, when it
    could be read.
    """

    verb: HintVerb
    platform_id: str
    post_id: str | None
    item: Incoming | None
    account_id: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the account can be used now; `problem` is Swedish and says what to do."""

    ok: bool
    problem: str | None
    error_class: str | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Capability:
    """How well a platform can do something: native in its interface, partial, by hand, or not at all."""

    level: Level
    reason: str
