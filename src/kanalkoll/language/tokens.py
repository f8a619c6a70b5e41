"""The one token stream that search indexes and queries share."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Most letters stand for themselves; the others are looked at one by one.
_FOLDED = re.compile(r"[^\x00-\x7fåäö]")
_KEPT = {"æ": "ä", "ø": "ö", "ß": "ss"}


def search_tokens(text: str) -> list[str]:
    """The words of a text in lower case, accents folded away; å, ä and ö are letters and stay."""
    folded = unicodedata.normalize("NFKC", text).lower()
    if not folded.isascii():
        folded = _FOLDED.sub(_fold, unicodedata.normalize("NFC", folded))
    return _WORD.findall(folded)


def _fold(found: re.Match[str]) -> str:
    letter = found.group()
    if letter in _KEPT:
        return _KEPT[letter]
    bare = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return bare or letter
