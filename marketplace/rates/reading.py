"""Reads the European Central Bank's tables of reference rates: `eurofxref.csv` of a day and `eurofxref-hist.csv`.

A head names the currencies (`Date,USD,JPY,…`), each line gives a day and how much of each currency one euro was worth.
The file of a day writes its date as `25 November 2026` and a space after each comma; the history has `2026-11-25`, and
`N/A` where there was no rate.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from marketplace.base.text import N_, Sentence

MOST_LINES = 20_000
_RATE = re.compile(r"\d{1,9}(?:\.\d{1,8})?", re.ASCII)
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_LONG_DATE = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})", re.ASCII)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Quote:
    """How much of a currency one euro was worth on a day."""

    currency: str
    on: date
    per_euro: Decimal


@dataclass(frozen=True)
class Wrong:
    """A line that cannot be read, and why."""

    line: int
    says: Sentence


@dataclass
class Found:
    """What a file says, and what is wrong with it."""

    quotes: list[Quote] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    def refuse(self, line: int, pattern: str, **values: object) -> None:
        """Notes a line that cannot be read."""
        self.wrong.append(Wrong(line, Sentence(pattern, values)))


def read_ecb(text: str, *, today: date, wanted: Collection[str]) -> Found:
    """The rates of the wanted currencies in a table of the European Central Bank."""
    found = Found()
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff")), skipinitialspace=True, strict=True)
    try:
        head = [cell.strip() for cell in next(lines, [])]
        columns = _columns(found, head)
        days: set[date] = set()
        for cells in lines if columns else ():
            if lines.line_num > MOST_LINES:
                found.refuse(lines.line_num, N_("The file has more than %(most)s lines."), most=MOST_LINES)
                break
            if any(cell.strip() for cell in cells):
                _line(found, lines.line_num, [cell.strip() for cell in cells], columns, days, today)
    except csv.Error:
        found.refuse(lines.line_num, N_("This is no line of a table with commas."))
    found.quotes = [quote for quote in found.quotes if quote.currency in wanted]
    if not found.wrong and not found.quotes:
        found.refuse(1, N_("There is no rate in it of a currency that we keep."))
    return found


def _columns(found: Found, head: Sequence[str]) -> dict[int, str]:
    """The place of each currency. A comma at the end of the head is the bank's habit."""
    if not head or head[0] != "Date":
        found.refuse(1, N_("The first line has to begin with Date and name the currencies: Date,USD,JPY,…"))
        return {}
    columns = {place: code for place, code in enumerate(head) if place and code}
    for code in columns.values():
        if not _CODE.fullmatch(code):
            found.refuse(1, N_("“%(code)s” is no code of a currency."), code=code[:20])
    if len(set(columns.values())) < len(columns):
        found.refuse(1, N_("A currency is named twice."))
    return columns if not found.wrong else {}


def _line(found: Found, line: int, cells: Sequence[str], columns: dict[int, str], days: set[date], today: date) -> None:
    on = _day(cells[0])
    if on is None:
        found.refuse(line, N_("“%(said)s” is no day. Write 2026-11-25 or 25 November 2026."), said=cells[0][:40])
        return
    if on > today:
        found.refuse(line, N_("%(day)s is still to come."), day=on)
        return
    if on in days:
        found.refuse(line, N_("%(day)s stands in the file twice."), day=on)
        return
    days.add(on)
    if any(cells[place] for place in range(len(cells)) if place and place not in columns):
        found.refuse(line, N_("The line has more rates than the first line has currencies."))
        return
    for place, code in columns.items():
        said = cells[place] if place < len(cells) else ""
        if said in ("", "N/A"):
            continue
        if not _RATE.fullmatch(said) or not Decimal(said):
            found.refuse(line, N_("“%(said)s” is no rate of %(code)s."), said=said[:40], code=code)
        else:
            found.quotes.append(Quote(code, on, Decimal(said)))


def _day(said: str) -> date | None:
    try:
        if long := _LONG_DATE.fullmatch(said):
            return date(int(long[3]), _MONTHS.index(long[2].capitalize()) + 1, int(long[1]))
        return date.fromisoformat(said)
    except ValueError:
        return None
