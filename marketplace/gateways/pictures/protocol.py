"""What the marketplace needs of a reader of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class WordsRead:
    """The lines in a picture, from the top; `is_doubtful` when there are words that could not be read surely."""

    lines: tuple[str, ...]
    is_doubtful: bool


class PictureReader(Protocol):
    """Reads words in pictures."""

    @property
    def reader_id(self) -> str:
        """The model and its version, kept with what it read."""

    def read(self, content: bytes) -> WordsRead:
        """The words in a picture (JPEG or PNG). Raises ReaderUnavailable."""
