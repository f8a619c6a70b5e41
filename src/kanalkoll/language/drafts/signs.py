"""Capitals, repeated marks and emoji."""

import re
from collections.abc import Iterator
from typing import Final

from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View

_CAPITALS = re.compile(r"(?<![\w#])[A-ZÅÄÖ]{2,30}(?:[ ,:–-]{1,3}(?:[A-ZÅÄÖ]{2,30}|[IÅÖ])(?!\w)){2,60}(?!\w)")
_REPEATED = re.compile(r"[!?](?: ?[!?]){1,200}")
_PICTURE = (
    "[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff"
    "\u2190-\u21ff\u231a-\u23ff\u25a0-\u25ff\u3030\u303d\u00a9\u00ae]"
)
_EMOJI = (
    rf"(?:{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]{{0,3}}(?:\u200d{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]{{0,3}}){{0,7}}"
    "|[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3)"
)
_ONE = re.compile(_EMOJI)
_RUN = re.compile(rf"{_EMOJI}(?:\s?{_EMOJI}){{2,400}}")
_FOR_A_WORD = re.compile(
    rf"(?<!\w)(?:på|i|till|med|en|ett|din|vår|för|och|av|om|ta|äta|dricka|hem|från"
    rf"|vid|är|har|vi|du|köp|ät|den|det|nya) {_EMOJI}"
    rf"(?= ?(?:[a-zåäö.,!?]|$|\n))|(?<=[a-zåäö] ){_EMOJI}(?= (?:på|i|till|med|och|är|för|hos|av|den|kl|vid|som|om)\b)"
)
MOST_EMOJI: Final = 5


def find(text: str, view: View) -> Iterator[Remark]:
    """Signs that shout, and emoji that a screen reader reads out one by one."""
    for match in _CAPITALS.finditer(view.cased):
        yield Remark(
            match.start(), match.end(), "versaler", "Versaler läses som rop. Skriv med små bokstäver."
        )
    for match in _REPEATED.finditer(view.cased):
        yield Remark(
            match.start(), match.end(), "skiljetecken", "Ett enda utropstecken eller frågetecken räcker."
        )
    trouble = _emoji(text)
    if trouble and view.text:
        yield Remark(0, len(view.text), "emoji", trouble)


def _emoji(text: str) -> str | None:
    if text.isascii():
        return None
    if len(_ONE.findall(text)) > MOST_EMOJI:
        return "Fler än fem emojier. En skärmläsare läser upp dem alla."
    if _RUN.search(text):
        return "Flera emojier i rad. Låt en räcka, sist i meningen."
    if _FOR_A_WORD.search(text):
        return "En emoji står i stället för ett ord. Skriv ordet."
    return None
