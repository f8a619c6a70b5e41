"""How ids look on Facebook, and how its webhooks are worded and signed."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from torget.values import Account, App, Change, Kind


@dataclass(frozen=True, slots=True)
class Facebook:
    name: str = "facebook"

    def account_id(self, name: str) -> str:
        return f"1000{_digits('page', name, length=11)}"

    def token(self, account_id: str) -> str:
        return f"EAAT{hashlib.sha256(f'token {account_id}'.encode()).hexdigest()[:40]}"

    def person_id(self, account_id: str, name: str) -> str:
        """Facebook knows a person by a different id on each Page."""
        return f"24{_digits('person', account_id, name, length=14)}"

    def item_id(self, account_id: str, *, kind: Kind, post_id: str, number: int) -> str:
        """`page_number` for a post and `number of the post_number` for a comment."""
        local = int(f"122{_digits('series', account_id, length=5)}0000000") + number * 137
        return f"{post_id.partition('_')[2]}_{local}" if kind == "comment" else f"{account_id}_{local}"

    def webhook(self, account: Account, changes: Sequence[Change]) -> bytes:
        entries = [
            {
                "id": account.id,
                "time": int(change.at.timestamp()),
                "changes": [{"field": "feed", "value": _told(change)}],
            }
            for change in changes
        ]
        return json.dumps({"object": "page", "entry": entries}).encode()

    def signatures(self, app: App, body: bytes) -> Mapping[str, str]:
        key = app.secret.encode()
        return {
            "X-Hub-Signature": f"sha1={hmac.new(key, body, hashlib.sha1).hexdigest()}",
            "X-Hub-Signature-256": f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}",
        }


FACEBOOK = Facebook()


def wire_time(at: datetime) -> str:
    """As the Graph API writes times: `2026-11-21T10:00:00+0000`."""
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")


def _told(change: Change) -> dict[str, object]:
    item = change.item
    told: dict[str, object] = {
        "from": {"id": item.author_id, "name": item.author_name},
        "item": "comment" if item.kind == "comment" else "status" if item.by_account else "post",
        "verb": change.verb,
        "post_id": item.post_id,
        "created_time": int(item.created_at.timestamp()),
    }
    if item.kind == "comment":
        told |= {"comment_id": item.id, "parent_id": item.parent_id or item.post_id}
    else:
        told |= {"published": int(item.published)}
    # What was removed is not sent along.
    return told if change.verb == "remove" else told | {"message": item.text}


def _digits(*parts: str, length: int) -> str:
    number = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest())
    return str(number % 10**length).zfill(length)
