"""Tables to take along, as comma-separated text whose cells stay what they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from marketplace.base.money import Money

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> object:
    """Text that a spreadsheet would take for a formula is kept as text; numbers stay numbers."""
    if isinstance(cell, str):
        plain = cell.encode("utf-8", "replace").decode()
        return f"'{plain}" if plain.startswith(_BEGINS_A_FORMULA) else plain
    return cell


def csv_row(cells: Iterable[object]) -> str:
    """One row without its line break: money in major units exactly, times as ISO 8601, nothing where there is None."""
    row = io.StringIO()
    csv.writer(row, lineterminator="").writerow([harmless(_plain(cell)) for cell in cells])
    return row.getvalue()


def csv_rows(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table with a head, row by row."""
    yield csv_row(columns)
    for row in rows:
        yield csv_row(row)


def _plain(cell: object) -> object:
    if isinstance(cell, Money):
        return cell.decimal
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return "" if cell is None else cell
