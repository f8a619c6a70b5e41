"""Text written by others, shown with marked places: safe, whole and in its own direction."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kanalkoll.ui.marking import Mark, marked_text

HOSTILE = st.text(
    alphabet=st.sampled_from("<>&\"'/=`ab å\n\t\r\x00\x7f\x85\u202e\u202c\u2066\ud800\ufffe😀مscriptonload"),
    max_size=60,
)
MARKS = st.lists(
    st.builds(
        Mark,
        start=st.integers(-5, 70),
        end=st.integers(-5, 70),
        label=st.sampled_from(["Telefonnummer", "<b>\"'&", "Hot"]),
        id=st.sampled_from(["why-1", "why-2", '" onclick="x']),
    ),
    max_size=6,
)


class Seen(HTMLParser):
    """What a browser makes of the HTML: elements with attributes, and each character with its marks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.characters: list[tuple[str, str | None]] = []
        self.open: list[str | None] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(dict(attrs).get("aria-describedby"))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.characters.extend((character, self.open[-1]) for character in data)


@given(text=HOSTILE, marks=MARKS)
@example(text="<script>alert(1)</script>", marks=[Mark(0, 8, "Kod", "why-1")])
@example(text="a&b", marks=[Mark(1, 2, "Tecken", "why-1")])
def test_nothing_that_somebody_wrote_becomes_an_element_or_an_attribute(text: str, marks: list[Mark]) -> None:
    seen = Seen(marked_text(text, marks))

    assert {name for name, _ in seen.elements} <= {"bdi", "mark", "a"}
    assert [name for name, _ in seen.elements].count("bdi") == 1
    assert {key for _, attributes in seen.elements for key in attributes} <= {
        "class", "dir", "aria-describedby", "title", "data-n", "href",
    }  # fmt: skip
    assert seen.open == []


@given(text=HOSTILE, marks=MARKS)
def test_every_character_is_there_once_and_carries_exactly_its_marks(text: str, marks: list[Mark]) -> None:
    seen = Seen(marked_text(text, marks)).characters

    assert len(seen) == len(text)
    for place, (shown, ids) in enumerate(seen):
        covering = {mark.id for mark in marks if mark.start <= place < mark.end}
        assert {mark_id for mark_id in covering if mark_id in (ids or "")} == covering
        assert (ids is None) == (not covering)
        assert shown == text[place] or not text[place].isprintable()


@given(text=HOSTILE, marks=MARKS)
def test_the_page_can_always_be_sent_as_utf8(text: str, marks: list[Mark]) -> None:
    assert "\x00" not in marked_text(text, marks)
    marked_text(text, marks).encode("utf-8")


def test_line_breaks_and_tabs_are_kept() -> None:
    assert "rad ett\nrad\ttvå" in marked_text("rad ett\nrad\ttvå")


def test_nul_is_shown_as_its_picture() -> None:
    assert "a␀b" in marked_text("a\x00b")


def test_offsets_count_code_points_also_after_emoji() -> None:
    assert ">070<" in marked_text("😀😀 070", [Mark(3, 6, "Telefonnummer", "why-1")])


def test_a_right_to_left_override_cannot_leave_the_text() -> None:
    shown = marked_text("\u202egnäv", [])

    assert shown.startswith('<bdi class="said" dir="auto">')
    assert shown.endswith("</bdi>")


def test_marks_that_overlap_share_the_piece_they_have_in_common() -> None:
    seen = Seen(marked_text("abcdef", [Mark(0, 4, "Namn", "n"), Mark(2, 6, "Telefon", "t")]))
    marks = [attributes for name, attributes in seen.elements if name == "mark"]
    links = [attributes for name, attributes in seen.elements if name == "a"]

    assert [link["aria-describedby"] for link in links] == ["n", "n t", "t"]
    assert marks[1]["title"] == "Namn, Telefon"


def test_a_marked_piece_leads_to_what_is_said_of_the_narrowest_mark_there() -> None:
    seen = Seen(marked_text("abcdef", [Mark(0, 6, "Namn", "n"), Mark(2, 4, "Telefon", "t")]))

    assert [attributes["href"] for name, attributes in seen.elements if name == "a"] == ["#n", "#t", "#n"]


def test_a_mark_that_was_found_wrong_says_so_unless_another_stands_in_the_same_place() -> None:
    seen = Seen(marked_text("abcdef", [Mark(0, 4, "Namn", "n", look="wrong"), Mark(2, 6, "Telefon", "t")]))
    marks = [attributes for name, attributes in seen.elements if name == "mark"]

    assert [mark.get("class") for mark in marks] == ["wrong", None, None]
    assert marks[0]["title"] == "Namn (bedömt som fel)"


def test_a_mark_is_numbered_once_and_where_it_ends() -> None:
    seen = Seen(marked_text("abcdef", [Mark(2, 6, "Telefon", "t"), Mark(0, 6, "Namn", "n")]))
    numbers = [attributes.get("data-n") for name, attributes in seen.elements if name == "mark"]

    assert numbers == [None, "1,2"]


@pytest.mark.parametrize(
    "mark", [Mark(3, 3, "x", "i"), Mark(9, 12, "x", "i"), Mark(-4, 0, "x", "i"), Mark(2, 1, "x", "i")]
)
def test_a_mark_that_covers_nothing_leaves_no_trace(mark: Mark) -> None:
    assert "<mark" not in marked_text("abc", [mark])
