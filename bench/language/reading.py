"""What was found in the labelled texts beside what is there, label by label."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import at_least, at_most
from bench.language import labelled
from bench.language.baselines import BASELINES, SAID, Read
from bench.language.tally import Count, Quality, Tally, quality
from kanalkoll.language import SUGGESTED, screen
from kanalkoll.language.findings import CATEGORIES, HANDLING

# Goals are for texts that the rules were not written from. Criticism and look-alikes are told by their voice.
GOALS: Final = {
    "hot": (at_least(0.75), "recall"),
    "svordom": (at_least(0.93), "f1"),
    "fraga": (at_least(0.87), "f1"),
    "kris": (at_least(0.90), "recall"),
}
CLEAN: Final = {"criticism": at_most(0.025), "hard": at_most(0.05)}


def comments(path: Path, name: str) -> Iterator[Quality | str]:
    """Figures of categories and handling, ours first, then the baselines; what went wrong as plain strings."""
    for reader, read in {"language": ours, **BASELINES}.items():
        yield from _comments(path, name, reader, read)


def personal(path: Path, name: str) -> Iterator[Quality | str]:
    """Figures of personal data, span by span, and how many texts without any were marked."""
    count = Count()
    clean = flagged = 0
    for text in labelled.personal(path):
        found = [
            f"{one.type}:{labelled.core(text.text[one.start : one.end])}"
            for one in screen(text.text, direction="incoming").findings
            if one.kind == "personal_data"
        ]
        count.add(found, text.spans, text.text)
        clean += not text.spans
        flagged += bool(found) and not text.spans
    for kind, tally in sorted(count.by_name.items()):
        yield quality(f"{name}.{kind}", "language", tally)
    yield quality(f"{name}.personal_data", "language", count.micro, at_least(0.92))
    yield _share(f"{name}.personal_data.clean_flagged", "language", flagged, clean, 0.04)
    yield from count.misses


def drafts(path: Path, name: str) -> Iterator[Quality | str]:
    """Figures of plain language in drafts."""
    count = Count()
    for draft in labelled.drafts(path):
        seen = screen(draft.text, direction="outgoing", channel=draft.channel)
        count.add((one.type for one in seen.findings if one.kind == "draft"), draft.findings, draft.text)
    for kind, tally in sorted(count.by_name.items()):
        yield quality(f"{name}.{kind}", "language", tally)
    yield quality(f"{name}.drafts", "language", count.micro, at_least(0.85))
    yield from count.misses


def ours(text: str) -> list[str]:
    """What `kanalkoll.language` suggests of a comment."""
    seen = screen(text, direction="incoming")
    scores = {**seen.categories, **seen.handling}
    return [name for name, score in scores.items() if score >= SUGGESTED]


def _comments(path: Path, name: str, reader: str, read: Read) -> Iterator[Quality | str]:
    count = Count()
    clean = dict.fromkeys(("all", *CLEAN), 0)
    flagged = dict.fromkeys(("all", *CLEAN), 0)
    for comment in labelled.comments(path):
        found = read(comment.text)
        count.add(found, (*comment.categories, *comment.handling), comment.text)
        if not comment.categories:
            for group in ("all", comment.voice.partition("-")[0]):
                if group in clean:
                    clean[group] += 1
                    flagged[group] += any(one in CATEGORIES for one in found)
    said = SAID.get(reader, frozenset((*CATEGORIES, *HANDLING)))
    for label in (*CATEGORIES, *HANDLING):
        if label in said:
            goal, what = GOALS.get(label, (None, "f1")) if reader == "language" else (None, "f1")
            yield quality(f"{name}.{label}", reader, count.by_name.get(label, Tally()), goal, goal_for=what)
    macro = count.macro_f1(CATEGORIES)
    yield Quality(f"{name}.categories.macro", reader, macro, goal=at_least(0.70))
    for group, how_many in clean.items():
        if how_many:
            bound = CLEAN[group].bound if group in CLEAN else None
            yield _share(f"{name}.{group}_clean_flagged", reader, flagged[group], how_many, bound)
    if reader == "language":
        yield from count.misses


def _share(name: str, reader: str, part: int, whole: int, most: float | None) -> Quality:
    goal = None if most is None else at_most(most)
    return Quality(name, reader, share=part / max(1, whole), n=whole, goal=goal, goal_for="share")
