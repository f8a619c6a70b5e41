"""What a sheet shows: every sign as written or by name, times that cannot be misread, sane pictures."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kanalkoll.records.sheet import SIGNS_NOTICE, Contents, Entry, _data, _set, signs
from kanalkoll.records.sheet.fonts import can_draw
from kanalkoll.records.sheet.moments import in_full, in_short
from kanalkoll.records.sheet.pictures import drawable_as
from kanalkoll.records.sheet.signs import runs


def _parts(text: str, *, only_ordinary: bool = False) -> list[tuple[str, str]]:
    return [next(iter(part.items())) for part in runs(text, only_ordinary=only_ordinary).parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hej på er!\nÅäö €", [("text", "Hej på er!\nÅäö €")]),
        ("a\u202eb", [("text", "a"), ("sign", "U+202E RIGHT-TO-LEFT OVERRIDE"), ("text", "b")]),
        ("\ue000\ue000", [("sign", "U+E000 PRIVATE USE ×2")]),
        ("\ue000\ue001", [("sign", "U+E000 PRIVATE USE"), ("sign", "U+E001 PRIVATE USE")]),
        ("a\x00b", [("text", "a"), ("sign", "U+0000 UNNAMED"), ("text", "b")]),
        ("rad\r\nrad\tx", [("text", "rad\nrad    x")]),
        ("a\u200bb", [("text", "a"), ("sign", "U+200B ZERO WIDTH SPACE"), ("text", "b")]),
        ("🏳️‍🌈", [("text", "🏳️‍🌈")]),
        ("שלום", [("text", "שלום")]),
        ("𓀀\ufdd0", [("text", "𓀀"), ("sign", "U+FDD0 UNNAMED")]),
    ],
)
def test_signs_are_shown_as_written_or_named(text: str, parts: list[tuple[str, str]]) -> None:
    assert _parts(text) == parts


def test_a_letter_that_no_font_can_draw_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "can_draw", lambda character: character != "Ж")
    assert _parts("Жю") == [("sign", "U+0416 CYRILLIC CAPITAL LETTER ZHE"), ("text", "ю")]


def test_what_the_fonts_are_said_to_draw_can_be_set(tmp_path: Path) -> None:
    letters = [chr(point) for point in range(0xA0, 0x323B0) if category(chr(point))[0] in "LNPS"]
    drawn = [letter for letter in letters if can_draw(letter)]

    assert len(drawn) > 50_000
    _set(_contents("".join(drawn[::40])), False, tmp_path)
    assert len(drawn) < len(letters)


def test_as_a_last_resort_everything_but_latin_letters_is_named() -> None:
    assert _parts("Å שׁ", only_ordinary=True)[0] == ("text", "Å ")
    assert _parts("שׁ", only_ordinary=True)[0] == ("sign", "U+05E9 HEBREW LETTER SHIN")


@given(st.text(max_size=40))
@settings(deadline=None)
def test_no_sign_is_ever_dropped(text: str) -> None:
    shown = sum(
        len(value) if kind == "text" else int(value.rpartition("×")[2]) if "×" in value else 1
        for kind, value in _parts(text)
    )
    assert shown == len(text.replace("\r\n", "\n").replace("\t", "    "))


def test_a_sheet_says_when_signs_are_named() -> None:
    assert SIGNS_NOTICE in _notices("a\u202eb")
    assert SIGNS_NOTICE not in _notices("ab")


def _notices(text: str) -> list[str]:
    notices = _data(_contents(text), only_ordinary=False)["notices"]
    assert isinstance(notices, list)
    return notices


def _contents(text: str) -> Contents:
    return Contents(
        municipality="Aneby kommun",
        reference="Borttagning 1",
        lead="Kommentar",
        secured_at=datetime(2026, 10, 23, 10, tzinfo=UTC),
        facts=[],
        item=Entry("Anna", None, text),
        grounds=[],
        thread=[],
        left_out=0,
        pictures=[],
        hashes=[],
    )


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (
            datetime(2026, 10, 23, 10, 0, 5, tzinfo=UTC),
            "fredag 23 oktober 2026 kl. 12.00.05 svensk sommartid (10.00.05 UTC)",
        ),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            "söndag 25 oktober 2026 kl. 02.30.00 svensk sommartid (00.30.00 UTC)",
        ),
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            "söndag 25 oktober 2026 kl. 02.30.00 svensk normaltid (01.30.00 UTC)",
        ),
        (
            datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
            "fredag 1 januari 2027 kl. 00.30.00 svensk normaltid (2026-12-31 23.30.00 UTC)",
        ),
        (None, "Plattformen uppger ingen tid"),
    ],
)
def test_times_are_given_in_local_time_with_zone_and_in_utc(moment: datetime | None, shown: str) -> None:
    assert in_full(moment) == shown


def test_short_times_are_local() -> None:
    assert in_short(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "1 januari 2027 kl. 00.30"
    assert in_short(None) == "utan tid"


@pytest.mark.parametrize(
    ("form", "mime", "name"),
    [
        ("PNG", "image/png", "png"),
        ("JPEG", "image/jpeg", "jpg"),
        ("GIF", "image/gif", "gif"),
        ("WEBP", "image/webp", "webp"),
    ],
)
def test_ordinary_pictures_are_drawn(form: str, mime: str, name: str) -> None:
    out = BytesIO()
    Image.new("RGB", (300, 200)).save(out, form)
    assert drawable_as(out.getvalue(), mime) == name


@pytest.mark.parametrize(
    "mime", ["image/svg+xml", "application/pdf", "application/octet-stream", "video/mp4"]
)
def test_what_is_no_raster_picture_is_not_drawn(mime: str) -> None:
    assert drawable_as(b"<svg/>", mime) is None


def test_a_flood_of_pixels_is_not_unpacked() -> None:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    assert drawable_as(head + (6_000).to_bytes(4, "big") * 2, "image/png") == "png"
    assert drawable_as(head + (60_000).to_bytes(4, "big") * 2, "image/png") is None
