"""Registration plates: by the words around them, or by their capitals where nothing speaks against it."""

import re
from collections.abc import Iterator

from kanalkoll.language import dictionary, lexicon
from kanalkoll.language.personal.candidate import Candidate, near
from kanalkoll.language.views import View

# The letters I, Q, V, Å, Ä and Ö do not occur on plates; the last sign may be a letter but O.
_LETTER, _SIGN = "[a-hj-pr-uw-z]", "[0-9a-hj-npr-uw-z]"
# From its first digit, since digits are few and any word may begin as a plate does.
_PLATE = re.compile(
    r"[0-9](?:"
    rf"(?:(?<=(?<![\w/-]){_LETTER}{{3}}[0-9])|(?<=(?<![\w/-]){_LETTER}{{3}}[ -][0-9]))"
    rf"[0-9] ?{_SIGN}(?![\w/-]|[.,:]\d)"
    rf"|(?P<spaced>(?<=(?<!\w)(?:{_LETTER}[ .-]){{3}}[0-9])[ .-][0-9][ .-]{_SIGN}(?!\w)))"
)
_VEHICLE = lexicon.cue("vehicle")
_PLATE_WORD = lexicon.cue("plate")
_OTHER_CODE = lexicon.cue("other_code")
_NO_PLATE = re.compile(
    r"(?:kap|art|rad|sid|nr|kl|lss|sfs|dnr|rum|sal|tab|fig|ca|för|iso|sek|kwh|max|min|jan|feb|mar|apr|maj|jun|jul"
    r"|aug|sep|okt|nov|dec|msb|sos|obs|afs|bbr|pbl|osl|lou|lex|usb|led|wifi|hsb|abf|pro|spf|npf|sfi|msk|eur|usd|nok|dkk"
    r"|per|och|nya|tel|mob|buss|mom|kol|bun|ksn|ksu|csn|fm|dab|rgb|xps|rtx|gtx|ban|fas|etg|plan|spo|bok|kod|log|mat"
    r"|sve|eng|fys|kem|bio|his|rel|sam|idr|ent|foj) ?[0-9]"
)
_CAPITALS_ALONE = 0.6
_SURE = 0.85


def find(view: View) -> Iterator[Candidate]:
    """Three letters and three signs that are taken for a plate where people speak of vehicles, or write capitals."""
    for match in _PLATE.finditer(view.text):
        start, end = _start(match), match.end()
        score = _spaced(view, start, end) if match["spaced"] else _score(view, start, end)
        if score:
            yield Candidate(start, end, "REGNR", score, "personal_data.plate")


def _start(match: re.Match[str]) -> int:
    """Where the letters before the first digit begin: with a sign after each, after all of them, or without."""
    if match["spaced"]:
        return match.start() - 6
    return match.start() - (4 if match.string[match.start() - 1] in " -" else 3)


def _spaced(view: View, start: int, end: int) -> float:
    return _SURE if near(view.text, start, end, _VEHICLE, before=60, after=40) else 0.0


def _score(view: View, start: int, end: int) -> float:
    if _NO_PLATE.match(view.text, start, end) or near(view.text, start, end, _OTHER_CODE, before=25, after=0):
        return 0.0
    vehicle = near(view.text, start, end, _VEHICLE, before=60, after=40)
    if view.cased[start : start + 3].isupper():
        return _SURE if vehicle else _CAPITALS_ALONE
    # In small letters 'har 300' and 'bor 500' look the same.
    if vehicle and not dictionary.is_listed(view.text[start : start + 3]):
        return _SURE
    return _SURE if near(view.text, start, end, _PLATE_WORD, before=60, after=40) else 0.0
