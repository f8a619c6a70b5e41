"""A whole town from one JSON value: pages with posts, comments and answers. ValueError where it is not one.

    {"pages": [{"name": "Exempelköping", "id": "…", "token": "…", "administrators": ["…"], "posts": [
        {"text": "…", "at": "2026-11-20T08:00:00+01:00", "author": "…", "photo": "base64", "comments": [
            {"author": "…", "text": "…", "at": "…", "hidden": false, "edits": [{"text": "…", "at": "…"}],
             "replies": [{"author": null, "text": "…"}]}]}]}],
     "webhooks": ["http://…"], "notify": false}

Only names and texts are needed. `author` null or absent means the page itself. A page that is there already
is left alone with everything on it, so the same seed twice changes nothing.
"""

import base64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from torget.town import Town
from torget.values import Account, Item

Json = Mapping[str, object]


def seed(town: Town, value: object) -> dict[str, object]:
    """Gives the same tree back with the ids (and each page's token)."""
    wanted = _mapping(value, "the seed")
    notify = wanted.get("notify") is True
    # All or nothing: a page that is half there would be taken for a whole one the next time.
    with town.store.changing():
        pages = [_page(town, each, notify=notify) for each in _several(wanted, "pages")]
    for url in _words(wanted, "webhooks"):
        town.webhooks.add(url)
    return {"pages": pages}


def moment(value: Json, name: str = "at") -> datetime | None:
    """An ISO 8601 time; without zone it is UTC."""
    text = _maybe(value, name)
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _page(town: Town, value: Json, *, notify: bool) -> dict[str, object]:
    before = {account.id for account in town.store.accounts()}
    page = town.add_page(
        _text(value, "name"),
        id=_maybe(value, "id"),
        token=_maybe(value, "token"),
        platform=_maybe(value, "platform") or "facebook",
        administrators=_words(value, "administrators"),
        about=_maybe(value, "about") or "",
    )
    told: dict[str, object] = {"id": page.id, "name": page.name, "token": page.token}
    if page.id in before:
        return told | {"posts": [], "kept": True}
    return told | {"posts": [_post(town, page, each, notify=notify) for each in _several(value, "posts")]}


def _post(town: Town, page: Account, value: Json, *, notify: bool) -> dict[str, object]:
    post = town.add_post(
        page.id,
        _text(value, "text"),
        author=_maybe(value, "author"),
        at=moment(value),
        id=_maybe(value, "id"),
        photo=_photo(value),
        by="seed",
        notify=notify,
    )
    return {
        "id": post.id,
        "comments": [_comment(town, post, each, notify) for each in _several(value, "comments")],
    }


def _comment(town: Town, on: Item, value: Json, notify: bool) -> dict[str, object]:
    comment = town.add_comment(
        on.id,
        author=_maybe(value, "author"),
        text=_text(value, "text"),
        at=moment(value),
        id=_maybe(value, "id"),
        photo=_photo(value),
        by="seed",
        notify=notify,
    )
    for edit in _several(value, "edits"):
        town.edit(comment.id, _text(edit, "text"), at=moment(edit), by="seed", notify=notify)
    if value.get("hidden") is True:
        town.hide(comment.id, True, by="seed", notify=notify)
    replies = [_comment(town, comment, each, notify) for each in _several(value, "replies")]
    return {"id": comment.id, "replies": replies}


def _photo(value: Json) -> bytes | None:
    text = _maybe(value, "photo")
    return None if text is None else base64.b64decode(text, validate=True)


def _mapping(value: object, what: str) -> Json:
    if not isinstance(value, Mapping):
        raise ValueError(f"{what} must be an object")
    return value


def _several(value: Json, name: str) -> Sequence[Json]:
    found = value.get(name, [])
    if not isinstance(found, list):
        raise ValueError(f"{name} must be a list")
    return [_mapping(each, f"each of {name}") for each in found]


def _words(value: Json, name: str) -> list[str]:
    found = value.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ValueError(f"{name} must be a list of texts")
    return found


def _text(value: Json, name: str) -> str:
    text = _maybe(value, name)
    if text is None:
        raise ValueError(f"{name} is missing")
    return text


def _maybe(value: Json, name: str) -> str | None:
    text = value.get(name)
    if text is not None and not isinstance(text, str):
        raise ValueError(f"{name} must be a text")
    return text
