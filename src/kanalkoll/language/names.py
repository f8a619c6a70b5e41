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
    "am": "amhariska",
    "ar": "arabiska",
    "hy": "armeniska",
    "bn": "bengali",
    "bs": "bosniska, kroatiska eller serbiska",
    "bg": "bulgariska",
    "da": "danska",
    "en": "engelska",
    "et": "estniska",
    "tl": "filippinska",
    "fr": "franska",
    "ka": "georgiska",
    "el": "grekiska",
    "he": "hebreiska",
    "hi": "hindi",
    "it": "italienska",
    "ja": "japanska",
    "zh": "kinesiska",
    "ko": "koreanska",
    "ku": "kurdiska (kurmanji)",
    "ckb": "kurdiska (sorani)",
    "lv": "lettiska",
    "lt": "litauiska",
    "nl": "nederländska",
    "no": "norska",
    "ps": "pashto",
    "fa": "persiska eller dari",
    "pl": "polska",
    "pt": "portugisiska",
    "ro": "rumänska",
    "ru": "ryska",
    "sr": "serbiska",
    "so": "somaliska",
    "es": "spanska",
    "sw": "swahili",
    "syr": "syriska",
    "ta": "tamil",
    "th": "thailändska",
    "ti": "tigrinska",
    "cs": "tjeckiska",
    "tr": "turkiska",
    "de": "tyska",
    "uk": "ukrainska",
    "hu": "ungerska",
    "ur": "urdu",
    "vi": "vietnamesiska",
    "be": "vitryska",
}
_RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "fa", "he", "ps", "syr", "ur", "yi"})
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
