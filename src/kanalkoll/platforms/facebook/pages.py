"""The adapter for Facebook Pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from kanalkoll.platforms import readback
from kanalkoll.platforms.answers import medium, one_of, page_of
from kanalkoll.platforms.errors import PlatformError
from kanalkoll.platforms.facebook import items, webhooks
from kanalkoll.platforms.facebook.faults import checked
from kanalkoll.platforms.facebook.graph import after_of, following, get, listed, write
from kanalkoll.platforms.facebook.interactions import Place, place
from kanalkoll.platforms.outside import Verb, call, fetch, not_understood, segment
from kanalkoll.platforms.pieces import Piece
from kanalkoll.platforms.untrusted import fields, moment, optional_identifier
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

POSTS_A_PAGE = "25"
IDS_A_PAGE = "100"
COMMENTS_A_PAGE = "50"
MOST_PAGES_READ_BACK = 200
# Where Facebook keeps pictures and films [verify].
MEDIA_HOSTS = (".fbcdn.net",)


class FacebookPages:
    """`Access.account_id` is the Page's id, `token` its Page token; `secrets` may hold app_id, app_secret,
    verify_token.
    """

    name = "facebook"
    label = "Facebook"
    # A publishing call has been seen to finish 222 seconds after it was made (zernio-dev/zernio-python#42).
    time_limit = 300.0
    capabilities: Mapping[str, Capability] = MappingProxyType(
        {
            "list_posts": Capability("native", "Sidans egna inlägg läses av plattformens gränssnitt."),
            "list_interactions": Capability(
                "native", "Kommentarer och besökares inlägg läses, inlägg för inlägg, med överlappning."
            ),
            "list_comments": Capability("native", "Hela tråden läses, även dolda kommentarer."),
            "notice_edits": Capability(
                "partial",
                "Facebook säger inte när en kommentar ändrades. Ändringar märks genom meddelanden från "
                "Facebook och när tråden läses om.",
            ),
            "notice_deletions": Capability(
                "partial", "Borttaget märks genom meddelanden från Facebook och när tråden läses om."
            ),
            "webhook": Capability(
                "native", "Facebook meddelar nya, ändrade, dolda och borttagna kommentarer."
            ),
            "reply": Capability("native", "Svaret skrivs i tråden, från sidan."),
            "set_comment_hidden": Capability(
                "partial",
                "En dold kommentar syns fortfarande för den som skrev den och för hens vänner. Den kan "
                "visas igen.",
            ),
            "delete_comment": Capability("native", "Kommentaren tas bort för alla och kan inte återställas."),
            "visitor_posts": Capability(
                "partial",
                "Besökares inlägg läses, besvaras, döljs och tas bort på samma sätt som kommentarer. "
                "Det är ännu inte prövat mot Facebook självt.",
            ),
            "send_message": Capability(
                "manual", "Direktmeddelanden läses och besvaras i sidans inkorg på Facebook, inte härifrån."
            ),
        }
    )

    def health(self, access: Access) -> Health:
        try:
            _, page = get(access, f"/{segment(access.account_id)}", {"fields": "id,name"})
            if optional_identifier(fields(page.value).get("id")) != access.account_id:
                raise PlatformError(
                    "permission_missing", "Inloggningen gäller en annan sida. Anslut kontot igen."
                )
            return Health(True, None, None, self._expiry(access))
        except PlatformError as fault:
            return Health(False, fault.message, fault.error_class, None)

    def list_posts(self, access: Access, *, since: datetime | None, cursor: str | None) -> Page:
        """Newest first [verify]: the list ends with the first page whose posts are all older than
        `since`.
        """
        query = {"fields": items.POST_FIELDS, "limit": POSTS_A_PAGE}
        page = self._page(
            access, f"/{segment(access.account_id)}/published_posts", query, cursor, self._post(access)
        )
        if since is None:
            return page
        recent = tuple(item for item in page.items if item.created_at is None or item.created_at >= since)
        return replace(page, items=recent, cursor=page.cursor if recent or page.refused else None)

    def get_post(self, access: Access, platform_id: str) -> Incoming:
        answer, found = get(access, f"/{segment(platform_id)}", {"fields": items.POST_FIELDS})
        return one_of(answer, found, self._post(access))

    def list_interactions(self, access: Access, *, since: datetime | None, cursor: str | None) -> Page:
        here = place(cursor)
        if here.threads:
            return self._changed_comments(access, here, since)
        if here.edge == "visitor_posts":
            return self._visitor_posts(access, here, since)
        return self._own_posts(access, here, since)

    def list_comments(self, access: Access, post_id: str, *, cursor: str | None) -> Page:
        return self._comments(access, post_id, since=None, cursor=cursor)

    def get_comment(self, access: Access, platform_id: str) -> Incoming:
        if _is_post(access, platform_id):
            return self.get_post(access, platform_id)
        answer, found = get(access, f"/{segment(platform_id)}", {"fields": items.LONE_COMMENT_FIELDS})
        return one_of(answer, found, self._comment(access, None))

    def fetch_media(self, access: Access, media: Media) -> Fetched:
        return medium(fetch(access, media.address, also=MEDIA_HOSTS))

    def reply(self, access: Access, *, to: str, post_id: str | None, text: str) -> Receipt:
        answer, said = write(access, "POST", f"/{segment(to)}/comments", {"message": text})
        written = optional_identifier(fields(said.value).get("id"))
        if written is None:
            raise not_understood(answer, "reply without id")
        return Receipt(written, None, said.raw)

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
        thread = self._thread(access, post_id or to, since=since - timedelta(minutes=1))
        candidates = readback.ours(thread, text=text, since=since, known=known)
        to_post = _is_post(access, to)
        exact = readback.under(candidates, None if to_post else to)
        if exact:
            return readback.receipt(exact[0])
        if not candidates or to_post:
            return None
        # Facebook keeps one level of replies: a reply to a reply may stand under that one's own parent.
        parent = self.get_comment(access, to).parent_id
        return readback.the_only_one(readback.under(candidates, parent)) if parent else None

    def set_comment_hidden(self, access: Access, platform_id: str, hidden: bool) -> Receipt:
        return self._done(access, "POST", platform_id, {"is_hidden": "true" if hidden else "false"})

    def delete_comment(self, access: Access, platform_id: str) -> Receipt:
        return self._done(access, "DELETE", platform_id, {})

    def webhook_challenge(self, access: Access, query: Mapping[str, str]) -> str:
        return webhooks.challenge(access, query)

    def webhook_verify(self, access: Access, headers: Mapping[str, str], body: bytes) -> bool:
        return webhooks.verify(access, headers, body)

    def webhook_parse(self, body: bytes) -> tuple[Hint, ...]:
        return webhooks.parse(body)

    def _expiry(self, access: Access) -> datetime | None:
        """When the token, or the leave to read with it, ends [verify]. Only an app can ask; a silence
        is no fault.
        """
        app_id, secret = access.secrets.get("app_id"), access.secrets.get("app_secret")
        if not app_id or not secret:
            return None
        query = {"input_token": access.token, "access_token": f"{app_id}|{secret}"}
        try:
            token = fields(
                fields(checked(call(access, "GET", "/debug_token", query=query)).value).get("data")
            )
        except PlatformError:
            return None
        ends = (token.get("expires_at"), token.get("data_access_expires_at"))
        return min((at for at in map(moment, ends) if at and at.timestamp() > 0), default=None)

    def _visitor_posts(self, access: Access, here: Place, since: datetime | None) -> Page:
        query = {"fields": items.POST_FIELDS, "limit": POSTS_A_PAGE}
        path = f"/{segment(access.account_id)}/visitor_posts"
        answer, said = get(access, path, {**query, **after_of(here.after)})
        after = following(answer, said, here.after)
        touched = _touched(said, since)
        page = page_of(listed(answer, said), self._post(access), cursor=here.listed(touched, after).cursor())
        return replace(page, items=tuple(item for item in page.items if item.platform_id in touched))

    def _own_posts(self, access: Access, here: Place, since: datetime | None) -> Page:
        query = {"fields": "id,updated_time", "limit": IDS_A_PAGE, **after_of(here.after)}
        answer, said = get(access, f"/{segment(access.account_id)}/published_posts", query)
        listed(answer, said)
        return Page((), here.listed(_touched(said, since), following(answer, said, here.after)).cursor())

    def _changed_comments(self, access: Access, here: Place, since: datetime | None) -> Page:
        try:
            page = self._comments(access, here.threads[0], since=since, cursor=here.within)
        except PlatformError as fault:
            if fault.error_class != "not_found":
                raise
            # The post was removed while we were reading.
            page = Page((), None)
        return replace(page, cursor=here.read(page.cursor).cursor())

    def _thread(self, access: Access, post_id: str, *, since: datetime) -> Iterator[Incoming]:
        cursor: str | None = None
        for _ in range(MOST_PAGES_READ_BACK):
            page = self._comments(access, post_id, since=since, cursor=cursor)
            yield from page.items
            cursor = page.cursor
            if cursor is None:
                return
        raise PlatformError(
            "outcome_unknown", "Tråden är för lång för att läsas igenom. Läs efter på plattformen."
        )

    def _comments(self, access: Access, post_id: str, *, since: datetime | None, cursor: str | None) -> Page:
        query = {
            "fields": items.COMMENT_FIELDS,
            "filter": "stream",
            "order": "chronological",
            "limit": COMMENTS_A_PAGE,
            **({} if since is None else {"since": str(int(since.timestamp()))}),
        }
        return self._page(
            access, f"/{segment(post_id)}/comments", query, cursor, self._comment(access, post_id)
        )

    def _page(
        self,
        access: Access,
        path: str,
        query: Mapping[str, str],
        cursor: str | None,
        item: Callable[[Piece], Incoming],
    ) -> Page:
        answer, said = get(access, path, {**query, **after_of(cursor)})
        return page_of(listed(answer, said), item, cursor=following(answer, said, cursor))

    def _done(self, access: Access, verb: Verb, platform_id: str, form: Mapping[str, str]) -> Receipt:
        answer, said = write(access, verb, f"/{segment(platform_id)}", form)
        if said.value is not True and fields(said.value).get("success") is not True:
            raise not_understood(answer, "no success")
        return Receipt(platform_id, None, said.raw)

    def _post(self, access: Access) -> Callable[[Piece], Incoming]:
        return lambda piece: items.post(piece, account_id=access.account_id)

    def _comment(self, access: Access, post_id: str | None) -> Callable[[Piece], Incoming]:
        return lambda piece: items.comment(piece, account_id=access.account_id, post_id=post_id)


def _is_post(access: Access, platform_id: str) -> bool:
    """A post's id begins with its Page's id, a comment's with its post's own number."""
    return platform_id.startswith(f"{access.account_id}_")


def _touched(said: Piece, since: datetime | None) -> tuple[str, ...]:
    """Posts whose thread may hold something new: `updated_time` follows the latest comment [verify]."""
    listed = fields(said.value).get("data")
    found: list[str] = []
    for told in map(fields, listed if isinstance(listed, list) else ()):
        post_id, updated = optional_identifier(told.get("id")), moment(told.get("updated_time"))
        if post_id and (since is None or updated is None or updated >= since):
            found.append(post_id)
    return tuple(found)
