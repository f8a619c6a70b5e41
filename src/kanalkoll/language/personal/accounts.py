"""Bank accounts, IBAN, private giro and payment cards."""

import re
from collections.abc import Iterator

from kanalkoll.language import lexicon
from kanalkoll.language.personal.candidate import Candidate, luhn, near, only_digits
from kanalkoll.language.views import View

_IBAN = re.compile(r"(?<!\w)[a-z]{2}[0-9]{2}(?: ?[a-z0-9]){11,30}(?!\w)")
_CARD = re.compile(r"(?<![\w-])[0-9](?:[ -]?[0-9]){12,18}(?![\w-])")
_ACCOUNT = re.compile(r"(?<![\w/])[0-9](?:[ ,.-]{0,2}[0-9]){6,15}(?![\w/])")
_ACCOUNT_WORD = lexicon.cue("account")
_GIRO_WORD = lexicon.cue("giro")
_GIRO = re.compile(r"(?<!\w)[0-9]{1,4}(?:[ -]{1,2}[0-9]{1,4}){1,3}(?!\w)|(?<!\w)[0-9]{5,8}(?:-[0-9])?(?!\w)")
# Swish numbers of firms and associations, and the giro numbers of those who may collect for good causes.
_NUMBER_OF_AN_ORGANISATION = re.compile(r"123[0-9]{7}\Z|90[0-9]{5}\Z")
_MOBILE = re.compile(r"07[02369][0-9]{7}\Z")
_PUBLIC_PAYEE = lexicon.cue("public_payee")
_NOT_AN_ACCOUNT = re.compile(r"\b(?:kr|kronor|sek|mkr)\b")


def find(view: View) -> Iterator[Candidate]:
    """Numbers that money could be sent to or taken from."""
    text = view.text
    for match in _IBAN.finditer(text):
        for end in _ends(text, match):
            if _is_iban(text[match.start() : end]):
                yield Candidate(match.start(), end, "BANKKONTO", 1.0, "personal_data.iban")
                break
    for match in _CARD.finditer(text):
        digits = only_digits(match.group())
        if len(digits) in {15, 16} and digits[0] in "3456" and luhn(digits):
            yield Candidate(match.start(), match.end(), "BANKKONTO", 0.9, "personal_data.card")
    yield from _near_word(text, _ACCOUNT, _ACCOUNT_WORD, "personal_data.account")
    yield from _near_word(text, _GIRO, _GIRO_WORD, "personal_data.giro")


def _near_word(text: str, number: re.Pattern[str], word: re.Pattern[str], rule: str) -> Iterator[Candidate]:
    for match in number.finditer(text):
        if _NOT_AN_ACCOUNT.match(text, match.end() + 1):
            continue
        digits = only_digits(match.group())
        if _NUMBER_OF_AN_ORGANISATION.match(digits) or _MOBILE.match(digits):
            continue
        # An authority's or an association's own account is there for all to pay to.
        if near(text, *match.span(), _PUBLIC_PAYEE, before=40, after=0):
            continue
        if near(text, *match.span(), word, before=40, after=15):
            yield Candidate(match.start(), match.end(), "BANKKONTO", 0.8, rule)


def _ends(text: str, match: re.Match[str]) -> Iterator[int]:
    """The end as matched, then at each space inside: words after an IBAN may look like more of it."""
    yield match.end()
    for place in range(match.end() - 1, match.start() + 14, -1):
        if text[place] == " ":
            yield place


def _is_iban(written: str) -> bool:
    letters = written.replace(" ", "")
    if not 15 <= len(letters) <= 34 or (letters.startswith("se") and len(letters) != 24):
        return False
    turned = letters[4:] + letters[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
