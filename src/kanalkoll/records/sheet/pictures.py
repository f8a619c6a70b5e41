"""Which kept files may be drawn on a sheet: raster pictures of a sane size, nothing that could run. Pure."""

import struct
from collections.abc import Mapping

FORMATS: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
MOST_PIXELS = 40_000_000
_START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def drawable_as(content: bytes, mime: str) -> str | None:
    """The name of the format, or None when the picture cannot or should not be unpacked."""
    name = FORMATS.get(mime)
    try:
        width, height = _size(content, name) if name else (0, 0)
    except (struct.error, IndexError):
        return None
    return name if 0 < width * height <= MOST_PIXELS else None


def _size(content: bytes, name: str) -> tuple[int, int]:
    if name == "png":
        return struct.unpack_from(">II", content, 16)
    if name == "gif":
        return struct.unpack_from("<HH", content, 6)
    return _webp_size(content) if name == "webp" else _jpeg_size(content)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return 0, 0


def _webp_size(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(content[24:27], "little")
        return width + 1, int.from_bytes(content[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF
