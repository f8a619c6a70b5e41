"""Which characters the installed Noto fonts can draw, read from the fonts themselves."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDERS = tuple(
    folder
    for folder in (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))
    if folder.is_dir()
)
_CODE_POINTS = 0x110000


def can_draw(character: str) -> bool:
    """Whether some font has a glyph for the character."""
    return bool(_coverage()[ord(character)])


@cache
def _coverage() -> bytearray:
    """One byte for each code point. Reading all fonts takes about half a second, once, when first needed."""
    covered = bytearray(_CODE_POINTS)
    for folder in FOLDERS:
        for path in sorted([*folder.glob("*.ttf"), *folder.glob("*.otf"), *folder.glob("*.ttc")]):
            for first, last in set(_ranges(path.read_bytes())):
                covered[first : last + 1] = b"\x01" * (last + 1 - first)
    return covered


def _ranges(font: bytes) -> Iterator[tuple[int, int]]:
    """First and last code point of each stretch that the character maps of a font file cover."""
    for table in {offset for face in _faces(font) for offset in _character_maps(font, face)}:
        (kind,) = struct.unpack_from(">H", font, table)
        if kind == 4:
            yield from _segments(font, table)
        elif kind == 12:
            yield from _groups(font, table)


def _faces(font: bytes) -> list[int]:
    if font[:4] != b"ttcf":
        return [0]
    (count,) = struct.unpack_from(">I", font, 8)
    return list(struct.unpack_from(f">{count}I", font, 12))


def _character_maps(font: bytes, face: int) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", font, face + 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, face + 12 + 16 * number)
        if tag == b"cmap":
            (maps,) = struct.unpack_from(">H", font, offset + 2)
            for entry in range(maps):
                yield offset + struct.unpack_from(">HHI", font, offset + 4 + 8 * entry)[2]


def _segments(font: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Format 4: the basic plane."""
    count = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, table + 14)
    starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
    for start, end in zip(starts, ends, strict=True):
        if start <= end != 0xFFFF:
            yield start, end


def _groups(font: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Format 12: all planes."""
    (count,) = struct.unpack_from(">I", font, table + 12)
    for number in range(count):
        start, end, _ = struct.unpack_from(">III", font, table + 16 + 12 * number)
        yield start, min(end, _CODE_POINTS - 1)
