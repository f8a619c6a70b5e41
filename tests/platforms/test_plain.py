"""HTML as a person reads it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanalkoll.platforms.plain import LONGEST_HTML, Picture, plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Ett</p><p>Två</p>", "Ett\n\nTvå"),
        ("Ett<br>två<br/>tre", "Ett\ntvå\ntre"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("å &auml; &#246; &amp;lt;", "å ä ö &lt;"),
        ("3 < 5 <3", "3 < 5 <3"),
        ("<P CLASS='a > b'>x</P>", "x"),
        ("a<!-- b --><style>c</style><script>d</script>e", "ae"),
        ("a<script>aldrig slut", "a"),
        ("a<!-- aldrig slut", "a"),
        ('<a href="https://x.se/1">här</a>', "här (https://x.se/1)"),
        ('<a href="https://x.se/1">https://x.se/1</a>', "https://x.se/1"),
        ('<a href="mailto:a@x.se">a@x.se</a>', "a@x.se"),
        ('<a href="javascript:alert(1)">här</a>', "här"),
        ("rad\nett   här", "rad ett här"),
        ("<b>öppen", "öppen"),
        ("</p></p>slut", "slut"),
        ("\u202eabc\u202c 👩\u200d👧", "\u202eabc\u202c 👩\u200d👧"),
        ("", ""),
    ],
)
def test_html_becomes_the_text_that_is_read(html: str, text: str) -> None:
    assert plain(html).text == text


def test_lines_as_they_were_typed_are_kept_when_asked() -> None:
    assert plain("rad ett\r\nrad   två\n\n\n\nslut", keep_lines=True).text == "rad ett\nrad   två\n\nslut"


def test_pictures_and_films_are_found_with_their_descriptions() -> None:
    found = plain(
        '<img src="https://x.se/a.png" alt="Bro &amp; å"><video src=https://x.se/b.mp4></video><img>'
    )
    assert found.pictures == (
        Picture("image", "https://x.se/a.png", "Bro & å"),
        Picture("video", "https://x.se/b.mp4", ""),
    )


@given(st.text(alphabet="<>/!-?&#;'\"= apbrscit\n1", max_size=300))
def test_any_html_gives_some_text(html: str) -> None:
    assert isinstance(plain(html).text, str)


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<a x='", '<a x="<', "<!--", "</", "<a ''", "&#", "<script>", "<div>", "<a>", " =", "<a a="],
)
def test_hostile_html_takes_time_that_grows_with_its_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        html = (unit * length)[:length]
        started = time.process_time()
        plain(html)
        plain(f"<a {html}>")
        return time.process_time() - started

    # Quadratic time would be a hundred times as long for ten times the text.
    assert seconds(LONGEST_HTML) < 40 * max(seconds(LONGEST_HTML // 10), 0.02)
