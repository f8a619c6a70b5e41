"""What every page for the residents has in common: the frame, faces, times and text."""

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

from torget.residents.markup import Content, Markup, page, tag
from torget.wire import Answer

TITLE = "Torget – så ser invånarna det"
RESIDENTS = (
    "Amira Lindvall",
    "Bosse Ekdahl",
    "Ceyda Norling",
    "Dag Hultmark",
    "Elsa Wikander",
    "Farid Sandell",
)
_LONG = 1200
_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def framed(title: str, *content: Content, status: int = 200, here: str = "") -> Answer:
    full = TITLE if title == TITLE else f"{title} – Torget"
    body = page(
        full,
        tag("a", "Hoppa till innehållet", href="#innehall", class_="skip"),
        tag(
            "header",
            tag(
                "a", tag("span", class_="mark", aria_hidden="true"), "Torget", href="/torget/", class_="brand"
            ),
            tag(
                "nav",
                tag("a", "Sidor", href="/torget/", aria_current="page" if here == "sidor" else None),
                tag(
                    "a", "Krångel", href="/torget/krangel", aria_current="page" if here == "krangel" else None
                ),
                aria_label="Torget",
            ),
            class_="top",
        ),
        tag("main", *content, id="innehall"),
        tag(
            "footer",
            tag("p", "Torget är en simulator. Sidorna, personerna och det de skriver är påhittat."),
            tag("p", "Inget som skrivs här når Facebook eller någon annan plattform."),
        ),
    )
    return Answer(status, body, mime="text/html; charset=utf-8", headers=_SAFE)


def face(name: str, *, of_page: bool) -> Markup:
    """A coloured disc (a square for a page) with initials; the name beside it says the same."""
    words = [word for word in name.split() if word[:1].isalnum()]
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()
    hue = int(hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:4], 16) % 8
    return tag(
        "span", initials or "?", class_=f"face hue{hue}{' square' if of_page else ''}", aria_hidden="true"
    )


def said(text: str) -> Content:
    """What somebody wrote, in a box of its own for direction: no sign in it turns what is around it."""
    if len(text) <= _LONG:
        return tag("p", text, class_="said", dir="auto")
    count = f"{len(text):,}".replace(",", "\u00a0")
    return [
        tag("p", text[: _LONG // 2] + " …", class_="said", dir="auto"),
        tag(
            "details",
            tag("summary", f"Visa hela texten ({count} tecken)"),
            tag("p", text, class_="said", dir="auto"),
        ),
    ]


def when(at: datetime, *, seconds: bool = False) -> Markup:
    """Swedish time, for instance `21 nov 2026 kl. 10.05`."""
    here = at.astimezone(_STOCKHOLM)
    shown = (
        f"{here.day} {_MONTHS[here.month - 1]} {here.year} kl. {here:{'%H.%M.%S' if seconds else '%H.%M'}}"
    )
    return tag("time", shown, datetime=at.isoformat(timespec="seconds"))


def hidden_field(name: str, value: str) -> Markup:
    return tag("input", type="hidden", name=name, value=value)


_SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}
