"""What may be kept as a proof of the bank: told by its first bytes, never by its name."""

from __future__ import annotations

from marketplace.payouts.errors import ProofNotTaken

LARGEST_BYTES = 5 * 1024 * 1024

_BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "text/csv": "csv"}


def media_type_of(content: bytes) -> str:
    """What a file is. Raises ProofNotTaken for nothing, too much, or anything but PDF, PNG, JPEG and CSV."""
    if not content or len(content) > LARGEST_BYTES:
        raise ProofNotTaken()
    for beginning, media_type in _BEGINNINGS.items():
        if content.startswith(beginning):
            return media_type
    if _is_table(content):
        return "text/csv"
    raise ProofNotTaken()


def _is_table(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    printable = all(sign.isprintable() or sign in "\r\n\t" for sign in text)
    return printable and any(sign in text for sign in ",;\t") and "<" not in text
