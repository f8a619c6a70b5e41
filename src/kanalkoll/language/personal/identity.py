"""Personnummer, samordningsnummer and dates of birth."""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Final

from kanalkoll.language import lexicon
from kanalkoll.language.personal.candidate import Candidate, luhn, near, only_digits
from kanalkoll.language.views import View

_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ .,:/_–—+-]{0,3}[0-9]){9,11}(?![0-9])")
# Six or eight digits, perhaps a sign, four digits: how a personnummer is written when nobody hides it.
_USUAL = re.compile(
    r"(?:[0-9]{2})?[0-9]{6} ?[-–—+]? ?[0-9]{4}"
    r"|(?:[0-9]{2}[ -]?)?[0-9]{2}[ -][0-9]{2}[ -][0-9]{2} ?[-–—+ ] ?[0-9]{4}"
)
_STATED = lexicon.cue("personnummer")
_MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec"
)
_DATE = (
    r"[0-9]{4}[-/. ]?[0-9]{2}[-/. ]?[0-9]{2}|[0-9]{6}|[0-9]{2}[-/. ][0-9]{2}[-/. ][0-9]{2}"
    r"|[0-9]{1,2}[/.] ?[0-9]{1,2}[-/. ]{1,3}(?:19|20)?[0-9]{2}"
    rf"|[0-9]{{1,2}}(?::?e)? ?(?:{_MONTHS})\.?,? ?(?:(?:19|20)[0-9]{{2}}|[-’'][0-9]{{2}})"
)
_BORN = re.compile(
    r"(?<!\w)(?:född|födda|föddes|födelsedatum|födelsedag|födelsetid|fyller år|f\.|f:|f|fd|born)"
    r"(?: |:|är|den|på|var|on){0,6}"
    rf"(?P<date>{_DATE})(?!\w|[0-9-])"
)
_COORDINATION_DAYS: Final = 60


def find(view: View) -> Iterator[Candidate]:
    """Numbers of persons with a date that exists and a right check digit, or stated to be one."""
    text = view.text
    for match in _NUMBER.finditer(text):
        candidate = _judge(text, match.start(), match.end())
        if candidate is not None:
            yield candidate
    for match in _BORN.finditer(text):
        yield Candidate(
            match.start("date"), match.end("date"), "FODELSEDATUM", 0.8, "personal_data.birth_date"
        )


def _judge(text: str, start: int, end: int) -> Candidate | None:
    written = text[start:end]
    digits = only_digits(written)
    if len(digits) not in {10, 12}:
        return None
    stated = near(text, start, end, _STATED, after=20)
    if not stated and near(text, start, end, lexicon.cue("account"), before=15, after=0):
        return None
    kind = _kind(digits)
    if kind is None:
        return (
            Candidate(start, end, "PERSONNUMMER", 0.7, "personal_data.personnummer_stated")
            if stated
            else None
        )
    if not luhn(digits[-10:]):
        return Candidate(start, end, kind, 0.7, "personal_data.personnummer_stated") if stated else None
    return Candidate(start, end, kind, _certainty(written, digits, stated), f"personal_data.{kind.lower()}")


def _certainty(written: str, digits: str, stated: bool) -> float:
    if stated:
        return 1.0
    if len(digits) == 10 and digits[0] == "0" and "-" not in written[5:8] and "+" not in written:
        # Ten digits that begin with 0 are far more often a telephone number.
        return 0.4
    return 0.95 if _USUAL.fullmatch(written) else 0.6


def _kind(digits: str) -> str | None:
    """PERSONNUMMER or SAMORDNINGSNUMMER if the digits begin with a possible date."""
    if len(digits) == 12 and digits[:2] not in {"18", "19", "20"}:
        return None
    year, month, day = int(digits[-10:-8]), int(digits[-8:-6]), int(digits[-6:-4])
    if day >= _COORDINATION_DAYS:
        # A coordination number may lack the month or the day (00 and 60) when the date of birth is unknown.
        return "SAMORDNINGSNUMMER" if month <= 12 and day <= _COORDINATION_DAYS + 31 else None
    if not 1 <= month <= 12:
        return None
    century = int(digits[:2]) if len(digits) == 12 else 20
    return "PERSONNUMMER" if 1 <= day <= monthrange(century * 100 + year, month)[1] else None
