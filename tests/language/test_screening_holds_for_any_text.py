"""What must be true of the screening of every text, whatever it says."""

import os
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.language.labelled import TEXTS as TEXTS_WITH_LABELS
from bench.language.labelled import comments
from kanalkoll.language import Direction, Finding, screen
from kanalkoll.language.readability import lix

DIRECTIONS: tuple[Direction, ...] = ("incoming", "outgoing")
TELLING = (
    "Ring Anna Svensson på 070-174 06 05, jävla idiot! När öppnar badet? Jag vet var du bor. "
    "Mejla kalle@example.com, Storgatan 12, pnr 19121212-1212 😀 fa\u030aan #viäraneby"
)
FRAGMENTS = st.sampled_from(
    [
        *TELLING.split(),
        "\u200b",
        "\u0301",
        "\u202e",
        "\x00",
        "👩‍👩‍👧",
        "😀",
        "🇸🇪",
        "ﷺ",
        "İ",
        "ß",
        "ﬁ",
        "\n",
        "#",
        "@",
        "0",
        "-",
        "*",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(FRAGMENTS, max_size=40).map(" ".join),
    st.lists(FRAGMENTS, max_size=40).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(DIRECTIONS))
def test_every_span_lies_inside_the_text_and_every_score_between_nought_and_one(
    text: str, direction: Direction
) -> None:
    seen = screen(text, direction=direction)
    for one in seen.findings:
        assert 0 <= one.start < one.end <= len(text)
        assert 0.5 <= one.score <= 1
        assert one.reason.strip()
        assert one.rule
    assert all(0 <= score <= 1 for score in (*seen.categories.values(), *seen.handling.values()))


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(DIRECTIONS))
def test_the_same_text_is_read_the_same_way_twice(text: str, direction: Direction) -> None:
    assert screen(text, direction=direction) == screen(text, direction=direction)


def test_what_scores_enough_to_be_suggested_is_marked_and_nothing_else() -> None:
    for one in comments(TEXTS_WITH_LABELS / "development" / "comments.tsv"):
        seen = screen(one.text, direction="incoming")
        scores = {**seen.categories, **seen.handling}
        marked = {found.type for found in seen.findings if found.kind != "personal_data"}
        assert {name for name, score in scores.items() if score >= 0.5} == marked


def test_the_same_text_is_read_the_same_way_by_every_process() -> None:
    # The order of a set differs from process to process, and so may what is made of it.
    assert _read_by_a_process("1") == _read_by_a_process("2")


def _read_by_a_process(order_of_sets: str) -> bytes:
    program = (
        "from bench.language.labelled import TEXTS, comments\n"
        "from kanalkoll.language import screen\n"
        "for one in comments(TEXTS / 'development' / 'comments.tsv'):\n"
        "    print(screen(one.text, direction='incoming'))"
    )
    environment = os.environ | {"PYTHONHASHSEED": order_of_sets, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env=environment
    ).stdout


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_neutral_text_far_after_removes_no_finding(text: str) -> None:
    padding = "\n\n" + "Solen skiner över sjön i dag. " * 5
    before = {_place(one) for one in screen(text, direction="incoming").findings}
    after = {_place(one) for one in screen(text + padding, direction="incoming").findings}
    assert before <= after


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_neutral_text_far_before_only_moves_the_findings(text: str) -> None:
    padding = "Solen skiner över sjön i dag. " * 5 + "\n\n"
    before = {_place(one) for one in screen(text, direction="incoming").findings}
    after = {_place(one, by=-len(padding)) for one in screen(padding + text, direction="incoming").findings}
    assert before <= after


def _place(one: Finding, by: int = 0) -> tuple[int, int, str]:
    return one.start + by, one.end + by, one.type


@pytest.mark.parametrize(
    ("text", "type_", "written"),
    [
        ("😀😀 ring 070-174 06 05 😀", "TELEFON", "070-174 06 05"),
        ("👩‍👩‍👧 din idiot 👩‍👩‍👧", "krankning", "din idiot"),
        ("så ja\u0308vla bra", "svordom", "ja\u0308vla"),
        ("ja\u0308\u200bvla snö", "svordom", "ja\u0308\u200bvla"),
        ("he\u00adlvete", "svordom", "he\u00adlvete"),
        ("ｆａｎ vad bra", "svordom", "ｆａｎ"),
        ("Heter ﬁna Anna Svensson", "NAMN", "Anna Svensson"),
        ("\x00 kalle@example.com \x00", "EPOST", "kalle@example.com"),
        ("\u202e pnr 19121212-1212", "PERSONNUMMER", "19121212-1212"),
    ],
)
def test_a_span_points_at_what_was_written_in_the_original(text: str, type_: str, written: str) -> None:
    spans = [
        text[one.start : one.end] for one in screen(text, direction="incoming").findings if one.type == type_
    ]
    assert written in spans


def test_a_composed_and_a_decomposed_text_say_the_same() -> None:
    composed = screen(TELLING, direction="incoming")
    decomposed = screen(unicodedata.normalize("NFD", TELLING), direction="incoming")
    assert [one.type for one in composed.findings] == [one.type for one in decomposed.findings]
    assert composed.categories == decomposed.categories


@pytest.mark.parametrize(
    "unit",
    ["a", "a ", "1", "0 ", "a.", "a@", "a punkt ", "noll ", "gatan 1 ", "anna svensson ", "j ä v l a ", "f*", "#a",
     "ABC 123 bil ", '"ni ska dö" ', "vad? ", "du ska dö ", "\u0301", "😀", "!", '"', "ni borde inte "],
)  # fmt: skip
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_hundred_thousand_signs_of_anything_are_read(unit: str, direction: Direction) -> None:
    text = (unit * 100_000)[:100_000]
    seen = screen(text, direction=direction)
    assert all(one.end <= len(text) for one in seen.findings)


def test_an_empty_text_has_nothing_in_it() -> None:
    assert lix("") is None
    for direction in DIRECTIONS:
        seen = screen("", direction=direction)
        assert seen.findings == ()
        assert seen.language == "und"


def calls(text: str) -> int:
    """How many calls it takes to read a text whose words are known."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    # Like it, and yet new: what was read before is remembered.
    screen(f"{text}nu", direction="incoming")
    sys.setprofile(count)
    try:
        screen(text, direction="incoming")
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "piece", ['"ni ska dö" ', "j ä v l a ", "vad? ", "din jävla idiot ", "19900101-0017 ", "Fan. "]
)
def test_a_text_twice_as_long_is_twice_the_work(piece: str) -> None:
    assert calls(piece * 400) < 2.5 * calls(piece * 200)
