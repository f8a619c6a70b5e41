"""LIX, the Swedish readability index."""

import re
from collections.abc import Sequence

from kanalkoll.language.views import view
from kanalkoll.language.words import Sentence, sentences

_LEFT_OUT = re.compile(r"(?:https?://|www\.)\S{1,2000}|#[\w-]{1,200}|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,60}")
_WORD = re.compile(r"[^\W_]+(?:[.,'’´:/-][^\W_]+)*")
_COLON = re.compile(r":(?=\s|$)")


def lix(text: str) -> float | None:
    """Words per sentence plus the percentage of words of more than six letters; None for a text without words."""
    seen = view(text).text
    return lix_of(seen, sentences(seen))


def lix_of(text: str, parts: Sequence[Sentence]) -> float | None:
    """LIX of a view's lower-case text, of which `parts` are the sentences.

    A text with links or tags is parted anew without them.
    """
    bare = _LEFT_OUT.sub(" ", text)
    words = _WORD.findall(bare)
    if not words:
        return None
    long = sum(len(word) > 6 and sum(map(str.isalpha, word)) > 6 for word in words)
    parts = parts if bare == text else sentences(bare)
    ends = sum(len(_COLON.findall(bare, part.start, part.end)) for part in parts)
    return round(len(words) / max(1, len(parts) + ends) + 100 * long / len(words), 1)
