"""What a document is that somebody uploads: told by its first bytes, never by its name."""

from __future__ import annotations

LARGEST_BYTES = 5 * 1024 * 1024

_BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "text/csv": "csv"}


def media_type_of(content: bytes) -> str | None:
    """What a file is: PDF, PNG, JPEG or CSV; None for anything else, nothing at all, or over `LARGEST_BYTES`."""
    if not content or len(content) > LARGEST_BYTES:
        return None
    for beginning, media_type in _BEGINNINGS.items():
        if content.startswith(beginning):
            return media_type
    return "text/csv" if _is_table(content) else None


def _is_table(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    printable = all(sign.isprintable() or sign in "\r\n\t" for sign in text)
    return printable and any(sign in text for sign in ",;\t") and "<" not in text
