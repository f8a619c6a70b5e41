"""Swedish words for what screening finds."""

from collections.abc import Mapping

# Short enough for a mark; categories first, handling after, personal data last.
LABELS: Mapping[str, str] = {
    "hot": "Hot",
    "krankning": "Personangrepp",
    "hets": "Hets",
    "sexism": "Sexism",
    "svordom": "Grovt språk",
    "pornografi": "Pornografi",
    "uppmaning_brott": "Uppmaning till brott",
    "valdsskildring": "Våldsskildring",
    "upphovsratt": "Upphovsrätt",
    "reklam": "Reklam",
    "partipolitik": "Partipolitik",
    "desinformation": "Desinformation",
    "sekretess": "Sekretess",
    "personuppgift": "Personuppgift",
    "fraga": "Fråga",
    "synpunkt": "Synpunkt",
    "klagomal": "Klagomål",
    "kris": "Fara nu",
    "not_screened": "Kunde inte granskas",
    "PERSONNUMMER": "Personnummer",
    "SAMORDNINGSNUMMER": "Samordningsnummer",
    "TELEFON": "Telefonnummer",
    "EPOST": "E-postadress",
    "ADRESS": "Adress",
    "NAMN": "Namn",
    "REGNR": "Registreringsnummer",
    "BANKKONTO": "Bankkonto",
    "FODELSEDATUM": "Födelsedatum",
}
# What is folded until somebody chooses to read it.
FOLDED: Mapping[str, str] = {
    "hot": "Kan vara hot.",
    "pornografi": "Kan vara pornografiskt.",
    "valdsskildring": "Kan skildra våld.",
}


def label(code: str) -> str:
    """The Swedish word for a screening code."""
    return LABELS.get(code, code)
