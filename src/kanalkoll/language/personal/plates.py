"""Registration plates, only where the words around them speak of a vehicle."""

import re
from collections.abc import Iterator

from kanalkoll.language.findings import Allow
from kanalkoll.language.personal.candidate import Candidate, near
from kanalkoll.language.views import View

# The letters I, Q, V, Å, Ä and Ö do not occur on plates; the last sign may be a letter but O.
_PLATE = re.compile(r"(?<![\w-])[a-hj-pr-uw-z]{3}[ -]?[0-9]{2}[0-9a-hj-npr-uw-z](?![\w-])")
_VEHICLE = re.compile(
    r"\breg\b|regnr|reg\.|reg-nr|registrering|regist|skylt|\bbil\b|bilen|bilar|parker|volvo|saab|audi|bmw|toyota|\bvw\b|volkswagen|passat|golf\b|"
    r"mercedes|skoda|\bkia\b|tesla|ford\b|opel|renault|peugeot|hyundai|nissan|mazda|moped|motorcyk|\bmc\b|lastbil|skåpbil|epa|a-traktor|"
    r"\bkör|körde|förare|fordon|husvagn|släp|taxi|traktor|\bsuv\b|kombi|rattfyll|krock|påkörd|smitning|smet|buss\b"
)
_STRONG = re.compile(r"\breg\b|regnr|reg\.|reg-nr|registreringsn|skylt")
_NO_PLATE = re.compile(
    r"(?:kap|art|rad|sid|nr|kl|lss|sfs|dnr|rum|sal|tab|fig|apr|mar|maj|jun|jul|aug|sep|okt|nov|dec|jan|feb|ca|för|iso|sek|kwh|max|min) ?[0-9]"
)


def find(view: View, allow: Allow) -> Iterator[Candidate]:
    """Three letters and three signs near words about vehicles; small letters only beside the word for the plate itself."""
    for match in _PLATE.finditer(view.text):
        start, end = match.span()
        if _NO_PLATE.match(match.group()):
            continue
        words = _VEHICLE if view.cased[start : start + 3].isupper() else _STRONG
        if near(view.text, start, end, words, before=60, after=40):
            yield Candidate(start, end, "REGNR", 0.85, "personal_data.plate")
