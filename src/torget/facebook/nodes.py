"""How a Page, a post and a comment look in an answer: only the fields that were asked for, and the id.

A field without value is left out, as Meta does. `*_UNUSED` are fields that exist on Facebook and never have
a value here; anything else that is asked for is an error, because a misspelt field is one on Facebook too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from torget.facebook.errors import bad_parameter, no_such_object
from torget.facebook.fields import Asked
from torget.facebook.paging import piece
from torget.facebook.shape import wire_time
from torget.square import Square
from torget.store import Selection
from torget.values import Account, Item

Fields = Sequence[Asked]
Node = TypeVar("Node", Account, Item)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who asks (`account`), for what (`params`), under which address: `base` with version, `host` without."""

    town: Square
    account: Account
    params: Mapping[str, str]
    base: str
    host: str
    now: datetime

    def item(self, item_id: str, method: str = "GET") -> Item:
        """Something on the asker's own account that reads can find by now."""
        found = self.town.store.item(item_id)
        if (
            found is None
            or found.deleted_at is not None
            or found.account_id != self.account.id
            or found.visible_at > self.now
        ):
            raise no_such_object(method, item_id)
        return found

    def may(self, permission: str) -> bool:
        return permission in self.account.permissions


def show(scene: Scene, item: Item, fields: Fields) -> dict[str, object]:
    if item.kind == "comment":
        return _shown(scene, item, fields or COMMENT_USUAL, COMMENT_FIELDS, COMMENT_UNUSED, "Comment")
    return _shown(scene, item, fields or POST_USUAL, POST_FIELDS, POST_UNUSED, "Post")


def show_page(scene: Scene, account: Account, fields: Fields) -> dict[str, object]:
    return _shown(scene, account, fields or PAGE_USUAL, PAGE_FIELDS, frozenset(), "Page")


def comments(
    scene: Scene, on: Item, params: Mapping[str, str], fields: Fields, *, address: str
) -> dict[str, object]:
    """The comments edge: without `filter` only those directly on the object, oldest first."""
    filtered = _one_of(params, "filter", ("toplevel", "stream"), "toplevel")
    order = _one_of(params, "order", ("chronological", "reverse_chronological"), "chronological")
    selection = Selection(
        ("comment",),
        post_id=on.post_id if on.kind != "comment" else None,
        parent_id=on.id if on.kind == "comment" else None,
        toplevel=on.kind != "comment" and filtered == "toplevel",
        seen_at=scene.now,
        newest_first=order == "reverse_chronological",
    )
    store = scene.town.store
    listed = piece(store, selection, params, address=address, shown=lambda each: show(scene, each, fields))
    if params.get("summary", "false") not in ("false", "0"):
        listed["summary"] = {"order": order, "total_count": store.count(selection), "can_comment": True}
    return listed


def attachments(scene: Scene, item: Item) -> list[dict[str, object]]:
    picture = _picture(scene, item)
    return [picture] if picture else []


def _shown(
    scene: Scene,
    node: Node,
    fields: Fields,
    known: Mapping[str, Callable[[Scene, Node, Asked], object]],
    unused: frozenset[str],
    node_type: str,
) -> dict[str, object]:
    shown: dict[str, object] = {}
    for asked in fields:
        if asked.name not in known and asked.name not in unused:
            raise bad_parameter(
                f"Tried accessing nonexisting field ({asked.name}) on node type ({node_type})"
            )
        value = known[asked.name](scene, node, asked) if asked.name in known else None
        if value is not None:
            shown[asked.name] = value
    return shown | {"id": node.id}


def _from(scene: Scene, item: Item, asked: Asked) -> object:
    # Without this permission Facebook does not say who a resident is.
    if not item.by_account and not scene.may("pages_read_user_content"):
        return None
    person = {"name": item.author_name, "id": item.author_id}
    wanted = {each.name for each in asked.inner} | {"id"}
    return {key: value for key, value in person.items() if key in wanted} if asked.inner else person


def _parent(scene: Scene, item: Item, asked: Asked) -> object:
    parent = scene.town.store.item(item.parent_id) if item.parent_id else None
    return show(scene, parent, asked.inner) if parent and parent.deleted_at is None else None


def _post(scene: Scene, item: Item, asked: Asked) -> object:
    return show(scene, scene.town.item(item.post_id), asked.inner)


def _comment_count(scene: Scene, item: Item, asked: Asked) -> object:
    return scene.town.store.count(Selection(("comment",), parent_id=item.id, seen_at=scene.now))


def _comments(scene: Scene, item: Item, asked: Asked) -> object:
    token = {"access_token": scene.params.get("access_token", scene.account.token)}
    names = {"fields": ",".join(each.name for each in asked.inner)} if asked.inner else {}
    params = {**asked.arguments, **names, **token}
    return comments(scene, item, params, asked.inner, address=f"{scene.base}/{item.id}/comments")


def _attachments(scene: Scene, item: Item, asked: Asked) -> object:
    found = attachments(scene, item)
    return {"data": found} if found else None


def _picture(scene: Scene, item: Item) -> dict[str, object] | None:
    if item.photo_id is None:
        return None
    link = _permalink(scene, item)
    return {
        "media": {"image": {"height": 720, "width": 960, "src": _photo_address(scene, item)}},
        "target": {"id": item.photo_id, "url": link},
        "type": "photo",
        "url": link,
    }


def _photo_address(scene: Scene, item: Item) -> str | None:
    return f"{scene.host}/torget/bild/{item.photo_id}" if item.photo_id else None


def _permalink(scene: Scene, item: Item) -> str:
    return f"{scene.host}/torget/{item.account_id}/inlagg/{item.post_id}#i{item.id}"


def _updated(scene: Scene, item: Item, asked: Asked) -> str:
    latest = scene.town.store.latest_comment_at(item.id)
    return wire_time(max(at for at in (item.created_at, item.edited_at, latest) if at is not None))


def _one_of(params: Mapping[str, str], name: str, allowed: Sequence[str], usual: str) -> str:
    value = params.get(name, usual).lower()
    if value not in allowed:
        raise bad_parameter(f"Param {name} must be one of {{{', '.join(allowed)}}} - got value: {value}")
    return value


COMMENT_USUAL: Fields = (Asked("created_time"), Asked("from"), Asked("message"))
POST_USUAL: Fields = (Asked("created_time"), Asked("message"))
PAGE_USUAL: Fields = (Asked("name"),)

COMMENT_FIELDS: Mapping[str, Callable[[Scene, Item, Asked], object]] = {
    "id": lambda scene, item, asked: item.id,
    "message": lambda scene, item, asked: item.text,
    "from": _from,
    "created_time": lambda scene, item, asked: wire_time(item.created_at),
    "is_hidden": lambda scene, item, asked: item.hidden,
    "is_private": lambda scene, item, asked: False,
    "can_comment": lambda scene, item, asked: True,
    "can_hide": lambda scene, item, asked: not item.by_account,
    "can_like": lambda scene, item, asked: True,
    "can_remove": lambda scene, item, asked: True,
    "can_reply_privately": lambda scene, item, asked: not item.by_account,
    "comment_count": _comment_count,
    "like_count": lambda scene, item, asked: 0,
    "user_likes": lambda scene, item, asked: False,
    "parent": _parent,
    "object": _post,
    "permalink_url": lambda scene, item, asked: _permalink(scene, item),
    "attachment": lambda scene, item, asked: _picture(scene, item),
    "comments": _comments,
}
COMMENT_UNUSED = frozenset(
    {"admin_creator", "application", "live_broadcast_timestamp", "message_tags", "private_reply_conversation"}
)

POST_FIELDS: Mapping[str, Callable[[Scene, Item, Asked], object]] = {
    "id": lambda scene, item, asked: item.id,
    "message": lambda scene, item, asked: item.text or None,
    "from": _from,
    "created_time": lambda scene, item, asked: wire_time(item.created_at),
    "updated_time": _updated,
    "is_hidden": lambda scene, item, asked: item.hidden,
    "is_published": lambda scene, item, asked: item.published,
    "is_expired": lambda scene, item, asked: False,
    "can_reply_privately": lambda scene, item, asked: not item.by_account,
    "permalink_url": lambda scene, item, asked: _permalink(scene, item),
    "full_picture": lambda scene, item, asked: _photo_address(scene, item),
    "status_type": lambda scene, item, asked: (
        "wall_post" if not item.by_account else "added_photos" if item.photo_id else "mobile_status_update"
    ),
    "comments": _comments,
    "attachments": _attachments,
}
POST_UNUSED = frozenset(
    {
        "actions", "admin_creator", "application", "backdated_time", "call_to_action", "child_attachments",
        "event",
        "feed_targeting", "icon", "message_tags", "parent_id", "picture", "place", "privacy", "promotable_id",
        "properties", "scheduled_publish_time", "shares", "story", "story_tags", "target", "targeting", "via",
    }
)  # fmt: skip

PAGE_FIELDS: Mapping[str, Callable[[Scene, Account, Asked], object]] = {
    "id": lambda scene, page, asked: page.id,
    "name": lambda scene, page, asked: page.name,
    "about": lambda scene, page, asked: page.about or None,
    "access_token": lambda scene, page, asked: page.token,
    "category": lambda scene, page, asked: "Government Organization",
    "is_published": lambda scene, page, asked: True,
    "is_webhooks_subscribed": lambda scene, page, asked: bool(page.subscribed),
    "link": lambda scene, page, asked: f"{scene.host}/torget/{page.id}/",
    "verification_status": lambda scene, page, asked: "not_verified",
}
