"""HTML split into its tags and the text between them, in time that grows with its length and no faster.

Python's own html.parser takes quadratic time for an unfinished tag repeated (CVE-2025-6069), and the text
here is written by anybody. What is no tag is text, as in a browser; comments, scripts and styles are left
out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    closes: bool
    attributes: Mapping[str, str]


def tokens(html: str) -> Iterator[Tag | str]:
    """Tags and texts in order; character references in both are resolved."""
    at = 0
    while at < len(html):
        opened = html.find("<", at)
        if opened < 0:
            opened = len(html)
        if opened > at:
            yield unescape(html[at:opened])
        at = opened
        if tag := _TAG.match(html, opened):
            name = tag["name"].lower()
            yield Tag(name, bool(tag["closes"]), {} if tag["closes"] else _attributes(tag["attributes"]))
            at = _after_silence(html, name, tag.end()) if not tag["closes"] else tag.end()
        elif html.startswith("<!--", opened):
            at = _past(html, "-->", opened + 4)
        elif html.startswith(("<!", "<?"), opened):
            at = _past(html, ">", opened)
        elif opened < len(html):
            yield "<"
            at = opened + 1


def _attributes(written: str) -> dict[str, str]:
    return {
        found["name"].lower(): unescape(found["double"] or found["single"] or found["bare"] or "")
        for found in _ATTRIBUTE.finditer(written)
    }


def _after_silence(html: str, name: str, at: int) -> int:
    """Past the content of an element that nobody reads."""
    ending = _SILENT_ENDS.get(name)
    if ending is None:
        return at
    found = ending.search(html, at)
    return found.start() if found else len(html)


def _past(html: str, ending: str, at: int) -> int:
    found = html.find(ending, at)
    return len(html) if found < 0 else found + len(ending)


# Possessive and bounded: a tag that never ends is given up at once, not tried in every way.
_TAG = re.compile(
    r"""<(?P<closes>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,60})"""
    r"""(?P<attributes>(?:[\s/](?:[^<>"']|"[^"]{0,4000}"|'[^']{0,4000}'){0,4000}+)?)>"""
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]{1,100}+)(?:\s{0,20}+=\s{0,20}+"""
    r"""(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'<>]++)))?"""
)
_SILENT_ENDS = {
    name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "template", "noscript")
}
