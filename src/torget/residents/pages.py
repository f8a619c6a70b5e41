"""Which page or act of the residents' a request is for."""

from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from importlib.resources import files
from urllib.parse import quote, unquote

from torget.faults import KINDS
from torget.residents.look import RESIDENTS, TITLE, face, framed
from torget.residents.markup import tag
from torget.residents.trouble import trouble
from torget.residents.wall import alone, wall
from torget.square import Unknown
from torget.store import Selection
from torget.town import Town
from torget.values import Account, Standing
from torget.wire import Answer, Request

_STYLE = files("torget.residents").joinpath("style.css").read_bytes()
_LONGEST = 63_206
_COOKIE = "torget_jag"
_STANDINGS: Mapping[str, Standing] = {"valid": "valid", "expired": "expired", "revoked": "revoked"}


def answer(town: Town, request: Request, operations: Mapping[str, str]) -> Answer:
    parts = [part for part in request.path.split("/") if part][1:]
    try:
        if request.method in ("GET", "HEAD"):
            return _shown(town, request, parts, operations)
        if request.method != "POST":
            return _problem("Det går inte.", 405)
        # A web page somewhere else must not be able to act here through a visitor's browser.
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _problem("Formuläret kom från en annan webbplats.", 403)
        return _done(town, request, parts, operations)
    except Unknown:
        return _problem("Det du söker finns inte, eller har raderats.", 404)


def _shown(town: Town, request: Request, parts: list[str], operations: Mapping[str, str]) -> Answer:
    me = _me(request)
    match parts:
        case []:
            return _home(town)
        case ["stil.css"]:
            return Answer(
                200, _STYLE, mime="text/css; charset=utf-8", headers={"Cache-Control": "max-age=60"}
            )
        case ["bild", photo_id]:
            return _photo(town, photo_id)
        case ["krangel"]:
            return trouble(town, operations)
        case [account_id]:
            return wall(town, town.account(account_id), me)
        case [account_id, "inlagg", post_id]:
            return alone(town, town.account(account_id), town.item(post_id), me)
    raise Unknown(request.path)


def _done(town: Town, request: Request, parts: list[str], operations: Mapping[str, str]) -> Answer:
    form, me = request.form, _me(request)
    match parts:
        case ["jag"]:
            return _become(form)
        case ["krangel"]:
            return _arm(town, form, operations)
        case ["krangel", "av"]:
            town.faults.clear()
            return _to("/torget/krangel")
        case ["krangel", "nyckel"]:
            standing = _STANDINGS.get(form.get("lage", ""), "valid")
            town.change_account(form.get("sida", ""), standing=standing)
            return _to("/torget/krangel")
        case [account_id, "inlagg"]:
            return _write(form, lambda text: town.add_post(account_id, text, author=me).id, account_id)
        case ["svar", item_id]:
            account_id = town.item(item_id).account_id
            return _write(form, lambda text: town.add_comment(item_id, author=me, text=text).id, account_id)
        case ["andra", item_id]:
            account_id = _own(town, item_id, me)
            return _write(form, lambda text: town.edit(item_id, text).id, account_id)
        case ["radera", item_id]:
            account_id = _own(town, item_id, me)
            town.delete(item_id)
            return _to(f"/torget/{account_id}/")
    raise Unknown(request.path)


def _home(town: Town) -> Answer:
    accounts = town.store.accounts()
    listed = tag("ul", [_listed(town, account) for account in accounts], class_="pages")
    nothing = tag("p", "Torget är tomt. Fyll det med en sida först.", class_="quiet")
    return framed(
        TITLE,
        tag("h1", TITLE),
        tag(
            "p",
            "Här spelar du invånarna. Välj en sida, skriv något och se det dyka upp i kommunens program."
            " Det här är en simulator: ingen riktig plattform och inga riktiga människor är inblandade.",
            class_="lead",
        ),
        listed if accounts else nothing,
        here="sidor",
    )


def _listed(town: Town, account: Account) -> str:
    posts = town.store.count(Selection(("post", "visitor_post"), account_id=account.id, published_only=True))
    comments = town.store.count(Selection(("comment",), account_id=account.id))
    numbers = f"{posts} inlägg, {comments} {'kommentar' if comments == 1 else 'kommentarer'}"
    return tag(
        "li",
        tag(
            "a",
            face(account.name, of_page=True),
            tag("span", tag("strong", account.name), tag("span", numbers, class_="quiet small block")),
            href=f"/torget/{account.id}/",
            class_="panel",
        ),
    )


def _photo(town: Town, photo_id: str) -> Answer:
    found = town.store.photo(photo_id)
    if found is None:
        raise Unknown(photo_id)
    return Answer(200, found[1], mime=found[0])


def _become(form: Mapping[str, str]) -> Answer:
    name = " ".join(form.get("namn", "").split())[:80] or RESIDENTS[0]
    cookie = f"{_COOKIE}={quote(name, safe='')}; Path=/torget; SameSite=Lax; HttpOnly"
    back = quote(form.get("tillbaka", ""), safe="")
    return _to(f"/torget/{back}/" if back else "/torget/", {"Set-Cookie": cookie})


def _me(request: Request) -> str:
    try:
        cookie = SimpleCookie(request.headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        cookie = None
    return (unquote(cookie.value)[:80] if cookie else "") or RESIDENTS[0]


def _own(town: Town, item_id: str, me: str) -> str:
    """The account of something that the visitor wrote. Raises Unknown for what others wrote."""
    item = town.item(item_id)
    if item.by_account or item.author_name != me:
        raise Unknown(item_id)
    return item.account_id


def _write(form: Mapping[str, str], write: Callable[[str], str], account_id: str) -> Answer:
    text = form.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        return _problem("Skriv något först.", 400)
    if len(text) > _LONGEST:
        return _problem("Texten är för lång för plattformen.", 400)
    return _to(f"/torget/{account_id}/#i{write(text)}")


def _arm(town: Town, form: Mapping[str, str], operations: Mapping[str, str]) -> Answer:
    kind, seconds = form.get("sort", ""), form.get("sekunder") or None
    # Which calls it is for means something for calls only.
    on_calls = kind in KINDS and KINDS[kind].door == "call"
    try:
        town.faults.add(
            kind,
            times=int(form.get("antal") or "1"),
            operation=(form.get("anrop") or None) if on_calls else None,
            seconds=float(seconds) if seconds else None,
        )
    except ValueError:
        return trouble(
            town, operations, problem="Antal och sekunder ska vara tal, och krånglet ett av dem i listan."
        )
    return _to("/torget/krangel")


def _to(address: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(303, b"", mime="text/plain", headers={"Location": address, **(headers or {})})


def _problem(text: str, status: int) -> Answer:
    back = tag("p", tag("a", "Till sidorna", href="/torget/"))
    return framed(
        "Det gick inte", tag("h1", "Det gick inte"), tag("p", text, class_="lead"), back, status=status
    )
