"""A text as its readers read it: with the disguises of words taken off, each character with the place it came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rereading:
    """A text that was written differently; `starts` and `ends` say for each character where it was read from.

    Without them it is the text as it is written.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span_before(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text as it is written."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return self.starts[start], self.ends[end - 1]
