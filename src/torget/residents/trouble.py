"""The panel Krångel: switch on what can go wrong; see what is armed, has struck and has happened."""

from collections.abc import Mapping

from torget.faults import KINDS, Fault
from torget.residents.look import framed, hidden_field, when
from torget.residents.markup import Content, Markup, tag
from torget.town import Town
from torget.values import Account, Entry
from torget.wire import Answer

_DOORS = {"call": "Kommunens anrop", "item": "Nyskrivet", "webhook": "Webhooks till kommunen"}
_STANDINGS = {"valid": "gäller", "expired": "har gått ut", "revoked": "är återkallad"}
_SWITCHES = {"valid": "Gör giltig", "expired": "Låt gå ut", "revoked": "Återkalla"}
_SORTS = {"request": "anrop", "effect": "ändring", "answer": "svar", "fault": "krångel", "webhook": "webhook"}
_EFFECTS = {
    "post.add": "nytt inlägg",
    "post.edited": "ändrat inlägg",
    "post.remove": "raderat inlägg",
    "post.hide": "dolt inlägg",
    "post.unhide": "inlägg visas igen",
    "visitor_post.add": "nytt besöksinlägg",
    "visitor_post.edited": "ändrat besöksinlägg",
    "visitor_post.remove": "raderat besöksinlägg",
    "visitor_post.hide": "dolt besöksinlägg",
    "visitor_post.unhide": "besöksinlägg visas igen",
    "comment.add": "ny kommentar",
    "comment.edited": "ändrad kommentar",
    "comment.remove": "raderad kommentar",
    "comment.hide": "dold kommentar",
    "comment.unhide": "kommentar visas igen",
}
_WEBHOOKS = {"add": "nytt", "edited": "ändrat", "remove": "raderat", "hide": "dolt", "unhide": "visas igen"}
_WORDS = {**{kind.name: kind.label for kind in KINDS.values()}, **_EFFECTS, **_WEBHOOKS}
_BY = {"page": "sidan", "resident": "invånare", "seed": "från början", None: ""}


def trouble(town: Town, operations: Mapping[str, str], *, problem: str | None = None) -> Answer:
    return framed(
        "Krångel",
        tag("h1", "Krångel"),
        tag(
            "p",
            "Här prövar du vad kommunens program gör när plattformen beter sig illa. Varje krångel slår till"
            " så många gånger som du anger och är sedan över.",
            class_="lead",
        ),
        tag("p", problem, class_="problem", role="alert") if problem else None,
        tag(
            "div",
            tag("div", _switch_on(operations), _keys(town), class_="stack"),
            tag("div", _armed(town, operations), _fired(town), class_="stack"),
            class_="halves",
        ),
        _happened(town, operations),
        status=400 if problem else 200,
        here="krangel",
    )


def _switch_on(operations: Mapping[str, str]) -> Markup:
    kinds = [
        tag(
            "optgroup",
            [tag("option", kind.label, value=kind.name) for kind in KINDS.values() if kind.door == door],
            label=label,
        )
        for door, label in _DOORS.items()
    ]
    which = [
        tag("option", "alla anrop", value=""),
        tag("option", "allt som ändrar", value="write"),
        tag("option", "allt som läser", value="read"),
        *(tag("option", label, value=name) for name, label in operations.items()),
    ]
    return tag(
        "section",
        tag("h2", "Slå på"),
        tag(
            "form",
            _field("sort", "Vad ska krångla?", tag("select", kinds, id="sort", name="sort")),
            _field("anrop", "Vilka anrop?", tag("select", which, id="anrop", name="anrop")),
            tag(
                "div",
                _field("antal", "Hur många gånger?", _number("antal", "1", smallest=1)),
                _field("sekunder", "Väntan i sekunder", _number("sekunder", "", smallest=0)),
                class_="pair",
            ),
            tag("button", "Slå på", class_="first"),
            method="post",
            action="/torget/krangel",
            class_="fields",
        ),
        tag(
            "details",
            tag("summary", "Vad betyder de?"),
            tag(
                "dl",
                [[tag("dt", kind.label), tag("dd", kind.about)] for kind in KINDS.values()],
                class_="words",
            ),
        ),
        class_="panel",
    )


def _keys(town: Town) -> Markup:
    rows = [_key(account) for account in town.store.accounts()]
    return tag(
        "section",
        tag("h2", "Sidornas nycklar"),
        rows or tag("p", "Inga sidor finns.", class_="quiet"),
        class_="panel",
    )


def _key(account: Account) -> Markup:
    buttons = [
        tag("button", label, name="lage", value=state, class_="plain")
        for state, label in _SWITCHES.items()
        if state != account.standing
    ]
    return tag(
        "form",
        tag("p", tag("strong", account.name), f" – nyckeln {_STANDINGS[account.standing]}"),
        hidden_field("sida", account.id),
        tag("div", buttons, class_="row"),
        method="post",
        action="/torget/krangel/nyckel",
        class_="key",
    )


def _armed(town: Town, operations: Mapping[str, str]) -> Markup:
    armed = town.faults.armed()
    if not armed:
        return tag(
            "section", tag("h2", "Påslaget nu"), tag("p", "Inget krånglar.", class_="quiet"), class_="panel"
        )
    return tag(
        "section",
        tag("h2", "Påslaget nu"),
        tag("ul", [tag("li", _sentence(fault, operations)) for fault in armed], class_="plain-list"),
        tag(
            "form", tag("button", "Stäng av allt", class_="plain"), method="post", action="/torget/krangel/av"
        ),
        class_="panel",
    )


def _sentence(fault: Fault, operations: Mapping[str, str]) -> Content:
    kind = KINDS[fault.kind]
    groups = {None: "", "": "", "write": "allt som ändrar", "read": "allt som läser"}
    which = (
        groups.get(fault.operation) if fault.operation in groups else operations.get(fault.operation or "")
    )
    left = "1 gång kvar" if fault.times == 1 else f"{fault.times} gånger kvar"
    about = ", ".join(part for part in (_DOORS[kind.door].lower(), which, left) if part)
    return [tag("strong", kind.label), tag("span", about, class_="quiet small block")]


def _fired(town: Town) -> Markup | None:
    fired = town.faults.fired()
    if not fired:
        return None
    rows = [
        tag("li", KINDS[kind].label, ": ", tag("strong", str(number)))
        for kind, number in sorted(fired.items())
    ]
    return tag("section", tag("h2", "Har slagit till"), tag("ul", rows, class_="plain-list"), class_="panel")


def _happened(town: Town, operations: Mapping[str, str]) -> Markup:
    latest = town.journal.read(limit=30, newest=True)[::-1]
    if not latest:
        return tag(
            "section", tag("h2", "Senast hände"), tag("p", "Inget än.", class_="quiet"), class_="panel"
        )
    return tag(
        "section",
        tag("h2", "Senast hände"),
        tag("ol", [_line(entry, operations) for entry in latest], class_="log"),
        tag("p", tag("a", "Hela loggen som JSON", href="/_torget/log")),
        class_="panel",
    )


def _line(entry: Entry, operations: Mapping[str, str]) -> Markup:
    detail, text = entry.detail, str(entry.detail.get("text", ""))
    what = operations.get(entry.name) or _WORDS.get(entry.name, entry.name)
    more = [
        _BY.get(entry.by, ""),
        f"status {detail['status']}" if detail.get("status") else "",
        "uteblev" if entry.sort in ("answer", "webhook") and not detail.get("status") else "",
        entry.object_id or "",
    ]
    return tag(
        "li",
        when(entry.at, seconds=True),
        tag("span", _SORTS[entry.sort], class_=f"tag {entry.sort}"),
        tag("span", what),
        tag("span", " · ".join(part for part in more if part), class_="quiet small"),
        tag("bdi", f"”{text[:50]}{'…' if len(text) > 50 else ''}”", class_="quiet small") if text else None,
    )


def _field(name: str, label: str, control: Markup) -> Markup:
    return tag("div", tag("label", label, for_=name), control, class_="field")


def _number(name: str, value: str, *, smallest: int) -> Markup:
    return tag(
        "input",
        type="number",
        id=name,
        name=name,
        value=value or None,
        min=smallest,
        max=1000,
        inputmode="numeric",
    )
