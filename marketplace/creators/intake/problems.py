"""What was wrong in a file, line by line: where, what, and what would fit."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from marketplace.base.spreadsheets import harmless

SHOWN_VALUE = 60
KINDS_COUNTED = 200


class UnfitFile(Exception):
    """The file or the mapping cannot be used at all; the message says what to do."""


class Unfit(Exception):
    """A value does not fit; `fits` says what would."""

    def __init__(self, what: str, fits: str) -> None:
        self.what = what
        self.fits = fits
        super().__init__(f"{what}; {fits}")


@dataclass(frozen=True)
class Problem:
    """One thing wrong on one line. `kind` is `error` or `orphan` (a post whose creator we do not know)."""

    file: str
    line: int
    kind: str
    field: str
    what: str
    fits: str


class Report:
    """Collects problems: a table in a file, made with the first one, and counts to print."""

    COLUMNS = ("file", "line", "kind", "field", "problem", "what would fit")

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self.groups: Counter[tuple[str, str]] = Counter()
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was wrong."""
        return self._file is None

    def add(self, problem: Problem) -> None:
        """Writes a problem down."""
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(self.COLUMNS)
        cells = (problem.file, problem.line, problem.kind, problem.field, problem.what, problem.fits)
        csv.writer(self._file).writerow([harmless(cell) for cell in cells])
        self.counts[problem.kind] += 1
        group = (problem.kind, problem.field)
        if group in self.groups or len(self.groups) < KINDS_COUNTED:
            self.groups[group] += 1


def shown(value: Any) -> str:
    """A value as a message quotes it: short and printable."""
    text = str(value)
    cut = text if len(text) <= SHOWN_VALUE else text[:SHOWN_VALUE] + "…"
    return repr(cut)
