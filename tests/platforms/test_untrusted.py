"""Single values from strangers: the right type, a sane size, storable."""

from datetime import UTC, datetime

import pytest

from kanalkoll.platforms import untrusted
from kanalkoll.platforms.untrusted import LONGEST_TEXT, Unreadable


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2026-11-21T10:00:00+0000", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("2026-11-21T11:00:00+01:00", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("2026-11-21T10:00:00Z", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("2026-11-21T10:00:00", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        (1795255200, datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("0000-00-00T00:00:00", None),
        ("i går", None),
        ("9" * 5_000, None),
        (10**30, None),
        (-(10**18), None),
        (True, None),
        (None, None),
        ("0001-01-01T00:00:00+14:00", None),
        ({"när": "nu"}, None),
    ],
)
def test_a_time_is_in_utc_or_none(value: object, read: datetime | None) -> None:
    assert untrusted.moment(value) == read


@pytest.mark.parametrize(
    ("value", "kept", "altered"),
    [
        ("å ä ö 👩\u200d👩\u200d👧 \u202eabc\u202c", "å ä ö 👩\u200d👩\u200d👧 \u202eabc\u202c", ()),
        ("a\x00b", "a\ufffdb", ("characters_replaced",)),
        ("a\ud800b", "a\ufffdb", ("characters_replaced",)),
        ("<b>&amp;</b>", "<b>&amp;</b>", ()),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT, ()),
        ("x" * (LONGEST_TEXT + 1), "x" * LONGEST_TEXT, ("text_shortened",)),
        (
            "\x00" + "x" * LONGEST_TEXT,
            "\ufffd" + "x" * (LONGEST_TEXT - 1),
            ("characters_replaced", "text_shortened"),
        ),
        (None, "", ()),
    ],
)
def test_a_text_is_kept_as_it_is_or_made_storable_and_said(
    value: object, kept: str, altered: tuple[str, ...]
) -> None:
    read, how = untrusted.text(value, "Texten")
    assert (read, how) == (kept, altered)
    read.encode("utf-8")


@pytest.mark.parametrize("value", [12, ["a"], {"a": 1}, True])
def test_what_is_no_text_is_refused_with_its_name(value: object) -> None:
    with pytest.raises(Unreadable, match="Texten"):
        untrusted.text(value, "Texten")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("100_200", "100_200"),
        ("t_1:2-3", "t_1:2-3"),
        (17, "17"),
        (0, None),
        (True, None),
        ("", None),
        ("../me", None),
        ("1/feed", None),
        ("1?a=b", None),
        ("1\n", None),
        ("å", None),
        ("1" * 201, None),
        (None, None),
    ],
)
def test_an_id_can_never_become_another_address(value: object, read: str | None) -> None:
    assert untrusted.optional_identifier(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("https://example.se/å?x=1#y", "https://example.se/å?x=1#y"),
        ("HTTP://example.se", "HTTP://example.se"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.se", None),
        ("https://example.se/\nx", None),
        ('https://example.se/"onload=', None),
        ("https://example.se/\x00", None),
        ("https://" + "a" * 2_000, None),
        (7, None),
    ],
)
def test_only_plain_web_addresses_become_links(value: object, read: str | None) -> None:
    assert untrusted.address(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [("  Kim\n Öberg ", "Kim Öberg"), ("a\x00", "a\ufffd"), ("x" * 999, "x" * 300), (3, "")],
)
def test_a_name_is_one_line(value: object, read: str) -> None:
    assert untrusted.name(value) == read
