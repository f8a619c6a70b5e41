"""Officialese, abbreviations, jargon, the hidden actor and the reader in the third person."""

from collections.abc import Iterator, Sequence

from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View
from kanalkoll.language.words import Sentence


def find(view: View, parts: Sequence[Sentence]) -> Iterator[Remark]:
    """Wording that a reader outside the town hall may stumble over."""
    yield from ()
