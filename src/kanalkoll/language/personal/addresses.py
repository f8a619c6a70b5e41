"""Street and number, with flat, postcode and place where they adjoin."""

import re
from collections.abc import Iterator

from kanalkoll.language import lexicon
from kanalkoll.language.findings import Allow
from kanalkoll.language.name_pack import NamePack
from kanalkoll.language.personal.candidate import Candidate, near
from kanalkoll.language.views import View

_ENDINGS = "|".join(sorted(lexicon.words("street_endings"), key=len, reverse=True))
_SHORT = ("g", "gat", "v")
_FLAT = (
    r"(?:,? ?(?:lgh|lägenhet|lägh|vån|våning|uppg|uppgång|ingång|port|trappuppgång|bv|tr|nb)"
    r"(?![a-zåäö])\.? ?(?:[0-9]{1,4}|[a-h]\b)?"
    r"(?: ?tr\b)?){0,2}"
)
_POST = r"(?:[,\s]{1,3}(?:se-)?[0-9]{3} ?[0-9]{2}[ ,]{1,2}[a-zåäöé-]{2,25})?"
_LEAD = "s:t|s:ta|sankt|sankta|norra|södra|östra|västra|stora|lilla|gamla|nya|övre|nedre|[a-zåäöé]{2,20}s"
_MEASURE = (
    "kr|kronor|st|år|min|km|mil|meter|procent|gånger|timmar|dagar|personer|grader|elever|barn|platser|veckor|°"
    "|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan|feb|aug|sept?|okt|nov|dec"
)
_STREET = re.compile(
    rf"(?<![\w-])(?:(?:{_LEAD}) ){{0,2}}"
    rf"(?:[a-zåäöé:-]{{0,30}}(?:{_ENDINGS})|[a-zåäöé]{{3,25}}(?:{'|'.join(_SHORT)})\.)"
    rf"(?: nr\.?| nummer)? [0-9]{{1,3}}(?: ?[a-hj-z](?![\w:]))?"
    rf"(?!\w|[.,:]\d|[-–]\d{{3}}| ?(?:{_MEASURE})(?!\w))"
    rf"{_FLAT}{_POST}"
)
# How a street ends and how its number begins: where they do not meet, no address is looked for.
_STREET_ENDS = (*lexicon.words("street_endings"), *(f"{short}." for short in _SHORT))
_NUMBER = re.compile(r"(?: nr\.?| nummer)? [0-9]")
# A street's name is of so many words at most, and flat, postcode and place of fewer letters than this.
_STREET_WORDS = 3
_REST = 200
_LIVES = re.compile(
    r"(?<!\w)(?:bor|bodde|bosatt|adress(?:en)?|hemadress(?:en)?|flyttat till|hemma hos|hem till)"
    r"(?: nu| kvar)?(?: på| vid| i|:| är){0,3}"
    r" (?P<place>[a-zåäöé]{3,30}(?: [a-zåäöé]{3,30})?s? [0-9]{1,3}(?: ?[a-h](?!\w))?)"
    r"(?!\w|[.,:]\d| ?(?:år|min|km|mil|meter|timmar|dagar|kr|procent|st|barn|personer|veckor|månader)\b)"
)
_NUMBERED = re.compile(
    r"(?<![\w-])[^\W\d_][\w:-]{1,30}(?: [^\W\d_][\w:-]{1,30}){0,2} (?P<number>[0-9]{1,3}(?: ?[a-hj-z])?)(?!\w)"
)
# Names of kinds, not of streets: 'väg 40', 'plan 2'.
_NOT_STREET = re.compile(
    r"(?:trafikplats|rastplats|badplats|lekplats|mötesplats|campingplats|marknadsplats|väg|gata|plan|plats|stig|gård|riksväg|länsväg|europaväg|riksvägen|länsvägen|vägen|gatan|parken|torget|backen"
    r"|bron|gården|stranden|platsen|torg|park|dalen|ringen|leden|höjden|strand|busshållplats|hållplats|våningsplan"
    r"|bottenplan|spelplan|fotbollsplan|parkeringsplats|förskoleplats|detaljplan|liden|ängen|hagen"
    r"|bassängen|lilla bassängen|stora bassängen) "
)
_NOT_PLACE = re.compile(
    r"\b(?:på|i|med|för|om|till|från|under|efter|sedan|kl|klockan|ca|cirka|den|minst|nästan|över|mer|än)\b"
)


def find(view: View, allow: Allow, pack: NamePack) -> Iterator[Candidate]:
    """Addresses of homes; an address given beside the name of a public building is the municipality's own."""
    text = view.text
    for match in _streets(text):
        written = match.group()
        if _NOT_STREET.match(written):
            continue
        start = _start(view, match)
        if not _is_public(text, start, match.end(), allow):
            yield Candidate(start, match.end(), "ADRESS", 0.85, "personal_data.address")
    for match in _LIVES.finditer(text):
        start, end = match.span("place")
        if view.cased[start].isupper() and not _NOT_PLACE.search(match.group("place")):
            yield Candidate(start, end, "ADRESS", 0.7, "personal_data.address")
    if pack.streets:
        yield from _in_pack(view, allow, pack)


def _streets(text: str) -> Iterator[re.Match[str]]:
    """Found from their numbers, which are few, and not from the words, any of which may begin a street."""
    after = 0
    for number in _NUMBER.finditer(text):
        if number.start() >= after and text.endswith(_STREET_ENDS, after, number.start()):
            begins = number.start()
            for _ in range(_STREET_WORDS):
                begins = max(after, text.rfind(" ", after, begins))
            match = _STREET.search(text, begins, number.end() + _REST)
            if match and match.start() < number.end():
                yield match
                after = match.end()


def _in_pack(view: View, allow: Allow, pack: NamePack) -> Iterator[Candidate]:
    """Streets whose names do not show that they are streets: 'Korphoppet 12'."""
    for match in _NUMBERED.finditer(view.text):
        # The name is the longest row of words before the number that the pack has.
        for start in range(match.start(), match.start("number")):
            begins = start == match.start() or view.text[start - 1] == " "
            if begins and view.text[start : match.start("number") - 1] in pack.streets:
                if not _is_public(view.text, start, match.end(), allow):
                    yield Candidate(start, match.end(), "ADRESS", 0.8, "personal_data.address")
                break


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
    return text[start:end] in allow.streets or near(
        text, start, end, lexicon.cue("public_place"), before=30, after=25
    )
