"""Tables: how wide their columns are, and their rows broken into lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marketplace.papers.letters import Letters, Style
from marketplace.papers.paper import Align, Cell, Row, Table

GAP, PADDING = 12.0, 5.0
SIZES = (9.0, 8.4, 7.8, 7.2, 6.6)
"""Letters get smaller before an amount is broken."""

MANY = 3
"""Columns; beyond them what is left is shared among all."""

NARROWEST = 84.0
"""What is left for words beside amounts before the letters get smaller."""


@dataclass(frozen=True)
class Line:
    """A line in a cell."""

    text: str
    style: Style
    is_quiet: bool = False


@dataclass(frozen=True)
class SetRow:
    """A row whose cells are broken into lines."""

    cells: Sequence[Sequence[Line]]
    aligns: Sequence[Align]
    is_head: bool = False
    rule_above: bool = False
    padding: float = PADDING

    @property
    def height(self) -> float:
        """From its upper to its lower rule."""
        return max((sum(line.style.leading for line in cell) for cell in self.cells), default=0) + 2 * self.padding

    def parts(self, tallest: float) -> Iterator[SetRow]:
        """The row in one piece; in several when it is taller than a sheet."""
        if self.height <= tallest:
            yield self
            return
        leading = max(line.style.leading for cell in self.cells for line in cell)
        count = max(1, int((tallest - 2 * self.padding) // leading))
        for begin in range(0, max(len(cell) for cell in self.cells), count):
            yield replace(self, cells=[cell[begin : begin + count] for cell in self.cells])


@dataclass(frozen=True)
class SetTable:
    """A table in lines: `edges` are where each column begins and how wide it is."""

    head: SetRow
    rows: Sequence[SetRow]
    edges: Sequence[tuple[float, float]]


def set_table(table: Table, letters: Letters, width: float) -> SetTable:
    """Breaks a table into lines within a width."""
    rows = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row.cells] for row in table.rows]
    size, widths = _fitting(table, rows, letters, width)
    aligns = [column.align for column in table.columns]
    head_style = Style(size * 0.87)
    head = [
        [Line(line, head_style, is_quiet=True) for line in letters.lines(column.label, head_style, wide)]
        for column, wide in zip(table.columns, widths, strict=True)
    ]
    edges, x = [], 0.0
    for wide in widths:
        edges.append((x, wide))
        x += wide + GAP
    return SetTable(
        SetRow(head, aligns, is_head=True, padding=4.0),
        [_set(row, cells, widths, aligns, size, letters) for row, cells in zip(table.rows, rows, strict=True)],
        edges,
    )


def _set(
    row: Row, cells: Sequence[Cell], widths: Sequence[float], aligns: Sequence[Align], size: float, letters: Letters
) -> SetRow:
    style, hint = Style(size, strong=row.is_total), Style(size * 0.87)
    lines = []
    for cell, wide in zip(cells, widths, strict=True):
        own = [Line(line, style) for line in letters.lines(cell.text, style, wide)]
        if cell.hint:
            own += [Line(line, hint, is_quiet=True) for line in letters.lines(cell.hint, hint, wide)]
        lines.append(own)
    return SetRow(lines, aligns, rule_above=row.is_total)


def _fitting(
    table: Table, rows: Sequence[Sequence[Cell]], letters: Letters, width: float
) -> tuple[float, Sequence[float]]:
    """The largest letters with which every amount stands in one line, and the widths of the columns."""
    room = width - GAP * (len(table.columns) - 1)
    for size in SIZES:
        wanted = _wanted(table, rows, letters, size)
        amounts = sum(wide for wide, column in zip(wanted, table.columns, strict=True) if column.align is Align.END)
        words = [place for place, column in enumerate(table.columns) if column.align is Align.START]
        left = room - amounts
        if left >= sum(min(wanted[place], NARROWEST) for place in words):
            return size, _shared(wanted, words, left)
    return SIZES[-1], [room / len(wanted)] * len(wanted)


def _wanted(table: Table, rows: Sequence[Sequence[Cell]], letters: Letters, size: float) -> list[float]:
    """How wide each column would be if nothing were broken; heads of amounts may take two lines."""
    strong, hint = Style(size, strong=True), Style(size * 0.87)
    wanted = []
    for place, column in enumerate(table.columns):
        words = column.label.split() if column.align is Align.END else [column.label]
        widest = max((letters.width(word, hint) for word in words), default=0)
        for cells in rows:
            cell = cells[place]
            widest = max(widest, letters.width(letters.readable(cell.text), strong) + 0.5)
            widest = max(widest, letters.width(letters.readable(cell.hint), hint) if cell.hint else 0)
        wanted.append(widest)
    return wanted


def _shared(wanted: list[float], words: Sequence[int], left: float) -> list[float]:
    """Amounts get what they want; words share what is left, the widest ones giving way first."""
    widths = list(wanted)
    if not words:
        share = left / len(widths)
        return [wide + share for wide in widths]
    open_, rest = sorted(words, key=lambda place: wanted[place]), left
    for count, place in enumerate(open_):
        widths[place] = min(wanted[place], rest / (len(open_) - count))
        rest -= widths[place]
    if len(words) == 1 and len(wanted) > MANY:  # a few words and many amounts stand evenly
        return [wide + rest / len(widths) for wide in widths]
    roomy = words[1:] or words  # what comes first is a day, a month or a name: it needs no more
    for place in roomy:
        widths[place] += rest / len(roomy)
    return widths
