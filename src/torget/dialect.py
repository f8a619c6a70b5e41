"""What the town must know of a platform: how its ids look and how its webhooks are worded.

The other half of a platform, the calls it answers, is a `wire.Wire`.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from torget.values import Account, App, Change, Kind


class Dialect(Protocol):
    @property
    def name(self) -> str: ...

    def account_id(self, name: str) -> str:
        """The id an account with this name gets; always the same for the same name."""

    def token(self, account_id: str) -> str:
        """The key the account gets when none is given."""

    def person_id(self, account_id: str, name: str) -> str:
        """The id a resident is known by to this account."""

    def item_id(self, account_id: str, *, kind: Kind, post_id: str, number: int) -> str:
        """The id of the account's item number `number`; `post_id` is empty for a post."""

    def webhook(self, account: Account, changes: Sequence[Change]) -> bytes:
        """The body that tells about the changes."""

    def signatures(self, app: App, body: bytes) -> Mapping[str, str]:
        """The headers that prove a body came from the platform."""
