"""JSON is cut into pieces without losing a byte, and nonsense is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanalkoll.platforms.pieces import DEEPEST, Nonsense, read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_a_piece_keeps_the_platforms_own_bytes() -> None:
    body = b' {"data" : [ {"id":"1", "m":"\\u00e5\\ud83d\\ude00", "n":1.10 } ,{"id":2}], "paging":{} } '
    first, second = read(body).members()["data"].elements()
    assert first.raw == b'{"id":"1", "m":"\\u00e5\\ud83d\\ude00", "n":1.10 }'
    assert first.value == {"id": "1", "m": "å😀", "n": 1.1}
    assert second.raw == b'{"id":2}'


def test_bytes_that_are_no_utf8_come_back_as_they_were() -> None:
    body = b'[{"m":"b\xf6rja \xed\xa0\x80"},{"m":"ok"}]'
    first, second = read(body).elements()
    assert first.raw == b'{"m":"b\xf6rja \xed\xa0\x80"}'
    assert second.value == {"m": "ok"}


def test_a_control_character_in_a_text_does_not_cost_the_answer() -> None:
    assert read(b'{"m":"a\x00b\nc"}').value == {"m": "a\x00b\nc"}


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbf[1]").elements()[0].raw == b"1"


@given(JSON, st.sampled_from([None, 2]), st.booleans())
def test_all_pieces_of_any_json_are_the_json(value: object, indent: int | None, ascii_only: bool) -> None:
    body = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    whole = read(body)
    assert whole.raw == body
    assert [json.loads(piece.raw) for piece in whole.elements()] == (value if isinstance(value, list) else [])
    members = {name: json.loads(piece.raw) for name, piece in whole.members().items()}
    assert members == (value if isinstance(value, dict) else {})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html>",
        b"{",
        b'{"a":}',
        b"[1,]",
        b"{} {}",
        b"NaN",
        b'{"a":Infinity}',
        b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"1" * 5_000,
        b"\xff\xfe\x00",
    ],
)
def test_nonsense_is_refused(body: bytes) -> None:
    with pytest.raises(Nonsense):
        read(body)


@given(st.binary(max_size=200) | st.text(alphabet='[]{}",:1eE+-. tfn\\u0', max_size=60).map(str.encode))
def test_whatever_comes_is_json_or_nonsense(body: bytes) -> None:
    try:
        whole = read(body)
    except Nonsense:
        return
    whole.members()
    whole.elements()
