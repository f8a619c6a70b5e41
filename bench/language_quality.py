"""How well `language` reads Swedish, per category, beside two baselines: one JSON line per figure.

Reads the labelled texts under tests/language: `development` (which the rules were written with) and, when it is
there, `unseen` (which they were not). Run: python bench/language_quality.py [--misses] [SET ...]
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kanalkoll.language import screen
from kanalkoll.language.findings import CATEGORIES, HANDLING

TEXTS = Path(__file__).parent.parent / "tests" / "language"
_MARKED = re.compile(r"\[\[([A-Z]+):(.*?)\]\]")

# Baseline 1: a short list in the style of the public profanity lists for Swedish.
_COMMON_LIST = frozenset(
    [
        "arsle",
        "brutta",
        "fan",
        "fitta",
        "fittig",
        "helvete",
        "hård",
        "jävla",
        "jävlar",
        "knulla",
        "kuk",
        "kuksugare",
        "köttbulle",
        "mög",
        "neger",
        "olla",
        "pippa",
        "prutt",
        "pung",
        "ragga",
        "runka",
        "röv",
        "rövhål",
        "skita",
        "skit",
        "skäggbiff",
        "snopp",
        "stake",
        "subba",
        "sås",
        "tusan",
    ]
)
# Baseline 2: plain keywords per category, what an afternoon gives.
_KEYWORDS = {
    "hot": "döda mörda skjuta hänga spränga bränna hota stryk",
    "krankning": "idiot idioter dum dumma korkad korkade pucko svin kärring",
    "hets": "neger svartskalle invandrare muslimer judar romer zigenare",
    "sexism": "hora fitta kärring bimbo",
    "svordom": "fan jävla jävlar helvete satan fuck kuk fitta hora",
    "pornografi": "porr sex naken kåt nakenbilder",
    "uppmaning_brott": "krossa elda sabotera hacka",
    "valdsskildring": "misshandel mord blod",
    "upphovsratt": "gratis torrent streama",
    "reklam": "köp säljer rabatt pris erbjudande",
    "partipolitik": "moderaterna sossarna socialdemokraterna sd centerpartiet rösta",
    "desinformation": "vaccin 5g bluff",
    "sekretess": "adhd diagnos lvu soc",
    "personuppgift": "personnummer adress",
    "fraga": "när hur var vad",
    "synpunkt": "borde förslag",
    "klagomal": "missnöjd fungerar väntat",
    "kris": "brinner självmord hjälp",
}


@dataclass
class Tally:
    """Right, wrongly found and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def figures(self) -> dict[str, float | int]:
        """Precision, recall and F1, and how many the texts hold."""
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(f1, 3),
            "n": self.right + self.missed,
        }


@dataclass
class Count:
    """Tallies by name, and the texts that went wrong."""

    by_name: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, found: Iterable[str], wanted: Iterable[str], text: str) -> None:
        """Compares two multisets of names."""
        got, want = Counter(found), Counter(wanted)
        for name in got.keys() | want.keys():
            tally = self.by_name.setdefault(name, Tally())
            both = min(got[name], want[name])
            tally.right += both
            tally.wrong += got[name] - both
            tally.missed += want[name] - both
        if got != want:
            extra, lost = ",".join((got - want).elements()), ",".join((want - got).elements())
            self.misses.append(f"+[{extra}] -[{lost}] {text}")

    @property
    def micro(self) -> Tally:
        """All names together."""
        tallies = self.by_name.values()
        return Tally(
            sum(t.right for t in tallies), sum(t.wrong for t in tallies), sum(t.missed for t in tallies)
        )

    def macro(self, names: Sequence[str]) -> float:
        """The mean F1 of the names that the texts hold."""
        figures = [self.by_name.get(name, Tally()).figures for name in names]
        held = [figure["f1"] for figure in figures if figure["n"]]
        return round(sum(held) / max(1, len(held)), 3)


def main() -> None:
    """Prints the figures of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=["development", "unseen"])
    parser.add_argument("--misses", action="store_true", help="also print what went wrong, text by text")
    wanted = parser.parse_args()
    for name in wanted.sets:
        folder = TEXTS / name
        if folder.is_dir():
            for line in measure(folder, name, misses=wanted.misses):
                print(line)
    print(speed())


def measure(folder: Path, name: str, *, misses: bool) -> Iterator[str]:
    """The figures of one folder of labelled texts."""
    if (folder / "comments.tsv").exists():
        yield from _comments(folder / "comments.tsv", name, misses)
    if (folder / "personal.tsv").exists():
        yield from _personal(folder / "personal.tsv", name, misses)
    if (folder / "drafts.tsv").exists():
        yield from _drafts(folder / "drafts.tsv", name, misses)


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line.split("\t")


def _names(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split(",")


def _comments(path: Path, name: str, misses: bool) -> Iterator[str]:
    readers: dict[str, Callable[[str], tuple[list[str], list[str]]]] = {
        "language": _ours,
        "keywords": _by_keywords,
        "common_list": _by_common_list,
    }
    for reader, read in readers.items():
        categories, handling = Count(), Count()
        clean = flagged = 0
        for text, marked, handled, _voice in _rows(path):
            text = text.replace("\\n", "\n")
            found, ways = read(text)
            categories.add(found, _names(marked), text)
            handling.add(ways, _names(handled), text)
            clean += marked == "-"
            flagged += marked == "-" and bool(found)
        for one in (*CATEGORIES, *HANDLING):
            tally = (categories if one in CATEGORIES else handling).by_name.get(one, Tally())
            yield _figure(f"{name}.{one}", reader, **tally.figures)
        yield _figure(f"{name}.categories", reader, macro_f1=categories.macro(CATEGORIES))
        yield _figure(f"{name}.clean_flagged", reader, share=round(flagged / max(1, clean), 3), n=clean)
        if misses and reader == "language":
            yield from categories.misses
            yield from handling.misses


def _ours(text: str) -> tuple[list[str], list[str]]:
    seen = screen(text, direction="incoming")
    return (
        [name for name, score in seen.categories.items() if score >= 0.5],
        [name for name, score in seen.handling.items() if score >= 0.5],
    )


def _by_keywords(text: str) -> tuple[list[str], list[str]]:
    words = set(re.findall(r"\w+", text.lower()))
    hits = [name for name, keywords in _KEYWORDS.items() if words.intersection(keywords.split())]
    return [name for name in hits if name in CATEGORIES], [name for name in hits if name in HANDLING]


def _by_common_list(text: str) -> tuple[list[str], list[str]]:
    words = set(re.findall(r"\w+", text.lower()))
    return (["svordom"] if words & _COMMON_LIST else []), []


def _personal(path: Path, name: str, misses: bool) -> Iterator[str]:
    count = Count()
    clean = flagged = 0
    for row in _rows(path):
        text, wanted = _unmarked(row[0].replace("\\n", "\n"))
        seen = screen(text, direction="incoming")
        found = [
            f"{one.type}:{_core(text[one.start : one.end])}"
            for one in seen.findings
            if one.kind == "personal_data"
        ]
        _compare(count, found, wanted, text)
        clean += not wanted
        flagged += not wanted and bool(found)
    for kind, tally in sorted(count.by_name.items()):
        yield _figure(f"{name}.{kind}", "language", **tally.figures)
    yield _figure(f"{name}.personal_data", "language", **count.micro.figures)
    yield _figure(
        f"{name}.personal_clean_flagged", "language", share=round(flagged / max(1, clean), 3), n=clean
    )
    if misses:
        yield from count.misses


def _compare(count: Count, found: list[str], wanted: list[str], text: str) -> None:
    got, want = Counter(found), Counter(wanted)
    for one in got.keys() | want.keys():
        tally = count.by_name.setdefault(one.partition(":")[0], Tally())
        both = min(got[one], want[one])
        tally.right += both
        tally.wrong += got[one] - both
        tally.missed += want[one] - both
    if got != want:
        count.misses.append(f"+{list((got - want).elements())} -{list((want - got).elements())} {text}")


def _core(span: str) -> str:
    """A street with or without its postcode and place is the same hit: they belong to it where they adjoin."""
    return re.sub(r"[\s,]+(?:SE-)?\d{3} ?\d{2}[ ,]+[\w-]+$", "", span).strip(" ,.")


def _unmarked(text: str) -> tuple[str, list[str]]:
    wanted = [f"{kind}:{_core(span)}" for kind, span in _MARKED.findall(text)]
    return _MARKED.sub(r"\2", text), wanted


def _drafts(path: Path, name: str, misses: bool) -> Iterator[str]:
    count = Count()
    for text, channel, marked in _rows(path):
        text = text.replace("\\n", "\n")
        seen = screen(text, direction="outgoing", channel=None if channel == "-" else channel)
        count.add((one.type for one in seen.findings if one.kind == "draft"), _names(marked), text)
    for kind, tally in sorted(count.by_name.items()):
        yield _figure(f"{name}.{kind}", "language", **tally.figures)
    yield _figure(f"{name}.drafts", "language", **count.micro.figures)
    if misses:
        yield from count.misses


def speed() -> str:
    """Short texts per second on this core, everything on, each text new to the caches' sentences but not words."""
    texts = [row[0] for row in _rows(TEXTS / "development" / "comments.tsv")]
    for text in texts:
        screen(text, direction="incoming")
    start = time.perf_counter()
    for round_ in range(3):
        for text in texts:
            screen(f"{text} {round_}", direction="incoming")
    taken = time.perf_counter() - start
    return _figure("language.short_texts_per_second", "language", value=round(3 * len(texts) / taken))


def _figure(name: str, reader: str, **figures: float | int) -> str:
    return json.dumps({"name": name, "reader": reader, **figures}, ensure_ascii=False)


if __name__ == "__main__":
    main()
