"""The one token stream that search indexes and queries share."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_KEPT = {"å": "å", "ä": "ä", "ö": "ö", "æ": "ä", "ø": "ö", "ß": "ss"}


def search_tokens(text: str) -> list[str]:
    """The words of a text in lower case, accents folded away; å, ä and ö are letters and stay."""
    folded = unicodedata.normalize("NFKC", text).lower()
    if not folded.isascii():
        folded = "".join(map(_fold, unicodedata.normalize("NFC", folded)))
    return _WORD.findall(folded)


def _fold(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _KEPT:
        return _KEPT[letter]
    bare = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return bare or letter
