"""What each call of the Graph API does in the town."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from torget.facebook.access import is_the_app, signed_in
from torget.facebook.errors import GraphError, bad_parameter, bad_token, may_not, no_such_object
from torget.facebook.fields import Asked, parse
from torget.facebook.nodes import Fields, Scene, attachments, comments, show, show_page
from torget.facebook.paging import piece
from torget.square import Square
from torget.store import Selection
from torget.values import Account, Kind
from torget.wire import Answer, Request, json_answer

LONGEST_TEXT = 63_206
SUBSCRIBED_FIELDS = frozenset({"feed", "mention", "messages", "message_edits", "ratings", "conversations"})
_MOST_IDS = 50
_DONE = {"success": True}


def posts_of(edge: str, *kinds: Kind) -> Callable[[Scene, str], Answer]:
    """One of the Page's lists of published posts, newest first."""

    def listed(scene: Scene, page_id: str) -> Answer:
        _own_page(scene, page_id, permission="pages_read_engagement", reading=True)
        selection = Selection(
            kinds, account_id=page_id, published_only=True, seen_at=scene.now, newest_first=True
        )
        # Without permission to read what residents write, their posts are not in the feed.
        if not scene.may("pages_read_user_content"):
            selection = replace(selection, kinds=("post",))
        fields = _fields(scene)
        return json_answer(
            piece(
                scene.town.store,
                selection,
                scene.params,
                address=f"{scene.base}/{page_id}/{edge}",
                shown=lambda item: show(scene, item, fields),
            )
        )

    return listed


def comments_of(scene: Scene, object_id: str) -> Answer:
    address = f"{scene.base}/{object_id}/comments"
    return json_answer(comments(scene, scene.item(object_id), scene.params, _fields(scene), address=address))


def attachments_of(scene: Scene, object_id: str) -> Answer:
    return json_answer({"data": attachments(scene, scene.item(object_id))})


def one(scene: Scene, object_id: str) -> Answer:
    return json_answer(_node(scene, object_id, _fields(scene)))


def several(scene: Scene, _: str) -> Answer:
    """`?ids=a,b`: one that cannot be read makes the whole answer an error."""
    ids = [each.strip() for each in scene.params["ids"].split(",") if each.strip()]
    if not ids:
        raise bad_parameter("Param ids must be non-empty")
    if len(ids) > _MOST_IDS:
        raise bad_parameter(f"Too many IDs. Maximum: {_MOST_IDS}. Provided: {len(ids)}.")
    fields = _fields(scene)
    return json_answer({each: _node(scene, each, fields) for each in ids})


def publish(scene: Scene, page_id: str) -> Answer:
    _own_page(scene, page_id, permission="pages_manage_posts", reading=False)
    text = _text(scene)
    published = _yes_or_no(scene.params.get("published", "true"), "published")
    post = scene.town.add_post(page_id, text, published=published, by="page")
    return json_answer({"id": post.id})


def reply(scene: Scene, object_id: str) -> Answer:
    on = scene.item(object_id, "POST")
    comment = scene.town.add_comment(on.id, author=None, text=_text(scene), by="page")
    return json_answer({"id": comment.id})


def hide(scene: Scene, object_id: str) -> Answer:
    """`is_hidden` true or false. What the Page wrote itself cannot be hidden."""
    item = scene.item(object_id, "POST")
    hidden = _yes_or_no(scene.params["is_hidden"], "is_hidden")
    if item.kind == "comment" and item.by_account:
        raise GraphError("(#200) Permissions error", code=200, status=403)
    scene.town.hide(item.id, hidden, by="page")
    return json_answer(_DONE)


def edit(scene: Scene, object_id: str) -> Answer:
    """Only what the Page wrote itself."""
    item = scene.item(object_id, "POST")
    if not item.by_account:
        raise GraphError("(#200) Permissions error", code=200, status=403)
    if "message" in scene.params:
        scene.town.edit(item.id, _text(scene), by="page")
    if "is_published" in scene.params:
        published = _yes_or_no(scene.params["is_published"], "is_published")
        scene.town.publish(item.id, published, by="page")
    return json_answer(_DONE)


def delete(scene: Scene, object_id: str) -> Answer:
    item = scene.item(object_id, "DELETE")
    if item.kind == "post" and not scene.may("pages_manage_posts"):
        raise may_not("pages_manage_posts", reading=False)
    scene.town.delete(item.id, by="page")
    return json_answer(_DONE)


def roles(scene: Scene, page_id: str) -> Answer:
    page = _own_page(scene, page_id, permission="pages_manage_metadata", reading=True)
    people = [
        {"id": f"{90_000_000 + number}", "name": name, "tasks": ["MANAGE", "CREATE_CONTENT", "MODERATE"]}
        for number, name in enumerate(page.administrators)
    ]
    return json_answer({"data": people})


def subscriptions(scene: Scene, page_id: str) -> Answer:
    page, app = _own_page(scene, page_id, permission="pages_manage_metadata", reading=True), scene.town.app
    told = {"id": app.id, "name": app.name, "subscribed_fields": sorted(page.subscribed)}
    return json_answer({"data": [told] if page.subscribed else []})


def subscribe(scene: Scene, page_id: str) -> Answer:
    _own_page(scene, page_id, permission="pages_manage_metadata", reading=False)
    wanted = {each.strip(" []\"'") for each in scene.params.get("subscribed_fields", "").split(",")} - {""}
    if not wanted:
        raise bad_parameter("The parameter subscribed_fields is required.")
    if not wanted <= SUBSCRIBED_FIELDS:
        allowed = ", ".join(sorted(SUBSCRIBED_FIELDS))
        raise bad_parameter(f"Param subscribed_fields[0] must be one of {{{allowed}}}")
    scene.town.change_account(page_id, subscribed=wanted)
    return json_answer(_DONE)


def unsubscribe(scene: Scene, page_id: str) -> Answer:
    _own_page(scene, page_id, permission="pages_manage_metadata", reading=False)
    scene.town.change_account(page_id, subscribed=())
    return json_answer(_DONE)


def webhook(town: Square, params: Mapping[str, str]) -> Answer:
    """The app says where webhooks go; the address must pass the handshake first."""
    url = params.get("callback_url", "")
    if params.get("object") != "page" or not url.startswith(("http://", "https://")):
        raise bad_parameter("Param callback_url must be a valid URL and object must be page")
    if not town.webhooks.shake(url, verify_token=params.get("verify_token", "")):
        raise GraphError("(#2200) Callback verification failed", code=2200)
    town.webhooks.add(url)
    return json_answer(_DONE)


def debug_token(town: Square, request: Request) -> Answer:
    """What is known of `input_token`; asked by the app or the Page itself. 0 is a time that never comes."""
    if not is_the_app(town, request):
        signed_in(town, request)
    page = town.store.account_with_token(request.params.get("input_token", ""))
    if page is None:
        error = bad_token()
        problem = {"code": error.code, "message": "Invalid OAuth access token."}
        return json_answer({"data": {"error": problem, "is_valid": False, "scopes": []}})
    known: dict[str, object] = {
        "app_id": town.app.id,
        "type": "PAGE",
        "application": town.app.name,
        "data_access_expires_at": 0,
        "expires_at": 0,
        "is_valid": page.standing == "valid",
        "profile_id": page.id,
        "scopes": sorted(page.permissions),
    }
    if page.standing != "valid":
        subcode = 463 if page.standing == "expired" else 460
        known["error"] = {"code": 190, "message": "Error validating access token", "subcode": subcode}
    return json_answer({"data": known})


def _own_page(scene: Scene, page_id: str, *, permission: str, reading: bool) -> Account:
    if page_id == scene.account.id:
        return scene.account
    if scene.town.store.account(page_id) is None:
        raise no_such_object("GET" if reading else "POST", page_id)
    raise may_not(permission, reading=reading)


def _node(scene: Scene, object_id: str, fields: Fields) -> dict[str, object]:
    if object_id == scene.account.id:
        return show_page(scene, scene.account, fields)
    item = scene.item(object_id)
    permission = "pages_read_engagement" if item.by_account else "pages_read_user_content"
    if not scene.may(permission):
        raise may_not(permission, reading=True)
    return show(scene, item, fields)


def _fields(scene: Scene) -> tuple[Asked, ...]:
    asked = scene.params.get("fields", "")
    return parse(asked) if asked.strip() else ()


def _text(scene: Scene) -> str:
    text = scene.params.get("message", "")
    if not text.strip():
        raise bad_parameter("The parameter message is required")
    if len(text) > LONGEST_TEXT:
        raise bad_parameter(f"Param message must be at most {LONGEST_TEXT} characters")
    return text


def _yes_or_no(text: str, name: str) -> bool:
    if text.lower() not in ("true", "1", "false", "0"):
        raise bad_parameter(f"Param {name} must be a boolean")
    return text.lower() in ("true", "1")


CALLS: Mapping[str, Callable[[Scene, str], Answer]] = {
    "feed": posts_of("feed", "post", "visitor_post"),
    "published_posts": posts_of("published_posts", "post"),
    "visitor_posts": posts_of("visitor_posts", "visitor_post"),
    # A post on the Page counts as tagging it; posts elsewhere that tag it are not simulated.
    "tagged": posts_of("tagged", "visitor_post"),
    "comments": comments_of,
    "attachments": attachments_of,
    "object": one,
    "objects": several,
    "me": one,
    "roles": roles,
    "subscriptions": subscriptions,
    "publish": publish,
    "reply": reply,
    "hide": hide,
    "unhide": hide,
    "edit": edit,
    "delete": delete,
    "subscribe": subscribe,
    "unsubscribe": unsubscribe,
}
