"""Two readers to be better than: a short word list, and keywords for each label."""

import re
from collections.abc import Callable
from typing import Final

Read = Callable[[str], list[str]]
_WORD = re.compile(r"\w+")

# In the style of the public profanity lists for Swedish, harmless words included.
_COMMON: Final = frozenset(
    [
        "arsle",
        "brutta",
        "fan",
        "fitta",
        "fittig",
        "helvete",
        "hård",
        "jävla",
        "jävlar",
        "knulla",
        "kuk",
        "kuksugare",
        "köttbulle",
        "mög",
        "neger",
        "olla",
        "pippa",
        "prutt",
        "pung",
        "ragga",
        "runka",
        "röv",
        "rövhål",
        "skita",
        "skit",
        "skäggbiff",
        "snopp",
        "stake",
        "subba",
        "sås",
        "tusan",
    ]
)
# What an afternoon gives.
_KEYWORDS: Final = {
    "hot": "döda mörda skjuta hänga spränga bränna hota stryk",
    "krankning": "idiot idioter dum dumma korkad korkade pucko svin kärring",
    "hets": "neger svartskalle invandrare muslimer judar romer zigenare",
    "sexism": "hora fitta kärring bimbo",
    "svordom": "fan jävla jävlar helvete satan fuck kuk fitta hora",
    "pornografi": "porr sex naken kåt nakenbilder",
    "uppmaning_brott": "krossa elda sabotera hacka",
    "valdsskildring": "misshandel mord blod",
    "upphovsratt": "gratis torrent streama",
    "reklam": "köp säljer rabatt pris erbjudande",
    "partipolitik": "moderaterna sossarna socialdemokraterna sd centerpartiet rösta",
    "desinformation": "vaccin 5g bluff",
    "sekretess": "adhd diagnos lvu soc",
    "personuppgift": "personnummer adress",
    "fraga": "när hur var vad",
    "synpunkt": "borde förslag",
    "klagomal": "missnöjd fungerar väntat",
    "kris": "brinner självmord hjälp",
}
_SETS: Final = {name: frozenset(words.split()) for name, words in _KEYWORDS.items()}


def keywords(text: str) -> list[str]:
    """Every label one of whose keywords stands in the text."""
    words = set(_WORD.findall(text.lower()))
    return [name for name, wanted in _SETS.items() if words & wanted]


def common_list(text: str) -> list[str]:
    """Swearing, when a word of the common list stands in the text; nothing else."""
    return ["svordom"] if set(_WORD.findall(text.lower())) & _COMMON else []


BASELINES: Final[dict[str, Read]] = {"keywords": keywords, "common_list": common_list}
# What the short list can say anything about.
SAID: Final = {"keywords": frozenset(_KEYWORDS), "common_list": frozenset({"svordom"})}
