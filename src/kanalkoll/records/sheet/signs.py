"""A text cut into what can be shown as it was written and signs that have to be named instead."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kanalkoll.records.sheet.fonts import can_draw

# What every text face has: no need to look in the fonts.
_ORDINARY = re.compile("[\n\x20-\x7e\xa0-\xac\xae-\u017f\u2010-\u2027\u2030-\u203a\u20ac]*")
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
_NAMED_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


@dataclass(frozen=True, slots=True)
class Runs:
    """Parts in order: {"text": …} as written or {"sign": "U+202E RIGHT-TO-LEFT OVERRIDE"} named instead."""

    parts: tuple[dict[str, str], ...]
    named: bool


def runs(text: str, *, only_ordinary: bool = False) -> Runs:
    """Cut the text. Direction controls and everything without a glyph is named, never dropped.

    `only_ordinary` names everything beyond Latin letters: the last resort when a document cannot be set.
    """
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    if _ORDINARY.fullmatch(text):
        return Runs(({"text": text},), named=False)
    parts = tuple(_parts(text, only_ordinary))
    return Runs(parts, named=any("sign" in part for part in parts))


def _parts(text: str, only_ordinary: bool) -> Iterator[dict[str, str]]:
    shown = _is_ordinary if only_ordinary else _can_be_shown
    for plain, group in groupby(text, shown):
        if plain:
            yield {"text": "".join(group)}
        else:
            for character, repeated in groupby(group):
                yield {"sign": _name(character, len(list(repeated)))}


def _can_be_shown(character: str) -> bool:
    if _is_ordinary(character) or character in _JOINERS:
        return True
    return unicodedata.category(character) not in _NAMED_CATEGORIES and can_draw(character)


def _is_ordinary(character: str) -> bool:
    return _ORDINARY.fullmatch(character) is not None


def _name(character: str, count: int) -> str:
    private = unicodedata.category(character) == "Co"
    name = unicodedata.name(character, "PRIVATE USE" if private else "UNNAMED")
    return f"U+{ord(character):04X} {name}" + (f" ×{count}" if count > 1 else "")
