"""HTML as a person reads it: plain text with its line breaks, the addresses of its links and its pictures.

Nothing is rendered and nothing is fetched. What is left out still stands in the item's raw bytes.
"""

import re
from dataclasses import dataclass

from kanalkoll.platforms.markup import Tag, tokens
from kanalkoll.platforms.values import MediaKind

LONGEST_HTML = 400_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or film that the HTML shows; `alt` is empty when none is given."""

    kind: MediaKind
    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Plain:
    text: str
    pictures: tuple[Picture, ...]


def plain(html: str, *, keep_lines: bool = False) -> Plain:
    """`keep_lines`: line breaks in the source are line breaks in the text (WordPress comments as they were
    typed).
    """
    written = _Written(keep_lines)
    for token in tokens(html[:LONGEST_HTML]):
        if isinstance(token, str):
            written.text(token)
        elif token.closes:
            written.close(token)
        else:
            written.open(token)
    return Plain(_tidy("".join(written.parts)), tuple(written.pictures))


class _Written:
    """The text so far, and the links that are open."""

    def __init__(self, keep_lines: bool) -> None:
        self.parts: list[str] = []
        self.pictures: list[Picture] = []
        self._keep_lines = keep_lines
        self._link: tuple[str, int] | None = None

    def text(self, text: str) -> None:
        self.parts.append(text if self._keep_lines else _BLANKS.sub(" ", text))

    def open(self, tag: Tag) -> None:
        self.parts.append(_BEFORE.get(tag.name, ""))
        if tag.name in _PICTURES and tag.attributes.get("src"):
            self.pictures.append(
                Picture(_PICTURES[tag.name], tag.attributes["src"], tag.attributes.get("alt", ""))
            )
        elif tag.name == "a":
            self._link = tag.attributes.get("href", ""), len(self.parts)

    def close(self, tag: Tag) -> None:
        if tag.name == "a" and self._link:
            address, start = self._link
            self._link = None
            shown = "".join(self.parts[start:]).strip()
            if address.startswith(("http://", "https://", "mailto:")) and shown not in (
                address,
                address.removeprefix("mailto:"),
            ):
                self.parts.append(f" ({address})")
        self.parts.append(_AFTER.get(tag.name, ""))


def _tidy(text: str) -> str:
    lines = (line.strip(" \t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


_PICTURES: dict[str, MediaKind] = {"img": "image", "video": "video"}
_PARAGRAPHS = (
    "p",
    "div",
    "blockquote",
    "ul",
    "ol",
    "table",
    "figure",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
)
_BEFORE = {
    "br": "\n",
    "li": "\n• ",
    "tr": "\n",
    "td": " ",
    "th": " ",
    "hr": "\n\n",
    **dict.fromkeys(_PARAGRAPHS, "\n\n"),
}
_AFTER = dict.fromkeys(_PARAGRAPHS, "\n\n")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
