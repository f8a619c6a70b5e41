"""Capitals, repeated marks and emoji."""

import re
from collections.abc import Iterator, Sequence

from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence

_CAPITALS = re.compile(r"(?<![\w#])[A-ZÅÄÖ]{2,30}(?:[ ,]{1,2}(?:[A-ZÅÄÖ]{2,30}|[IÅÖ0-9]{1,4})){2,60}(?!\w)")
_REPEATED = re.compile(r"[!?](?: ?[!?]){1,200}")


def find(view: View, parts: Sequence[Sentence]) -> Iterator[Remark]:
    """Signs that shout."""
    for match in _CAPITALS.finditer(view.cased):
        yield Remark(
            match.start(), match.end(), "versaler", "Versaler läses som rop. Skriv med små bokstäver."
        )
    for match in _REPEATED.finditer(view.cased):
        yield Remark(
            match.start(), match.end(), "skiljetecken", "Ett enda utropstecken eller frågetecken räcker."
        )
