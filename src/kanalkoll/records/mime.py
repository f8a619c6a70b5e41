"""What a file really is, by its first bytes; what the sender says counts when they are silent. Pure."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"GIF87a", 0, "image/gif"),
    (b"GIF89a", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"%PDF-", 0, "application/pdf"),
    (b"ftyp", 4, "video/mp4"),
    (b"\x1aE\xdf\xa3", 0, "video/webm"),
)
UNKNOWN = "application/octet-stream"


def mime_of(content: bytes, *, declared: str | None = None) -> str:
    """The media type. A declared type that would run or be drawn by a browser is not believed."""
    for signature, at, mime in _SIGNATURES:
        if content[at : at + len(signature)] == signature:
            return mime
    if declared and declared.startswith(("audio/", "text/plain", "application/json")):
        return declared[:100]
    return UNKNOWN
