"""What stands on a paper, in words that are ready to be read: nothing here is translated or reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Align(StrEnum):
    """On which side of its column a cell stands: words at its start, amounts at its end."""

    START = "start"
    END = "end"


@dataclass(frozen=True)
class Party:
    """Somebody a paper is from or for."""

    role: str
    name: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    label: str
    align: Align = Align.START


@dataclass(frozen=True)
class Cell:
    """Words in a table, with a quieter line below them."""

    text: str
    hint: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table; one that sums up is set apart."""

    cells: Sequence[str | Cell]
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """A table. Its head is repeated on every page it goes over; `note` stands below it."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class Total:
    """An amount at the end; the last one is what it all comes to."""

    label: str
    amount: str


@dataclass(frozen=True)
class Paper:
    """A whole document. The same one gives the same bytes: `made_at` is its date, not that of printing.

    `language` is that of HTML (en, zh-CN); `pages` has the places %(page)s and %(pages)s.
    """

    title: str
    made_at: datetime
    subtitle: str = ""
    house: str = "Meadow"
    facts: Sequence[tuple[str, str]] = ()
    parties: Sequence[Party] = ()
    tables: Sequence[Table] = ()
    totals: Sequence[Total] = ()
    notes: Sequence[str] = field(default=())
    language: str = "en"
    pages: str = "%(page)s / %(pages)s"
