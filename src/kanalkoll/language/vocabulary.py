"""What a single word is: its tags and direct marks, through inflection, compounds and disguises.

A tag (`#insult`) says what part a word can play in a structure; a mark (`svordom` 0.9) is a finding in itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kanalkoll.language import inflection, lexicon
from kanalkoll.language.findings import CATEGORIES

LISTS: Final = (
    "profanity",
    "abuse",
    "groups",
    "actions",
    "violence",
    "sexual",
    "crime",
    "grammar",
    "subjects",
    "situations",
)
_STRUCTURES: Final = ("structures", "neighbours", "fair", "handling", "signs")
_LEET: Final = str.maketrans("013457@$!|€", "oieastasiie")
_DISGUISED = re.compile(r"[^\W\d_]")
_MIXED = re.compile(r"(?=\D{0,20}\d)[a-zåäö]\w{2,20}")
_RUN = re.compile(r"(.)\1{2,}")
_LINKS: Final = ("http://", "https://", "www.")
# How much of an address says where it leads.
_SHOWN: Final = 200
_DRAWN_OUT = re.compile(r"([aeiouyåäö])\1+")
# Letters that stand for others where å, ä and ö are lacking, in old spelling and for show: jaevla, djefvul, jäwla.
_RESPELLED: Final = (("ae", "ä"), ("oe", "ö"), ("aa", "å"), ("fv", "v"), ("hv", "v"), ("w", "v"))
_STAR = re.compile(r"[*#_.\-]")
# How sure a hit in disguise is, beside the same word written plainly.
_DISGUISE_FACTOR: Final = 0.9
# How sure it is that abuse joined with a group's name is contempt for the group.
_GROUP_ABUSE: Final = 0.85


@dataclass(frozen=True, slots=True)
class Reading:
    """`keys`: the word, its tags, its known beginnings and endings; `marks`: category and strength."""

    keys: frozenset[str]
    marks: tuple[tuple[str, float], ...] = ()
    lemma: str = ""
    disguised: bool = False


@lru_cache(maxsize=60_000)
def read(word: str) -> Reading:
    """What the word is; an unknown word is only itself."""
    entries = _entries()
    keys = {word, *_edges(word)}
    if word.isdigit():
        keys.add("#num")
    if word.startswith(_LINKS):
        return Reading(frozenset(keys | _link(word)))
    if word in lexicon.words("innocent"):
        return Reading(frozenset(keys))
    entry = entries.get(word) or entries.get(word.replace("-", "")) or _compound(word) or _disguise(word)
    if entry is None and _MIXED.fullmatch(word):
        # j4g, sk4: small words in disguise offend nobody but carry the sentence.
        entry = entries.get(plain := word.translate(_LEET))
        keys.add(plain)
    if entry is None:
        return Reading(frozenset(keys))
    keys.update(f"#{tag}" for tag in entry.tags)
    return Reading(frozenset(keys), entry.marks, entry.lemma, entry.disguised)


def _link(address: str) -> set[str]:
    """A link, and what the words of its address say that it leads to."""
    shown = address[:_SHOWN]
    return {"#link", *(f"#link_{to}" for part, to in lexicon.pairs("link_words").items() if part in shown)}


def is_known(word: str) -> bool:
    """Whether the lists hold the word; compounds and disguises are not looked into."""
    return word in _entries() or word in lexicon.words("common")


def unmask(chunk: str) -> Reading | None:
    """A run of signs that is not an ordinary word (f*n, h@ra, j4vla) as the word it stands for, or None."""
    entry = _starred(chunk) if _STAR.search(chunk) else _disguise(chunk)
    if entry is None:
        return None
    keys = frozenset({entry.lemma, *(f"#{tag}" for tag in entry.tags)})
    return Reading(keys, entry.marks, entry.lemma, disguised=True)


@dataclass(frozen=True, slots=True)
class _Entry:
    lemma: str
    tags: frozenset[str]
    marks: tuple[tuple[str, float], ...]
    head: bool = False
    disguised: bool = False


@cache
def _entries() -> Mapping[str, _Entry]:
    """Every form of every listed word; a form listed twice has the tags of both."""
    entries: dict[str, _Entry] = {}
    for name in LISTS:
        for lemmas, kind, traits in lexicon.lines(name):
            tags, marks = _traits(traits)
            for lemma in lemmas.split():
                for form in inflection.forms(lemma, kind.removesuffix("~")):
                    entry = _Entry(lemma.split(",")[0], tags, marks, kind.endswith("~"))
                    entries[form] = _joined(entries.get(form), entry)
    return entries


def _traits(written: str) -> tuple[frozenset[str], tuple[tuple[str, float], ...]]:
    tags: set[str] = set()
    marks: list[tuple[str, float]] = []
    for trait in written.split():
        name, _, strength = trait.partition("=")
        tags.add(name)
        if strength:
            if name not in CATEGORIES:
                raise ValueError(f"unknown category {name!r}")
            marks.append((name, float(strength)))
    return frozenset(tags), tuple(marks)


def _joined(old: _Entry | None, new: _Entry) -> _Entry:
    if old is None:
        return new
    marks = dict(old.marks)
    for name, strength in new.marks:
        marks[name] = max(strength, marks.get(name, 0.0))
    return _Entry(old.lemma, old.tags | new.tags, tuple(marks.items()), old.head or new.head)


def _compound(word: str) -> _Entry | None:
    """A compound by its last part; listed whole words come first, so exceptions are simply listed."""
    entries = _entries()
    if not 6 <= len(word) <= 40:
        return None
    for cut in range(3, len(word) - 2):
        entry = entries.get(word[cut:])
        if entry is not None and entry.head:
            return _against_group(entry) if word[:cut] in lexicon.words("group_stems") else entry
    return None


def _against_group(entry: _Entry) -> _Entry:
    """A word of abuse whose first part names a group (turkjävel) degrades the group."""
    if "insult" not in entry.tags:
        return entry
    marks = tuple(mark for mark in entry.marks if mark[0] != "krankning")
    return _Entry(entry.lemma, entry.tags | {"slur"}, (*marks, ("hets", _GROUP_ABUSE)), head=True)


def _disguise(word: str) -> _Entry | None:
    """Digits and signs for letters, letters drawn out, å ä ö without their marks; only words that offend."""
    if len(word) > 40 or not _DISGUISED.search(word):
        return None
    for guess in _guesses(word):
        entry = _offensive().get(guess) or _bare().get(guess)
        if entry is not None:
            return _weakened(entry)
    return None


def _guesses(word: str) -> Iterable[str]:
    plain = word.translate(_LEET)
    yield plain
    if _RUN.search(plain):
        yield _RUN.sub(r"\1", plain)
        yield _RUN.sub(r"\1\1", plain)
    respelled = plain
    for written, meant in _RESPELLED:
        respelled = respelled.replace(written, meant)
    if respelled != plain:
        yield respelled
    if _DRAWN_OUT.search(plain):
        yield _DRAWN_OUT.sub(r"\1", plain)


def _weakened(entry: _Entry) -> _Entry:
    marks = tuple((name, strength * _DISGUISE_FACTOR) for name, strength in entry.marks)
    return _Entry(entry.lemma, entry.tags, marks, entry.head, disguised=True)


@cache
def _offensive() -> Mapping[str, _Entry]:
    wanted = {"svordom", "insult", "slur", "whore", "porn", "harm", "krankning", "hets", "sexism"}
    return {form: entry for form, entry in _entries().items() if not wanted.isdisjoint(entry.tags)}


@cache
def _bare() -> Mapping[str, _Entry]:
    """Offensive forms as written on a keyboard without å, ä and ö; never a form that is a common word itself."""
    plain = str.maketrans("åäö", "aao")
    common = lexicon.words("innocent") | lexicon.words("common")
    bare = {form.translate(plain): entry for form, entry in _offensive().items()}
    return {form: entry for form, entry in bare.items() if form not in common and len(form) >= 4}


def _starred(chunk: str) -> _Entry | None:
    """f*n, h**a, j_vla: a word of the same length whose shown letters agree; the first letter must be shown."""
    letters = [letter for letter in chunk if letter.isalpha()]
    if len(letters) < 2 or not chunk[0].isalpha() or not 3 <= len(chunk) <= 20:
        return None
    for form, entry in _by_shape().get((chunk[0], len(chunk)), ()):
        if all(a == b or not a.isalnum() for a, b in zip(chunk, form, strict=True)):
            return _weakened(entry)
    return None


@cache
def _by_shape() -> Mapping[tuple[str, int], list[tuple[str, _Entry]]]:
    shapes: dict[tuple[str, int], list[tuple[str, _Entry]]] = defaultdict(list)
    for form, entry in _offensive().items():
        if entry.marks:
            shapes[form[0], len(form)].append((form, entry))
    return shapes


@cache
def _edge_keys() -> frozenset[str]:
    """Beginnings (`terror*`) and endings (`*jävel`) that some pattern asks for."""
    return frozenset(
        key
        for name in _STRUCTURES
        for row in lexicon.lines(name)
        for element in row[2].split()
        for key in element.removesuffix("?").split("|")
        if "*" in key
    )


def _edges(word: str) -> Iterable[str]:
    known = _edge_keys()
    for length in range(2, min(len(word), 16) + 1):
        if (key := f"{word[:length]}*") in known:
            yield key
        if (key := f"*{word[-length:]}") in known:
            yield key
