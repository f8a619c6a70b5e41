"""Telephone numbers and e-mail addresses, also disguised ones."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import phonenumbers

from kanalkoll.language import lexicon
from kanalkoll.language.findings import Allow
from kanalkoll.language.personal.candidate import Candidate, near, only_digits
from kanalkoll.language.views import View

_PHONE = re.compile(
    r"(?<![\w@/=#-])(?:\+|00|\(\+)?\(?[0-9o](?:(?:[ \u00a0.:*_/()\u20e3–—-]{0,3}| , )[0-9o]){5,14}\u20e3?(?![\w@])(?!%)"
)
_PHONE_WORD = lexicon.cue("phone")
_OFFICE_WORD = lexicon.cue("office_phone")
# Freephone, shared-cost and premium numbers belong to nobody's home.
_FUNCTIONAL: Final = ("020", "0200", "077", "0900", "0939", "0944", "0116", "116")
_CLOCK_OR_DATE = re.compile(
    r"[0-9]{1,2}[.:][0-9]{2} ?[-–—] ?[0-9]{1,2}[.:][0-9]{2}"
    r"|(?<![0-9])(?:19|20)[0-9]{2}[-–/. ][0-9]{1,2}[-–/. ][0-9]{1,2}(?![0-9])"
    r"|(?<![0-9])[0-9]{1,2}[-–/. ][0-9]{1,2}[-–/. ](?:19|20)[0-9]{2}(?![0-9])"
    r"|[0-9]{1,2}[/.][0-9]{1,2} ?[-–—] ?[0-9]{1,2}[/.][0-9]{1,2}"
)
_EMAIL = re.compile(r"(?<![\w@])[\w][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])")
_DISGUISED_EMAIL = re.compile(
    r"(?<![\w@])[\w][\w+-]{0,40}(?: ?(?:\.|punkt|dot) ?[\w+-]{1,40}){0,3}"
    r"(?: ?[(\[{<] ?(?:at|a|snabel-?a|@|snabela) ?[)\]}>] ?| snabel[- ]?a | ?\bsnabel-?a\b ?| at | @ | @|@ )"
    r"[\w-]{1,60}(?: ?[(\[{] ?(?:punkt|dot|\.) ?[)\]}] ?| punkt | dot | ?\. ?)"
    r"(?:se|com|nu|net|org|eu|fi|no|dk|info|nl|de|io|me|example)\b"
)
_AT = re.compile(
    r" ?[(\[{<] ?(?:at|a|snabel-?a|@|snabela) ?[)\]}>] ?| snabel[- ]?a | ?\bsnabel-?a\b ?| at | ?@ ?"
)
_DOT = re.compile(r" ?[(\[{] ?(?:punkt|dot|\.) ?[)\]}] ?| (?:punkt|dot) ")
# One of these stands in every address so disguised: most texts are soon seen to have none.
_EMAIL_SIGNS: Final = ("@", " at ", "snabel", "(a", "[a", "{a", "<a", "( a", "[ a", "{ a", "< a")
_DIGIT_WORDS: Final = lexicon.pairs("digit_words")
_WORD_PHONE = re.compile(
    r"\bnoll(?:a|an)?(?:[ ,.\-–]{0,3}(?:och )?(?:[0-9]{1,3}|"
    + "|".join(sorted(_DIGIT_WORDS, key=len, reverse=True))
    + r")\b){3,14}"
)


def phones(view: View, allow: Allow) -> Iterator[Candidate]:
    """Numbers that could be rung, less the municipality's own."""
    text = view.text
    for match in _PHONE.finditer(text):
        if _is_phone(text, match, allow):
            yield Candidate(match.start(), match.end(), "TELEFON", 0.9, "personal_data.phone")


def phones_in_words(view: View, allow: Allow) -> Iterator[Candidate]:
    """Such numbers written with words: 'noll sju noll …'."""
    if "noll" not in view.text:
        return
    for match in _WORD_PHONE.finditer(view.text):
        digits = _spelled_out(match.group())
        if _rings(digits) and digits not in allow.phones:
            yield Candidate(match.start(), match.end(), "TELEFON", 0.8, "personal_data.phone_in_words")


def emails(view: View, allow: Allow) -> Iterator[Candidate]:
    """Addresses that could be written to, also in disguise, less the municipality's own."""
    text = view.text
    if "@" in text:
        for match in _EMAIL.finditer(text):
            if not _is_functional(match.group(), allow):
                yield Candidate(match.start(), match.end(), "EPOST", 0.95, "personal_data.email")
    if not any(sign in text for sign in _EMAIL_SIGNS):
        return
    for match in _DISGUISED_EMAIL.finditer(text):
        if not _is_functional(_undisguised(match.group()), allow):
            yield Candidate(match.start(), match.end(), "EPOST", 0.75, "personal_data.email_disguised")


def _undisguised(address: str) -> str:
    """The address as it would be typed: "info snabel-a kommun punkt se" is info@kommun.se."""
    signs = _DOT.sub(".", _AT.sub("@", address, count=1))
    return signs.replace(" ", "")


def _is_functional(address: str, allow: Allow) -> bool:
    local, _, domain = address.partition("@")
    if address in allow.emails or f"@{domain}" in allow.emails:
        return True
    return any(part in lexicon.words("functional_mailboxes") for part in re.split(r"[._-]", local))


def _is_phone(text: str, match: re.Match[str], allow: Allow) -> bool:
    written = match.group()
    if _CLOCK_OR_DATE.search(written):
        return False
    digits = only_digits(written.replace("o", "0"))
    if digits.startswith(_FUNCTIONAL) or _is_of_an_office(text, match, digits):
        return False
    if digits in allow.phones or digits.startswith("0000") or sum(sign.isdigit() for sign in written) < 6:
        return False
    abroad = "+" in written or digits.startswith("00")
    if not abroad and not digits.startswith("0"):
        return digits.startswith("46") and len(digits) == 11 and _rings(f"+{digits}")
    if len(digits) < 8 and not near(text, match.start(), match.end(), _PHONE_WORD, before=25, after=0):
        return False
    if not abroad:
        return _rings(digits)
    # "+46 (0)70": the 0 in brackets is not dialled from abroad.
    return _rings(f"+{re.sub('^460', '46', digits.removeprefix('00'))}")


def _is_of_an_office(text: str, match: re.Match[str], digits: str) -> bool:
    """A switchboard or a service by its words; a mobile number is taken for somebody's own all the same."""
    mobile = digits.removeprefix("0046").removeprefix("46").removeprefix("0").startswith("7")
    return not mobile and near(text, *match.span(), _OFFICE_WORD, before=30, after=15)


@lru_cache(maxsize=4096)
def _rings(number: str) -> bool:
    """Whether the numbering plan has such a number; Sweden's is meant where none is named."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "SE"))
    except phonenumbers.NumberParseException:
        return False


def _spelled_out(words: str) -> str:
    parts = re.split(r"[ ,.\-–]+", re.sub(r"\bnoll(?=[a-zåäö]{3})", "noll ", words))
    return "".join(part if part.isdigit() else _DIGIT_WORDS.get(part, "") for part in parts)
