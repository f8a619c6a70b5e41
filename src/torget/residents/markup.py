"""HTML from Python values, escaped unless it is already HTML."""

import html
from collections.abc import Iterable

_ALONE = frozenset({"br", "img", "input", "link", "meta"})


class Markup(str):
    """Text that is HTML already; everything else is escaped."""

    __slots__ = ()


Content = str | None | Iterable["Content"]
Attribute = str | int | bool | None


def tag(name: str, /, *content: Content, **attributes: Attribute) -> Markup:
    """`tag("p", "a < b", class_="quiet")`. True gives a bare attribute; None and False give none."""
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(opened if name in _ALONE else f"{opened}{_joined(content)}</{name}>")


def page(title: str, *content: Content) -> bytes:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("link", rel="stylesheet", href="/torget/stil.css"),
        tag("link", rel="icon", href="data:,"),
    )
    whole = "<!DOCTYPE html>" + tag("html", head, tag("body", *content), lang="sv")
    return whole.encode("utf-8", "replace")


def _joined(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        # NUL may not stand in HTML; it is shown as the sign for an unreadable character.
        return html.escape(content.replace("\0", "\ufffd"))
    return "".join(_joined(each) for each in content)


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{_joined(str(value))}"'
