"""Street and number, with flat, postcode and place where they adjoin."""

import re
from collections.abc import Iterator

from kanalkoll.language.findings import Allow
from kanalkoll.language.personal.candidate import Candidate, near
from kanalkoll.language.views import View

_ENDINGS = (
    "gatan|vägen|gränden|gränd|stigen|torget|torg|allén|backen|backe|leden|svängen|slingan|ringen|stråket|kroken|"
    "plan|platsen|plats|esplanaden|kajen|bron|promenaden|parken|tået|liden|höjden|kullen|dalen|ängen|hagen|terrassen|"
    "gata|väg|stig|gården|strand|stranden|rundan|vändan|passagen|trappan|branten|åsen|lyckan"
)
_FLAT = r"(?:,? ?(?:lgh|lägenhet|lägh|vån|våning|uppg|uppgång|port|trappuppgång|bv|tr)\.? ?[0-9a-z]{0,5}(?: ?tr)?){0,2}"
_POST = r"(?:[,\s]{1,3}(?:se-)?[0-9]{3} ?[0-9]{2}[ ,]{1,2}[a-zåäöé-]{2,25})?"
_STREET = re.compile(
    r"(?<![\w-])(?:(?:s:t|s:ta|sankt|norra|södra|östra|västra|stora|lilla|gamla|nya|övre|nedre|[a-zåäöé]{2,20}s) ){0,2}"
    rf"[a-zåäöé:-]{{0,30}}(?:{_ENDINGS}) [0-9]{{1,3}}(?: ?[a-hj-z](?![\w:]))?(?!\w|[.,:]\d){_FLAT}{_POST}"
)
_LIVES = re.compile(
    r"\b(?:bor|bodde|bosatt|adress(?:en)?|hemadress(?:en)?|flyttat till|hemma hos|hem till)(?: nu| kvar)?(?: på| vid| i|:| är)*"
    r" ([a-zåäöé]{3,30}(?: [a-zåäöé]{3,30})?s? [0-9]{1,3}(?: ?[a-h](?!\w))?)(?![\w.,:]\d|\w| ?(?:år|min|km|mil|meter|timmar|dagar|kr|procent|st|barn|personer))"
)
_NOT_STREET = re.compile(
    r"^(?:väg|gata|plan|plats|stig|gård|riksväg|länsväg|europaväg|riksvägen|länsvägen|vägen|gatan|parken|torget|backen|bron|gården|stranden|platsen|torg|park|dalen|ringen|leden|höjden|strand|busshållplats|hållplats|våningsplan|bottenplan|spelplan|fotbollsplan|parkeringsplats|förskoleplats|plan) [0-9]"
)
_FUNCTIONAL = re.compile(
    r"kommunhus|stadshus|bibliotek|medborgarkontor|kundcenter|besöksadress|reception|rådhus|kulturhus|simhall|museet|återvinning|vårdcentral|sporthall|ishall|badhus"
)
_NOT_PLACE = re.compile(
    r"\b(?:på|i|med|för|om|till|från|under|efter|sedan|kl|klockan|ca|cirka|den|minst|nästan|över|mer|än)\b"
)


def find(view: View, allow: Allow) -> Iterator[Candidate]:
    """Addresses of homes; an address given beside the name of a public building is the municipality's own."""
    text = view.text
    if not any(letter.isdigit() for letter in text):
        return
    for match in _STREET.finditer(text):
        written = match.group()
        if _NOT_STREET.match(written) and not view.cased[match.start()].isupper():
            continue
        start = _start(view, match)
        if not _is_public(text, start, match.end(), allow):
            yield Candidate(start, match.end(), "ADRESS", 0.85, "personal_data.address")
    for match in _LIVES.finditer(text):
        start, end = match.span(1)
        if view.cased[start].isupper() and not _NOT_PLACE.search(match.group(1)):
            yield Candidate(start, end, "ADRESS", 0.7, "personal_data.address")


def _start(view: View, match: re.Match[str]) -> int:
    """Leaves out lower-case words before the name of the street: 'grannens Storgatan 3' begins at S."""
    start = match.start()
    words = match.group().split(" ")
    for word in words[:-2]:
        following = start + len(word) + 1
        if view.cased[start].isupper() or not view.cased[following].isupper():
            break
        start = following
    return start


def _is_public(text: str, start: int, end: int, allow: Allow) -> bool:
    return text[start:end] in allow.streets or near(text, start, end, _FUNCTIONAL, before=30, after=25)
