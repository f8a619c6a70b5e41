"""Plain language in a draft: what makes it hard to read or to reach, and how to mend it."""

from collections.abc import Iterator, Sequence
from typing import Final

from kanalkoll.language.drafts import hashtags, length, links, short_forms, signs, spelling, wording
from kanalkoll.language.findings import Allow, Finding
from kanalkoll.language.name_pack import NamePack
from kanalkoll.language.readability import lix_of
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence

# A short Swedish text may look Danish or Norwegian, or with an 'en el' Spanish; other languages have no å and are let be.
_SPELLED_HERE: Final = frozenset(("sv", "da", "no", "nb", "nn"))


def find(
    text: str,
    view: View,
    parts: Sequence[Sentence],
    *,
    channel: str | None,
    tongue: str,
    allow: Allow,
    names: NamePack,
) -> Iterator[Finding]:
    """Every draft finding, given the text's language; spans in the original text."""
    for found in (
        *length.find(view, parts, lix_of(view.text, parts)),
        *wording.find(view, parts),
        *(spelling.find(view, parts, allow, names) if tongue in _SPELLED_HERE or "å" in view.text else ()),
        *short_forms.find(view),
        *links.find(view, channel),
        *hashtags.find(view, allow, names),
        *signs.find(text, view),
    ):
        start, end = view.original(found.start, found.end)
        yield Finding(start, end, "draft", found.type, found.score, f"draft.{found.type}", found.reason)
