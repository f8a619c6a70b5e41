"""The adapter for a WordPress site."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from html import escape
from types import MappingProxyType

from kanalkoll.platforms import readback
from kanalkoll.platforms.answers import medium, one_of, page_of
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.outside import Answer, Verb, call, fetch, not_understood
from kanalkoll.platforms.pieces import Piece
from kanalkoll.platforms.untrusted import fields, optional_identifier
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
from kanalkoll.platforms.wordpress import items
from kanalkoll.platforms.wordpress.faults import checked
from kanalkoll.platforms.wordpress.lists import Part, cursor_of, following, parts_of, since_as_asked

A_PAGE = 50
MOST_PAGES_READ_BACK = 200
NEEDED = ("edit_posts", "edit_others_posts", "moderate_comments")

# context=edit everywhere: with a wrong password the ordinary lists answer 200 and leave out what is hidden.
_COMMENTS: Mapping[str, str] = {"status": "all", "context": "edit", "orderby": "date_gmt", "order": "asc"}
_POSTS: Mapping[str, str] = {"status": "publish", "context": "edit", "orderby": "modified", "order": "asc"}


class WordPressSite:
    """One WordPress site, signed in as one of its users with the role editor or higher."""

    name = "wordpress"
    label = "WordPress"
    # PHP stops a script after 30 seconds of its own work; waiting for the database does not count.
    time_limit = 120.0
    capabilities: Mapping[str, Capability] = MappingProxyType(
        {
            "list_posts": Capability("native", "Webbplatsens inlägg och sidor läses, även ändrade."),
            "list_interactions": Capability("native", "Nya kommentarer på hela webbplatsen läses."),
            "list_comments": Capability(
                "partial",
                "Hela tråden läses, även kommentarer som väntar på granskning. "
                "Det som WordPress har lagt som skräp eller i papperskorgen syns inte.",
            ),
            "notice_edits": Capability(
                "partial",
                "WordPress säger inte när en kommentar ändrades. Ändringar märks när tråden läses om.",
            ),
            "notice_deletions": Capability("partial", "Borttaget märks när tråden läses om."),
            "webhook": Capability(
                "none", "WordPress meddelar inget av sig självt; vi läser med jämna mellanrum."
            ),
            "reply": Capability(
                "native", "Svaret skrivs i tråden, från Kanalkolls användare på webbplatsen."
            ),
            "set_comment_hidden": Capability(
                "native", "Kommentaren läggs som väntande på granskning och syns inte. Den kan visas igen."
            ),
            "delete_comment": Capability(
                "native", "Kommentaren tas bort för alltid. Svar på den flyttas upp ett steg i tråden."
            ),
            "visitor_posts": Capability("none", "Besökare skriver inga egna inlägg på en webbplats."),
            "send_message": Capability("none", "WordPress har inga direktmeddelanden."),
        }
    )

    def health(self, access: Access) -> Health:
        try:
            user = fields(self._get(access, "/users/me", {"context": "edit"})[1].value)
            if optional_identifier(user.get("id")) != access.account_id:
                problem = "Inloggningen gäller en annan användare. Anslut kontot igen."
                raise PlatformError("permission_missing", problem)
            granted = fields(user.get("capabilities"))
            if not all(granted.get(needed) is True for needed in NEEDED):
                problem = "Användaren får inte granska kommentarer. Ge den rollen Redaktör i WordPress."
                raise PlatformError("permission_missing", problem)
            return Health(True, None, None, None)
        except PlatformError as fault:
            return Health(False, fault.message, fault.error_class, None)

    def list_posts(self, access: Access, *, since: datetime | None, cursor: str | None) -> Page:
        """Posts and pages that are new or changed since.

        Two filters, because a scheduled post keeps its old time of change when it is published.
        """
        first, *rest = parts_of(cursor) if cursor is not None else self._kinds_of_posts(access, since)
        query = {**_POSTS, **({} if since is None else {first.filter: since_as_asked(since)})}
        listed, total = self._list(access, first, query)
        there = following(first, listed=len(listed), total=total, asked=A_PAGE)
        ahead = tuple(rest) if there is None else (there, *rest)
        page = page_of(listed, items.post, cursor=cursor_of(ahead))
        return replace(page, items=tuple(item for item in page.items if _new(item, since)))

    def get_post(self, access: Access, platform_id: str) -> Incoming:
        """A comment tells its post's number and not its kind: every kind of post is tried."""
        number = _number("post", platform_id)
        for base in self._bases(access):
            try:
                answer, found = self._get(access, f"/{base}/{number}", {"context": "edit"})
            except PlatformError as fault:
                if fault.error_class != "not_found":
                    raise
            else:
                return one_of(answer, found, items.post)
        raise PlatformError("not_found")

    def list_interactions(self, access: Access, *, since: datetime | None, cursor: str | None) -> Page:
        page = self._comments(access, {}, since=since, cursor=cursor)
        return replace(page, items=tuple(item for item in page.items if _new(item, since)))

    def list_comments(self, access: Access, post_id: str, *, cursor: str | None) -> Page:
        return self._comments(access, {"post": _number("post", post_id)}, since=None, cursor=cursor)

    def get_comment(self, access: Access, platform_id: str) -> Incoming:
        number = _number("comment", platform_id)
        answer, found = self._get(access, f"/comments/{number}", {"context": "edit"})
        return one_of(answer, found, lambda piece: items.comment(piece, account_id=access.account_id))

    def fetch_media(self, access: Access, media: Media) -> Fetched:
        return medium(fetch(access, media.address))

    def reply(self, access: Access, *, to: str, post_id: str | None, text: str) -> Receipt:
        """`to` may be a comment or the post itself. WordPress keeps HTML, so the text is written as such."""
        parent = None if to == post_id else _number("comment", to)
        post = post_id or self.get_comment(access, to).post_id
        answer, said = self._write(
            access,
            "POST",
            "/comments",
            {
                "post": int(_number("post", post or "")),
                "parent": int(parent or 0),
                "content": escape(text, quote=False),
            },
        )
        return readback.receipt(self._written(access, answer, said))

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
        query = {"post": _number("post", post_id)} if post_id else {}
        candidates = readback.ours(
            self._all_comments(access, query, since=since), text=text, since=since, known=known
        )
        found = readback.under(candidates, None if to == post_id else to)
        return readback.receipt(found[0]) if found else None

    def set_comment_hidden(self, access: Access, platform_id: str, hidden: bool) -> Receipt:
        path = f"/comments/{_number('comment', platform_id)}"
        answer, said = self._write(access, "POST", path, {"status": "hold" if hidden else "approved"})
        changed = self._written(access, answer, said)
        if changed.platform_id != platform_id or changed.hidden != hidden:
            raise not_understood(answer, "status not changed")
        return readback.receipt(changed)

    def delete_comment(self, access: Access, platform_id: str) -> Receipt:
        path = f"/comments/{_number('comment', platform_id)}?force=true"
        answer, said = self._write(access, "DELETE", path, {})
        if fields(said.value).get("deleted") is not True:
            raise not_understood(answer, "not deleted")
        return Receipt(platform_id, None, said.raw)

    def webhook_challenge(self, access: Access, query: Mapping[str, str]) -> str:
        raise PlatformError("unsupported", self.capabilities["webhook"].reason)

    def webhook_verify(self, access: Access, headers: Mapping[str, str], body: bytes) -> bool:
        return False

    def webhook_parse(self, body: bytes) -> tuple[Hint, ...]:
        raise PlatformError("unsupported", self.capabilities["webhook"].reason)

    def _kinds_of_posts(self, access: Access, since: datetime | None) -> list[Part]:
        filters = ("modified_after",) if since is None else ("modified_after", "after")
        # Uploaded files can be commented too, but are no posts that somebody published.
        bases = [base for base in self._bases(access) if base != "media"]
        return [Part(base, each) for base in bases for each in filters]

    def _bases(self, access: Access) -> list[str]:
        """The parts of the interface that hold what can be commented: posts, pages and the site's own
        kinds.
        """
        answer, types = self._get(access, "/types", {"context": "edit"})
        found = []
        for told in map(fields, fields(types.value).values()):
            base = optional_identifier(told.get("rest_base"))
            commented = fields(told.get("supports")).get("comments") is True
            if base and commented and told.get("viewable") is True and told.get("rest_namespace") == "wp/v2":
                found.append(base)
        if not found:
            raise not_understood(answer, "no kind of post can be commented")
        return found

    def _comments(
        self, access: Access, query: Mapping[str, str], *, since: datetime | None, cursor: str | None
    ) -> Page:
        part = parts_of(cursor)[0] if cursor is not None else Part("comments", "after")
        asked = {**_COMMENTS, **query, **({} if since is None else {part.filter: since_as_asked(since)})}
        listed, total = self._list(access, part, asked)
        there = following(part, listed=len(listed), total=total, asked=A_PAGE)
        return page_of(
            listed,
            lambda piece: items.comment(piece, account_id=access.account_id),
            cursor=cursor_of(() if there is None else (there,)),
        )

    def _all_comments(
        self, access: Access, query: Mapping[str, str], *, since: datetime
    ) -> Iterator[Incoming]:
        cursor: str | None = None
        for _ in range(MOST_PAGES_READ_BACK):
            page = self._comments(access, query, since=since, cursor=cursor)
            yield from page.items
            cursor = page.cursor
            if cursor is None:
                return
        raise PlatformError(
            "outcome_unknown", "Tråden är för lång för att läsas igenom. Läs efter på plattformen."
        )

    def _list(self, access: Access, part: Part, query: Mapping[str, str]) -> tuple[list[Piece], int | None]:
        page = {"per_page": str(A_PAGE), "offset": str(part.offset)}
        answer, said = self._get(access, f"/{part.base}", {**query, **page})
        if not isinstance(said.value, list):
            raise not_understood(answer, "no list")
        total = answer.headers.get("x-wp-total", "")
        return said.elements(), int(total) if total.isdecimal() and len(total) < 12 else None

    def _written(self, access: Access, answer: Answer, said: Piece) -> Incoming:
        return one_of(answer, said, lambda piece: items.comment(piece, account_id=access.account_id))

    def _get(self, access: Access, path: str, query: Mapping[str, str]) -> tuple[Answer, Piece]:
        answer = call(access, "GET", path, query=query, headers=_signed_in(access))
        return answer, checked(answer)

    def _write(
        self, access: Access, verb: Verb, path: str, values: Mapping[str, str | int]
    ) -> tuple[Answer, Piece]:
        content = json.dumps(values).encode("ascii") if values else b""
        headers = {"Content-Type": "application/json", **_signed_in(access)}
        answer = call(access, verb, path, content=content, headers=headers)
        return answer, checked(answer)


def _signed_in(access: Access) -> dict[str, str]:
    pair = f"{access.secrets.get('username', '')}:{access.token}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode('ascii')}"}


def _number(kind: str, platform_id: str) -> str:
    """WordPress's own number in an id of ours; "not_found" for an id that cannot be one."""
    prefix, _, number = platform_id.partition("-")
    if prefix != kind or not (number.isascii() and number.isdecimal()):
        raise PlatformError("not_found", detail=f"no {kind}: {platform_id[:50]}")
    return number


def _new(item: Incoming, since: datetime | None) -> bool:
    times = [at for at in (item.created_at, item.edited_at) if at]
    return since is None or not times or max(times) >= since
