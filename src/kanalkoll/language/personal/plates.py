"""Registration plates, only where the words around them speak of a vehicle."""

import re
from collections.abc import Iterator

from kanalkoll.language import lexicon
from kanalkoll.language.personal.candidate import Candidate, near
from kanalkoll.language.views import View

# The letters I, Q, V, Å, Ä and Ö do not occur on plates; the last sign may be a letter but O.
_PLATE = re.compile(r"(?<![\w-])[a-hj-pr-uw-z]{3}[ -]?[0-9]{2}[0-9a-hj-npr-uw-z](?![\w-])")
_VEHICLE = lexicon.cue("vehicle")
_STRONG = lexicon.cue("plate")
_NO_PLATE = re.compile(
    r"(?:kap|art|rad|sid|nr|kl|lss|sfs|dnr|rum|sal|tab|fig|ca|för|iso|sek|kwh|max|min|jan|feb|mar|apr|maj|jun|jul"
    r"|aug|sep|okt|nov|dec) ?[0-9]"
)


def find(view: View) -> Iterator[Candidate]:
    """Three letters and three signs near words about vehicles; small letters only beside a word for plates."""
    for match in _PLATE.finditer(view.text):
        start, end = match.span()
        if _NO_PLATE.match(match.group()):
            continue
        words = _VEHICLE if view.cased[start : start + 3].isupper() else _STRONG
        if near(view.text, start, end, words, before=60, after=40):
            yield Candidate(start, end, "REGNR", 0.85, "personal_data.plate")
