"""Abbreviations that a reader may not know, internal acronyms included."""

import re
from collections.abc import Iterator
from functools import cache

from kanalkoll.language import lexicon
from kanalkoll.language.drafts.remark import Remark
from kanalkoll.language.views import View

_ACRONYM = re.compile(r"(?<![\w#@/.-])[A-ZÅÄÖ][A-ZÅÄÖ0-9]{1,5}(?![\w/@-]|\.\w)")
_CAPITAL_WORD = re.compile(r"[A-ZÅÄÖ]{2,}")


def find(view: View) -> Iterator[Remark]:
    """Each abbreviation, with what it stands for when we know it."""
    for match in _pattern().finditer(view.text):
        meaning = lexicon.pairs("short_forms")[match.group()]
        yield Remark(match.start(), match.end(), "forkortning", f"Skriv ut förkortningen: {meaning}.")
    for match in _ACRONYM.finditer(view.cased):
        if not _is_known(view.cased, match) and match.group().lower() not in lexicon.pairs("short_forms"):
            yield Remark(
                match.start(),
                match.end(),
                "forkortning",
                f"Alla vet kanske inte vad {match.group()} är. Skriv ut det.",
            )


def _is_known(cased: str, match: re.Match[str]) -> bool:
    if match.group() in lexicon.words("known_acronyms"):
        return True
    # Among other words in capitals it is a shout, not an acronym.
    around = cased[max(0, match.start() - 25) : match.start()] + cased[match.end() : match.end() + 25]
    return len(_CAPITAL_WORD.findall(around)) > 1


@cache
def _pattern() -> re.Pattern[str]:
    written = sorted(lexicon.pairs("short_forms"), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, written))})(?!\w|\.\w)")
