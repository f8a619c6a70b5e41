"""Personal data in a text: tolerant candidates, strict validators, words around, one winner per place."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from string import digits
from typing import Final

from kanalkoll.language.findings import SUGGESTED, Allow, Finding
from kanalkoll.language.name_pack import NamePack
from kanalkoll.language.personal import accounts, addresses, contact, identity, names, plates
from kanalkoll.language.personal.candidate import Candidate
from kanalkoll.language.views import View

_REASONS = {
    "personal_data.personnummer": "Ser ut som ett personnummer med rätt kontrollsiffra.",
    "personal_data.personnummer_stated": "Uppges vara ett personnummer, även om kontrollsiffran inte stämmer.",
    "personal_data.samordningsnummer": "Ser ut som ett samordningsnummer med rätt kontrollsiffra.",
    "personal_data.birth_date": "Uppger när någon är född.",
    "personal_data.phone": "Ett telefonnummer som går att ringa.",
    "personal_data.phone_in_words": "Ett telefonnummer skrivet med ord.",
    "personal_data.email": "En e-postadress.",
    "personal_data.email_disguised": "En e-postadress skriven så att den inte ska synas.",
    "personal_data.iban": "Ett internationellt kontonummer (IBAN).",
    "personal_data.account": "Ser ut som ett kontonummer.",
    "personal_data.card": "Ett betalkortsnummer.",
    "personal_data.giro": "Ett giro- eller kontonummer att betala till.",
    "personal_data.plate": "Ett registreringsnummer i ett sammanhang som handlar om ett fordon.",
    "personal_data.address": "En gatuadress med nummer.",
    "personal_data.name": "Någons för- och efternamn.",
}

# With fewer digits, as most texts have, there is no number of a person ('f. 3/5 85'), an account, a telephone, a car.
_FEWEST_OF_A_PERSON: Final = 4
_FEWEST_OF_AN_ACCOUNT: Final = 5
_FEWEST_OF_A_PHONE: Final = 6
_FEWEST_OF_A_PLATE: Final = 2


def find(view: View, allow: Allow, pack: NamePack) -> tuple[Finding, ...]:
    """Every suggested piece of personal data, in order, none overlapping another; spans in the original text."""
    kept: list[Candidate] = []
    for candidate in _candidates(view, allow, pack):
        if candidate.score >= SUGGESTED:
            _keep(candidate, kept)
    return tuple(_finding(candidate, view) for candidate in kept)


def _candidates(view: View, allow: Allow, pack: NamePack) -> Iterator[Candidate]:
    """Earlier ones win a place over later ones: a personnummer is not a telephone number as well."""
    count = sum(map(view.text.count, digits))
    if count >= _FEWEST_OF_A_PERSON:
        yield from identity.find(view)
    if count >= _FEWEST_OF_AN_ACCOUNT:
        yield from accounts.find(view)
    yield from contact.emails(view, allow)
    if count >= _FEWEST_OF_A_PHONE:
        yield from contact.phones(view, allow)
    yield from contact.phones_in_words(view, allow)
    if count:
        yield from addresses.find(view, allow, pack)
    if count >= _FEWEST_OF_A_PLATE:
        yield from plates.find(view)
    yield from names.find(view, allow, pack)


def _keep(candidate: Candidate, kept: list[Candidate]) -> None:
    """Puts a candidate in its order among those kept, unless it overlaps one of them."""
    place = bisect_left(kept, candidate.start, key=attrgetter("start"))
    after = place < len(kept) and kept[place].start < candidate.end
    before = place > 0 and kept[place - 1].end > candidate.start
    if not after and not before:
        kept.insert(place, candidate)


def _finding(candidate: Candidate, view: View) -> Finding:
    start, end = view.original(candidate.start, candidate.end)
    return Finding(
        start, end, "personal_data", candidate.type, candidate.score, candidate.rule, _REASONS[candidate.rule]
    )
