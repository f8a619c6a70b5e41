"""Builders for the tests of this room: an account, and items as a platform would give them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from kanalkoll.municipality.models import Account, Unit
from kanalkoll.platforms.values import Author, Incoming, Media

NOON = datetime(2026, 10, 23, 10, 0, tzinfo=UTC)
ANNA = Author("u1", "Anna Ek", "https://example.test/anna")


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def an_account() -> Account:
    """The municipality's page."""
    unit, _ = Unit.objects.get_or_create(name="Kommunikationsenheten", kind="unit")
    account, _ = Account.objects.get_or_create(
        platform="facebook",
        platform_id="page",
        defaults={"name": "Aneby kommun", "address": "https://example.test/page", "unit": unit},
    )
    return account


def an_item(platform_id: str = "c1", text: str = "Hej!", **changes: Any) -> Incoming:
    """A comment by Anna on the post p1; any field can be given."""
    fields: dict[str, Any] = {
        "platform_id": platform_id,
        "kind": "comment",
        "text": text,
        "author": ANNA,
        "created_at": NOON - minutes(30),
        "edited_at": None,
        "post_id": "p1",
        "parent_id": None,
        "permalink": f"https://example.test/{platform_id}",
        "media": (),
        "hidden": False,
        "from_us": False,
    } | changes
    fields.setdefault("raw", json.dumps({"id": platform_id, "message": text}).encode())
    return Incoming(**fields)


def a_post(platform_id: str = "p1", text: str = "Nu öppnar badet.") -> Incoming:
    """The municipality's own post."""
    return an_item(
        platform_id,
        text,
        kind="post",
        post_id=None,
        author=Author("page", "Aneby kommun", None),
        from_us=True,
    )


def a_picture(address: str = "https://cdn.test/a/bild.png?sig=1") -> Media:
    return Media("image", address, "En bild", "image/png")
