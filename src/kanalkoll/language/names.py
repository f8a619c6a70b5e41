"""What languages are called in Swedish, and which way they are written."""

from collections.abc import Mapping
from typing import Final

SWEDISH: Final = "sv"
# The national minority languages first, then by name.
NAMES: Final[Mapping[str, str]] = {
    "sv": "svenska",
    "fi": "finska",
    "fit": "meänkieli",
    "se": "nordsamiska",
    "rom": "romani",
    "rmf": "resanderomani",
    "yi": "jiddisch",
    "sq": "albanska",
    "ar": "arabiska",
    "bs": "bosniska, kroatiska eller serbiska",
    "da": "danska",
    "en": "engelska",
    "et": "estniska",
    "fr": "franska",
    "el": "grekiska",
    "he": "hebreiska",
    "zh": "kinesiska",
    "ku": "kurdiska",
    "no": "norska",
    "fa": "persiska eller dari",
    "pl": "polska",
    "ro": "rumänska",
    "ru": "ryska",
    "so": "somaliska",
    "es": "spanska",
    "th": "thailändska",
    "ti": "tigrinska eller amhariska",
    "tr": "turkiska",
    "de": "tyska",
    "uk": "ukrainska",
}
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "yi"})
# What nothing is said of: Swedish, and texts without words.
UNREMARKABLE: Final = frozenset({"", SWEDISH, "und"})


def name(code: str) -> str:
    """The language in Swedish, for use in a sentence."""
    return NAMES.get(code, "ett språk som vi inte känner igen")


def direction(code: str) -> str:
    """`rtl` or `ltr`, as HTML's `dir` wants it."""
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"


def is_foreign(code: str) -> bool:
    """Whether a text in this language may need somebody who reads it."""
    return code not in UNREMARKABLE
