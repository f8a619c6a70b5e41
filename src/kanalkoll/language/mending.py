"""What to write instead of something found in a draft, where there is exactly one thing to write."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from kanalkoll.language import lexicon
from kanalkoll.language.findings import Finding

# A replacement with a comma offers a choice and one with a colon is advice: neither can be put in as it stands.
_ONE_THING = re.compile(r"[^,:;/()]+")
# A rule that knows the one right wording says so in these words.
_STATED = re.compile("Skriv i stället ”(?P<instead>[^”]+)”")
_THREE_ALIKE = re.compile(r"([^\W\d_])\1\1")
_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w{1,20}|fbclid|gclid|mc_cid|mc_eid|igshid|msclkid|_hsenc)=[^&#]*&?")


def better(finding: Finding, text: str) -> str | None:
    """The one thing to put in place of the finding's words in `text`; None where a person has to choose."""
    written = text[finding.start : finding.end]
    stated = _STATED.search(finding.reason)
    mend = _MENDS.get(finding.type)
    instead = _stated(stated["instead"], written, finding.type) if stated else mend(written) if mend else None
    return _cased(instead, written) if instead and instead != written else None


def _cased(instead: str, written: str) -> str:
    """With a capital where the words had one."""
    return instead[0].upper() + instead[1:] if written[:1].isupper() else instead


def _stated(instead: str, written: str, kind: str) -> str | None:
    if kind == "stavfel" and instead[-1:] != written[-1:].lower():
        # A list of misspellings may give several forms of a word one right form; another ending is another form.
        return None
    # Swedish never writes three of a letter in a row: "buss station" is "busstation".
    return _THREE_ALIKE.sub(r"\1\1", instead) if kind == "sarskrivning" else instead


def _only(instead: str | None) -> str | None:
    return instead if instead and _ONE_THING.fullmatch(instead) else None


def _plain_word(written: str) -> str | None:
    """Only the dictionary form: "erhåller" cannot be exchanged for "få"."""
    key = " ".join(written.lower().split())
    return _only(lexicon.pairs("official_phrases").get(key) or _dictionary_forms().get(key))


def _spelled_out(written: str) -> str | None:
    return _only(lexicon.pairs("short_forms").get(written.lower()))


def _one_sign(written: str) -> str | None:
    return "?" if "?" in written else "!"


def _lower(written: str) -> str | None:
    return written.lower()


def _link(written: str) -> str | None:
    if not written.startswith(("http://", "https://")):
        return None
    return _TRACKING.sub("", written).rstrip("?&").replace("http://", "https://", 1)


_MENDS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "byrakratord": _plain_word,
    "slang_intern": _plain_word,
    "forkortning": _spelled_out,
    "skiljetecken": _one_sign,
    "versaler": _lower,
    "lank": _link,
}


@cache
def _dictionary_forms() -> Mapping[str, str]:
    """Stiff words and jargon in the form in which a replacement is given."""
    found: dict[str, str] = {}
    for name in ("officialese", "jargon"):
        for words, kind, instead in lexicon.lines(name):
            # What has no inflection class stands in all its forms, the dictionary's first.
            lemmas = [words.split(",")[0].split()[0]] if kind == "x" else words.split()
            found |= dict.fromkeys(lemmas, instead)
    return found
