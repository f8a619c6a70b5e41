"""Text written by others, with places marked in it, as HTML that is safe whatever the text holds.

Offsets are code points in the original text. Marks may overlap; every stretch then carries all its marks.
Every code point stays one code point, so what a person reads and copies is what was written: only the
characters that HTML cannot carry are shown as their pictures (NUL as ␀). A marked stretch is a link to what
explains it, so that it is reached by keys and read with its reason. The whole is isolated for
direction, so that a right-to-left control in a comment cannot turn the page around it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) of a text that something is said about.

    `id` is the id of the element on the page that explains it; `label` is the short word for it. `look` is
    "light" for what only helps in sorting, "wrong" for a mark that a person has found should not be there.
    """

    start: int
    end: int
    label: str
    id: str
    look: Literal["", "light", "wrong"] = ""


def marked_text(text: str, marks: Iterable[Mark] = ()) -> SafeString:
    """The text as HTML: escaped, marked, isolated, line breaks kept by the style sheet."""
    inside = sorted(_within(marks, len(text)), key=lambda mark: (mark.start, -mark.end, mark.id))
    numbers = {mark: number for number, mark in enumerate(inside, start=1)}
    pieces = [_piece(text, start, end, numbers) for start, end in _stretches(inside, len(text))]
    # Safe: every piece is escaped by _piece, which is the only place that writes a tag.
    return mark_safe(f'<bdi class="said" dir="auto">{"".join(pieces)}</bdi>')  # noqa: S308


def _within(marks: Iterable[Mark], length: int) -> Iterator[Mark]:
    for mark in marks:
        start, end = max(0, mark.start), min(length, mark.end)
        if start < end:
            yield replace(mark, start=start, end=end)


def _stretches(marks: Sequence[Mark], length: int) -> Iterator[tuple[int, int]]:
    edges = sorted({0, length, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    return pairwise(edges)


def _piece(text: str, start: int, end: int, numbers: Mapping[Mark, int]) -> str:
    shown = escape(text[start:end].translate(_PICTURES))
    here = [mark for mark in numbers if mark.start <= start and end <= mark.end]
    if not here:
        return shown
    ids = escape(" ".join(mark.id for mark in here))
    labels = escape(", ".join(dict.fromkeys(map(_named, here))))
    looks = {mark.look for mark in here}
    # What is plain beside something quiet or wrong is shown as plain.
    look = f' class="{"light" if "light" in looks else "wrong"}"' if "" not in looks else ""
    # The narrowest says most about just this piece: that is where a press leads.
    first = escape(min(here, key=lambda mark: mark.end - mark.start).id)
    # A mark is numbered once, where it ends, however many pieces others cut it into.
    ending = ",".join(str(numbers[mark]) for mark in here if mark.end == end)
    number = f' data-n="{ending}"' if ending else ""
    link = f'<a href="#{first}" aria-describedby="{ids}">{shown}</a>'
    return f'<mark{look} title="{labels}"{number}>{link}</mark>'


def _named(mark: Mark) -> str:
    return f"{mark.label} (bedömt som fel)" if mark.look == "wrong" else mark.label


_KEPT_CONTROLS = frozenset("\t\n\r")
_PICTURES: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _KEPT_CONTROLS},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "�"),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
    **{base + last: "�" for base in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)},
}
