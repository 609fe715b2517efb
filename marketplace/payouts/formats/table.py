"""Table: the name of a format -> how a file is written in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from marketplace.payouts.formats.comma_separated import as_csv
from marketplace.payouts.formats.content import FileContent
from marketplace.payouts.formats.pain001 import as_pain001


@dataclass(frozen=True)
class Format:
    """A way to write a bank file."""

    write: Callable[[FileContent], str]
    ending: str
    media_type: str


FORMATS: Mapping[str, Format] = {
    "pain.001.001.09": Format(as_pain001, "xml", "application/xml"),
    "csv": Format(as_csv, "csv", "text/csv; charset=utf-8"),
}


def hash_of(content: str) -> str:
    """By what two people can tell that they speak of the same file (SHA-256, hexadecimal)."""
    return sha256(content.encode("utf-8")).hexdigest()
