"""Facebook's webhooks: the handshake, the signature and what is told.

A webhook is a hint. Change reports that cannot be read are left out, because polling finds the same thing
later.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from typing import get_args

from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.facebook import items
from kanalkoll.platforms.pieces import Nonsense, Piece, read
from kanalkoll.platforms.untrusted import Fields, Unreadable, fields, identifier, moment
from kanalkoll.platforms.untrusted import optional_identifier as optional
from kanalkoll.platforms.values import Access, Hint, HintVerb, Incoming

LARGEST_BODY = 1_000_000
MOST_CHANGES = 1_000

_VERBS: Mapping[str, HintVerb] = {verb: verb for verb in get_args(HintVerb)}
_POSTS = frozenset({"post", "status", "photo", "video", "share", "link", "note", "album", "event"})


def challenge(access: Access, query: Mapping[str, str]) -> str:
    """The text to answer the handshake with. Raises "permission_missing" when it is not our handshake."""
    expected = access.secrets.get("verify_token", "")
    given = query.get("hub.verify_token", "")
    answer = query.get("hub.challenge", "")
    ours = bool(expected) and hmac.compare_digest(_bytes(expected), _bytes(given))
    if query.get("hub.mode") != "subscribe" or not ours or not (answer.isalnum() and len(answer) <= 200):
        raise PlatformError("permission_missing", "Handskakningen gäller inte det här kontot.")
    return answer


def verify(access: Access, headers: Mapping[str, str], body: bytes) -> bool:
    """Compares in constant time over the raw bytes. Without a secret, or with too large a body, nothing is
    accepted.
    """
    secret = access.secrets.get("app_secret", "")
    if not secret or len(body) > LARGEST_BODY:
        return False
    given = next((value for name, value in headers.items() if name.lower() == "x-hub-signature-256"), "")
    expected = f"sha256={hmac.new(_bytes(secret), body, hashlib.sha256).hexdigest()}"
    return hmac.compare_digest(_bytes(expected), _bytes(given))


def parse(body: bytes) -> tuple[Hint, ...]:
    """What the (already verified) bytes tell. Raises "contract_violation" when they are no batch of Page
    changes.
    """
    if len(body) > LARGEST_BODY:
        raise PlatformError("contract_violation", detail="too large a webhook")
    try:
        whole = read(body).members()
    except Nonsense as fault:
        raise PlatformError("contract_violation", detail=f"webhook: {fault}") from fault
    entries = whole.get("entry")
    if (
        "object" not in whole
        or whole["object"].value != "page"
        or not entries
        or not isinstance(entries.value, list)
    ):
        raise PlatformError("contract_violation", detail="webhook: not about a Page")
    changes = list(_changes(entries))
    if len(changes) > MOST_CHANGES:
        raise PlatformError("contract_violation", detail="webhook: too many changes")
    return tuple(hint for account_id, value in changes for hint in _hint(account_id, value))


def _changes(entries: Piece) -> Iterator[tuple[str, Piece]]:
    for entry in entries.elements():
        members = entry.members()
        account_id = optional(members["id"].value) if "id" in members else None
        for change in members["changes"].elements() if "changes" in members else ():
            told = change.members()
            if account_id and "value" in told and "field" in told and told["field"].value == "feed":
                yield account_id, told["value"]


def _hint(account_id: str, value: Piece) -> Iterator[Hint]:
    told = fields(value.value)
    verb, item = told.get("verb"), told.get("item")
    about_comment = item == "comment"
    if not isinstance(verb, str) or verb not in _VERBS or not isinstance(item, str):
        return
    if not about_comment and item not in _POSTS:
        return
    try:
        post_id = optional(told.get("post_id"))
        platform_id = identifier(told.get("comment_id" if about_comment else "post_id"), "id")
    except Unreadable:
        return
    yield Hint(
        _VERBS[verb],
        platform_id,
        post_id,
        _carried(account_id, value, told) if verb in ("add", "edited") and "message" in told else None,
        account_id,
        moment(told.get("created_time")),
    )


def _carried(account_id: str, value: Piece, told: Fields) -> Incoming | None:
    """The item that came along; its `raw` is what the webhook said of it."""
    comment = told.get("item") == "comment"
    parent = told.get("parent_id")
    as_graph = {
        **told,
        "id": told.get("comment_id") if comment else told.get("post_id"),
        # A comment directly under the post has the post as its parent here, and no parent in the Graph API.
        "parent": None if parent == told.get("post_id") else {"id": parent},
    }
    shaped = Piece(as_graph, value.source, value.start, value.end)
    try:
        if comment:
            return items.comment(shaped, account_id=account_id, post_id=optional(told.get("post_id")))
        return items.post(shaped, account_id=account_id)
    except Unreadable:
        return None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
