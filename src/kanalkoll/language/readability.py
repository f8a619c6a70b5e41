"""LIX, the Swedish readability index."""

import re

from kanalkoll.language.words import sentences

_LEFT_OUT = re.compile(r"(?:https?://|www\.)\S{1,2000}|#[\w-]{1,200}|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,60}")
_WORD = re.compile(r"[^\W_]+(?:[.,'’´:/-][^\W_]+)*")
_COLON = re.compile(r":(?=\s|$)")


def lix(text: str) -> float | None:
    """Words per sentence plus the percentage of words of more than six letters; None for a text without words."""
    bare = _LEFT_OUT.sub(" ", text)
    words = _WORD.findall(bare)
    if not words:
        return None
    long = sum(sum(map(str.isalpha, word)) > 6 for word in words)
    ends = (
        sum(len(_COLON.findall(bare, part.start, part.end)) for part in parts)
        if (parts := sentences(bare))
        else 0
    )
    return round(len(words) / max(1, len(parts) + ends) + 100 * long / len(words), 1)
