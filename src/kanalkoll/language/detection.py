"""Which language a text is in: by script, then by its most common words and its letters."""

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from typing import Final, NamedTuple

from kanalkoll.language import lexicon, vocabulary

UNKNOWN: Final = "und"
_HOME: Final = "sv"
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH: Final = 2000
# What a word weighs that speaks for one language only; shared by n languages, an nth of it for each.
_WEIGHT: Final = 6
# Marks of one language within its script; the first that is met decides.
_TELLING: Final = (
    (re.compile("[ӏў]"), "be"),
    (re.compile("[їєґ]"), "uk"),
    (re.compile("[јљњђћџ]"), "sr"),
    (re.compile("[ыэъё]"), "ru"),
    (re.compile("[ێۆە]"), "ckb"),
    (re.compile("[ٹڈہے]"), "ur"),
    (re.compile("[ټډړښڼ]"), "ps"),
    (re.compile("[پچژگ]|ی|ک"), "fa"),
    (re.compile("[ةىأإ]"), "ar"),
    (re.compile("[ቐቕኸዀ]|ኣ"), "ti"),
    (re.compile("[װױײ]|[אייו][\u05b7\u05b8]|פֿ"), "yi"),
)
# Scripts with languages that words part, and the language when none does.
_SCRIPTS: Final = (
    (re.compile("[\u0600-\u06ff]"), "arabic", "ar"),
    (re.compile("[\u0400-\u04ff]"), "cyrillic", "ru"),
    (re.compile("[\u1200-\u137f]"), "ethiopic", "ti"),
    (re.compile("[\u0590-\u05ff]"), "hebrew", "yi"),
)
# Scripts of one language.
_OWN: Final = (
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
    (re.compile("[\u0530-\u058f]"), "hy"),
    (re.compile("[\u10a0-\u10ff]"), "ka"),
    (re.compile("[\u0900-\u097f]"), "hi"),
    (re.compile("[\u0980-\u09ff]"), "bn"),
    (re.compile("[\u0b80-\u0bff]"), "ta"),
    (re.compile("[\u0700-\u074f]"), "syr"),
)
# Letters and endings of words in Latin script: language and weight.
_LETTERS: Final = (
    (re.compile("[æø]"), (("no", 4), ("da", 4), ("sv", -4))),
    (re.compile("å"), (("sv", 2), ("no", 2), ("da", 2))),
    (re.compile("[äö]"), (("sv", 2), ("fi", 1), ("fit", 1), ("de", 1), ("et", 1), ("no", -6), ("da", -6))),
    (re.compile("yy|(?<!u)uu(?!u)|ää|öö|ii$|(?<!a)aa$|(?:ss|ll|st)[aä]$|ksi$|inen$|iset$"), (("fi", 3), ("fit", 2))),
    (re.compile("h(?:aan|ään|een|iin|uun)$"), (("fit", 4),)),
    (re.compile("[đŋŧ]|á.*[čšž]|eaddji"), (("se", 4),)),
    (re.compile("[ąęłńśźżć]"), (("pl", 4),)),
    (re.compile("[ğış]"), (("tr", 4),)),
    (re.compile("[ñ¿¡]"), (("es", 4),)),
    (re.compile("[êèçàùœ]"), (("fr", 3),)),
    (re.compile("ß"), (("de", 6),)),
    (re.compile("[ěřů]"), (("cs", 4),)),
    (re.compile("[čćšžđ]"), (("bs", 2),)),
    (re.compile("[șțăâ]"), (("ro", 3),)),
    (re.compile("[őű]"), (("hu", 4),)),
    (re.compile("[ėųį]"), (("lt", 4),)),
    (re.compile("[āēīļņķģ]"), (("lv", 4),)),
    (re.compile("õ"), (("et", 3), ("pt", 2))),
    (re.compile("[ơưđạảấầẩậắằẳặẹẻẽếềểễệ]"), (("vi", 4),)),
    (re.compile("dh|^x[^mx]|aa[^r]|^c[aeiou]{2}"), (("so", 2),)),
    (re.compile("(?:ningen|ningar|arna|erna|orna|andet|skap|skt|igt|iga|liga|tts|ades)$"), (("sv", 3),)),
    (re.compile("(?:en|et|ar|or|de|an)$"), (("sv", 1),)),
)  # fmt: skip

_NOT_LATIN = re.compile("[^\\W\\d_\u0000-\u036f\u1e00-\u1eff]")


def language(text: str) -> str:
    """An ISO 639 code: sv, en, no, da, fi, fit, se, rom …; `und` where too little is said. Reads 2,000 letters."""
    start = text[:_ENOUGH].lower()
    foreign = 0 if start.isascii() else len(_NOT_LATIN.findall(start))
    if not foreign:
        return _by_words(start)
    letters = sum(letter.isalpha() for letter in start)
    return _by_script(start) if foreign * 2 > letters else _by_words(start)


def _by_script(text: str) -> str:
    for letters, code in _OWN:
        if letters.search(text):
            return code
    for letters, script, usual in _SCRIPTS:
        if letters.search(text):
            scores = Counter(
                code for word in _WORD.findall(text) for code in _script_words(script).get(word, ())
            )
            telling = next((code for mark, code in _TELLING if mark.search(text)), None)
            if telling is not None and not scores[telling]:
                # A telling letter weighs two words: a name or a loan may hold it.
                scores[telling] += 2
            return scores.most_common(1)[0][0] if scores else usual
    return UNKNOWN


def _by_words(text: str) -> str:
    """The language whose words and letters fit best; Swedish unless another fits clearly better."""
    words = _WORD.findall(text)
    if not words:
        return UNKNOWN
    if list(map(len, words)).count(1) * 2 > len(words):
        # Letters on their own are not words: somebody s p e l l s.
        return _HOME if len(words) > 2 else UNKNOWN
    told = list(map(_evidence, words))
    # Most texts are at home beyond doubt, and there is no need to tell the other languages apart.
    _, _, home, abroad, at_home = zip(*told, strict=True)
    if sum(at_home) > 1 and sum(home) >= sum(abroad):
        return _HOME
    scores: dict[str, float] = defaultdict(float)
    hits: dict[str, int] = defaultdict(int)
    for one in told:
        for code, weight in one.weights:
            scores[code] += weight
        for code in one.speakers:
            hits[code] += 1
    if not scores:
        return _HOME if len(words) > 1 or len(vocabulary.read(words[0]).keys) > 1 else UNKNOWN
    # On a tie the home language comes first.
    best = max(scores, key=lambda code: (scores[code], code == _HOME))
    # One known word among several others may be a name, a slip or a loan.
    lonely = hits[best] < 2 and len(words) > 2
    return _HOME if lonely and scores[best] < 2 * _WEIGHT else best


class _Evidence(NamedTuple):
    """What a word and its letters weigh for which languages, and the languages that list it.

    `home` is what it weighs for Swedish, `abroad` the most that it weighs for another; `at_home` is whether Swedish
    lists it.
    """

    weights: tuple[tuple[str, float], ...]
    speakers: tuple[str, ...]
    home: float
    abroad: float
    at_home: bool


@lru_cache(maxsize=60_000)
def _evidence(word: str) -> _Evidence:
    weights: dict[str, float] = defaultdict(float)
    speakers = _speaks_for().get(word, ())
    for code in speakers:
        weights[code] += _WEIGHT / len(speakers)
    for letters, marks in _LETTERS:
        if letters.search(word):
            for code, weight in marks:
                weights[code] += weight
    abroad = (weight for code, weight in weights.items() if code != _HOME)
    return _Evidence(
        tuple(weights.items()),
        speakers,
        home=weights.get(_HOME, 0.0),
        abroad=max(abroad, default=0.0),
        at_home=_HOME in speakers,
    )


@cache
def _speaks_for() -> dict[str, tuple[str, ...]]:
    """The languages that each listed word belongs to."""
    index: dict[str, tuple[str, ...]] = {}
    for code, words in lexicon.lines("languages"):
        for word in set(words.split()):
            index[word] = (*index.get(word, ()), code)
    return index


@cache
def _script_words(script: str) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for name, code, words in lexicon.lines("scripts"):
        if name == script:
            for word in words.split():
                index[word] = (*index.get(word, ()), code)
    return index
