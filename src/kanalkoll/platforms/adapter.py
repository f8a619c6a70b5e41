"""What every platform's adapter can be asked, whatever the platform."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from kanalkoll.platforms.values import (
    Access,
    Capability,
    Fetched,
    Health,
    Hint,
    Incoming,
    Media,
    Page,
    Receipt,
)


class Adapter(Protocol):
    """One platform. Every verb raises `PlatformError` and nothing else for what the outside does.

    Reading verbs may be repeated at will. Writing verbs (reply, set_comment_hidden, delete_comment) are one
    attempt each: after "outcome_unknown" wait `time_limit` seconds, counted from the last attempt, and read
    back before anything is sent again.
    """

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str:
        """The platform's name for people."""
        ...

    @property
    def capabilities(self) -> Mapping[str, Capability]: ...

    @property
    def time_limit(self) -> float:
        """Seconds that the platform may still be acting after a call has been given up."""
        ...

    def health(self, access: Access) -> Health:
        """Whether the account can be used; never raises `PlatformError`."""
        ...

    def list_posts(self, access: Access, *, since: datetime | None, cursor: str | None) -> Page:
        """The account's own published posts, those created (or, where the platform tells, changed) since."""
        ...

    def get_post(self, access: Access, platform_id: str) -> Incoming: ...

    def list_interactions(self, access: Access, *, since: datetime | None, cursor: str | None) -> Page:
        """Every comment and visitor post that is new since, over all posts. The caller decides the overlap.

        Pages can be empty and still have a cursor. Edits that leave no trace in the platform's times are
        found by `list_comments`.
        """
        ...

    def list_comments(self, access: Access, post_id: str, *, cursor: str | None) -> Page:
        """The whole thread under a post, hidden comments too: what is missing from it is gone at the
        platform.
        """
        ...

    def get_comment(self, access: Access, platform_id: str) -> Incoming:
        """The comment or visitor post as it stands now; "not_found" when the platform shows it no more."""
        ...

    def fetch_media(self, access: Access, media: Media) -> Fetched:
        """The picture or film itself, at most 16 MB; "unsupported" when it does not lie at the platform."""
        ...

    def reply(self, access: Access, *, to: str, post_id: str | None, text: str) -> Receipt: ...

    def find_reply(
        self,
        access: Access,
        *,
        to: str,
        post_id: str | None,
        text: str,
        since: datetime,
        known: frozenset[str] = frozenset(),
    ) -> Receipt | None:
        """Our reply with this text, written at or after `since` (whole seconds); None when it is not there.

        `known`: replies already accounted for, so that the same saved reply to a neighbour is not mistaken
        for this one. Raises "outcome_unknown" when several could be it.
        """
        ...

    def set_comment_hidden(self, access: Access, platform_id: str, hidden: bool) -> Receipt: ...

    def delete_comment(self, access: Access, platform_id: str) -> Receipt: ...

    def webhook_challenge(self, access: Access, query: Mapping[str, str]) -> str:
        """What to answer, as plain text, when the platform asks whether this address is ours."""
        ...

    def webhook_verify(self, access: Access, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the bytes carry the platform's signature; to be asked before they are parsed."""
        ...

    def webhook_parse(self, body: bytes) -> tuple[Hint, ...]: ...
