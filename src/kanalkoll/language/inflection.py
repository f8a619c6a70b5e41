"""Swedish inflection by class letters: enough morphology to turn a lemma of our own lists into its forms.

Classes: n1 flicka, n2 pojke/bil, n3 idiot, n4 äpple, n5 hus (second letter s of a class name: keep as is);
v1 hata (v1a only its active present), v2 ringa, v3 bo; a dum, ap korkad; x only the forms given, parted by commas.
"""

from collections.abc import Iterator

_VOWELS = "aeiouyåäö"
_NOUN_ENDINGS = {
    "n1": ("", "n"),
    "n2": ("", "en", "ar", "arna"),
    "n3": ("", "en", "er", "erna"),
    "n4": ("", "t", "n", "na"),
    "n5": ("", "et", "en"),
}
_VERB_ENDINGS = {
    "v1a": ("", "r"),
    "v1": ("", "r", "de", "t", "ts", "s", "des", "nde", "d", "n"),
    "v2": ("a", "er", "de", "t", "as", "s", "des", "ts", "ande", "d", "da"),
    "v2t": ("a", "er", "te", "t", "as", "s", "tes", "ts", "ande", "ta"),
    "v3": ("", "r", "dde", "tt", "s", "ddes", "tts", "ende", "dd"),
}


def forms(lemma: str, kind: str) -> frozenset[str]:
    """All forms of a lemma in an inflection class, the lemma included; an unknown class is a fault of the list."""
    if kind == "x":
        return frozenset(lemma.split(","))
    if kind.startswith("n"):
        return frozenset(_with_genitive(_noun(lemma, kind)))
    if kind.startswith("v"):
        return frozenset(_verb(lemma, kind))
    if kind == "a":
        return frozenset(_adjective(lemma))
    if kind == "ap":
        stem = lemma[:-1]
        return frozenset({lemma, f"{stem}t", f"{lemma}e", f"{lemma}es"})
    raise ValueError(f"unknown inflection class {kind!r} of {lemma!r}")


def _noun(lemma: str, kind: str) -> Iterator[str]:
    if kind == "n1":
        stem = lemma.removesuffix("a")
        yield from (lemma, f"{lemma}n", f"{stem}or", f"{stem}orna")
    elif kind == "n2" and lemma.endswith("e"):
        stem = lemma[:-1]
        yield from (lemma, f"{lemma}n", f"{stem}ar", f"{stem}arna")
    elif kind == "n2" and lemma.endswith(("el", "er", "en")):
        stem = f"{lemma[:-2]}{lemma[-1]}"
        yield from (lemma, f"{lemma}n", f"{stem}ar", f"{stem}arna")
    elif kind == "n6":
        yield from (lemma, f"{lemma}n", f"{lemma}na", f"{lemma[:-1] if lemma.endswith('e') else lemma}na")
    elif kind == "n5" and lemma.endswith(("el", "er", "en")):
        yield from (lemma, f"{lemma[:-2]}{lemma[-1]}et", f"{lemma}", f"{lemma[:-2]}{lemma[-1]}en")
    else:
        doubled = f"{lemma}m" if lemma.endswith("um") and len(lemma) <= 4 else lemma
        yield from (lemma, *(f"{doubled}{ending}" for ending in _NOUN_ENDINGS[kind][1:]))


def _with_genitive(nouns: Iterator[str]) -> Iterator[str]:
    for noun in nouns:
        yield noun
        if not noun.endswith(("s", "x", "z")):
            yield f"{noun}s"


def _verb(lemma: str, kind: str) -> Iterator[str]:
    stem = lemma if kind in {"v1", "v1a", "v3"} else lemma.removesuffix("a")
    yield lemma
    for ending in _VERB_ENDINGS[kind]:
        yield f"{stem}{ending}"
    if kind in {"v2", "v2t"}:
        yield stem


def _adjective(lemma: str) -> Iterator[str]:
    doubled = f"{lemma}m" if lemma.endswith("um") and len(lemma) <= 4 else lemma
    if lemma.endswith(("el", "er", "en")) and len(lemma) > 4:
        doubled = f"{lemma[:-2]}{lemma[-1]}"
    neuter = f"{lemma[:-1]}tt" if lemma[-1] == "d" or lemma[-1] in _VOWELS else f"{lemma}t"
    yield from (
        lemma,
        neuter,
        f"{doubled}a",
        f"{doubled}e",
        f"{doubled}are",
        f"{doubled}ast",
        f"{doubled}aste",
    )
