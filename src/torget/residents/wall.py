"""One account as a resident sees it: its posts with everything under them, and the boxes to write in."""

from torget.residents.look import RESIDENTS, face, framed, hidden_field, said, when
from torget.residents.markup import Content, Markup, tag
from torget.store import Selection
from torget.town import Town
from torget.values import Account, Item
from torget.wire import Answer

_POSTS = 15
_COMMENTS = 400


def wall(town: Town, account: Account, me: str) -> Answer:
    posts = town.store.items(
        Selection(
            ("post", "visitor_post"),
            account_id=account.id,
            published_only=True,
            newest_first=True,
            limit=_POSTS,
        )
    )
    shown = [_post(town, account, post, me) for post in posts]
    return _framed(
        account, me, _write_on_the_wall(account, me), shown or [tag("p", "Här är tomt än.", class_="quiet")]
    )


def alone(town: Town, account: Account, post: Item, me: str) -> Answer:
    """One post by itself, which is where its permanent address leads."""
    back = tag("p", tag("a", f"Alla inlägg hos {account.name}", href=f"/torget/{account.id}/"))
    return _framed(account, me, back, _post(town, account, post, me))


def _framed(account: Account, me: str, *content: Content) -> Answer:
    about = tag("p", account.about, class_="quiet") if account.about else None
    heading = tag(
        "div",
        face(account.name, of_page=True),
        tag("div", tag("h1", account.name), about),
        class_="heading",
    )
    return framed(
        account.name,
        heading,
        tag("div", tag("div", *content, class_="wall"), _who(account, me), class_="columns"),
        here="sidor",
    )


def _who(account: Account, me: str) -> Markup:
    """Who the visitor is just now. A press on a name changes it."""
    back = hidden_field("tillbaka", account.id)
    return tag(
        "aside",
        tag("h2", "Du är"),
        tag("p", face(me, of_page=False), tag("strong", tag("bdi", me)), class_="me"),
        _residents(me, back),
        _somebody_else(back),
        tag(
            "p",
            "Alla här är påhittade. Det du skriver syns genast i kommunens program.",
            class_="quiet small",
        ),
        class_="panel who",
        aria_label="Vem du är",
    )


def _residents(me: str, back: Markup) -> Markup:
    names = RESIDENTS if me in RESIDENTS else (me, *RESIDENTS)
    chips = [
        tag("button", name, name="namn", value=name, class_="chip", aria_pressed=str(name == me).lower())
        for name in names
    ]
    return tag(
        "form",
        back,
        tag("div", chips, class_="chips"),
        method="post",
        action="/torget/jag",
        aria_label="Byt invånare",
    )


def _somebody_else(back: Markup) -> Markup:
    field = tag("input", id="annat", name="namn", required=True, maxlength=80, autocomplete="off")
    return tag(
        "details",
        tag("summary", "Någon annan"),
        tag(
            "form",
            back,
            tag("label", "Namn", for_="annat"),
            tag("div", field, tag("button", "Byt", class_="plain"), class_="row"),
            method="post",
            action="/torget/jag",
        ),
    )


def _write_on_the_wall(account: Account, me: str) -> Markup:
    return tag(
        "details",
        tag("summary", f"Skriv ett eget inlägg hos {account.name}"),
        _box(f"/torget/{account.id}/inlagg", "inlagg", f"Inlägg som {me}", "Publicera", rows=3, main=True),
        class_="panel write",
    )


def _post(town: Town, account: Account, post: Item, me: str) -> Markup:
    if post.hidden and post.author_name != me:
        veiled = "Ett inlägg är dolt (syns bara för avsändaren och vänner)."
        return tag("p", veiled, class_="veiled", id=f"i{post.id}")
    comments = town.store.items(Selection(("comment",), post_id=post.id, newest_first=True, limit=_COMMENTS))[
        ::-1
    ]
    replies: dict[str, list[Item]] = {}
    for each in comments:
        if each.parent_id:
            replies.setdefault(each.parent_id, []).append(each)
    threads = [
        tag("li", _comment(town, account, each, replies.get(each.id, []), me))
        for each in comments
        if each.parent_id is None
    ]
    number = town.store.count(Selection(("comment",), post_id=post.id))
    return tag(
        "article",
        _by(account, post, level="h2"),
        [tag("p", "dold (syns bara för avsändaren och vänner)", class_="hidden-mark")]
        if post.hidden
        else None,
        said(post.text),
        _photo(post),
        _own(post, me),
        tag("p", _number_of_comments(number), class_="count"),
        tag("p", f"De senaste {_COMMENTS} visas.", class_="quiet small") if number > _COMMENTS else None,
        tag("ol", threads, class_="thread") if threads else None,
        _box(f"/torget/svar/{post.id}", f"k{post.id}", f"Kommentera som {me}", "Kommentera", rows=1),
        class_="panel post",
        id=f"i{post.id}",
    )


def _number_of_comments(number: int) -> str:
    return {0: "Inga kommentarer än", 1: "1 kommentar"}.get(number, f"{number} kommentarer")


def _comment(town: Town, account: Account, comment: Item, replies: list[Item], me: str) -> Content:
    beneath = [tag("li", _one(account, each, me)) for each in replies]
    return [
        _one(account, comment, me),
        tag("ol", beneath, class_="replies") if beneath else None,
        tag(
            "details",
            tag("summary", "Svara"),
            _box(f"/torget/svar/{comment.id}", f"s{comment.id}", f"Svar som {me}", "Svara", rows=1),
            class_="answer",
        )
        if not comment.hidden
        else None,
    ]


def _one(account: Account, comment: Item, me: str) -> Markup:
    mine = not comment.by_account and comment.author_name == me
    if comment.hidden and not mine:
        return tag(
            "p",
            "En kommentar är dold (syns bara för avsändaren och vänner).",
            class_="veiled",
            id=f"i{comment.id}",
        )
    return tag(
        "div",
        _by(account, comment, level="h3"),
        tag("p", "dold (syns bara för avsändaren och vänner)", class_="hidden-mark")
        if comment.hidden
        else None,
        said(comment.text),
        _photo(comment),
        _own(comment, me),
        class_="comment ours" if comment.by_account else "comment",
        id=f"i{comment.id}",
    )


def _by(account: Account, item: Item, *, level: str) -> Markup:
    return tag(
        "div",
        face(item.author_name, of_page=item.by_account),
        tag(
            "div",
            tag(level, tag("bdi", item.author_name)),
            tag(
                "p",
                when(item.created_at),
                [" · ändrad"] if item.edited_at else None,
                class_="quiet small",
            ),
        ),
        class_="by",
    )


def _photo(item: Item) -> Markup | None:
    if item.photo_id is None:
        return None
    return tag("img", src=f"/torget/bild/{item.photo_id}", alt="Bild som hör till inlägget", class_="photo")


def _own(item: Item, me: str) -> Markup | None:
    """A person may change and delete what they wrote themselves."""
    if item.by_account or item.author_name != me:
        return None
    return tag(
        "details",
        tag("summary", "Ändra eller radera"),
        _box(
            f"/torget/andra/{item.id}", f"a{item.id}", "Din text", "Spara ändringen", rows=3, text=item.text
        ),
        tag(
            "form",
            tag("button", "Radera för alltid", class_="plain danger"),
            method="post",
            action=f"/torget/radera/{item.id}",
        ),
        class_="own",
    )


def _box(
    action: str, name: str, label: str, button: str, *, rows: int, text: str = "", main: bool = False
) -> Markup:
    # A line break right after the start tag is swallowed by browsers, so one is always there.
    content = Markup("\n") + tag("i", text)[3:-4]
    return tag(
        "form",
        tag("label", label, for_=name),
        tag(
            "div",
            tag("textarea", Markup(content), id=name, name="text", rows=rows, required=True, dir="auto"),
            tag("button", button, class_="first" if main else "plain"),
            class_="beside" if rows == 1 else "under",
        ),
        method="post",
        action=action,
        class_="box",
    )
