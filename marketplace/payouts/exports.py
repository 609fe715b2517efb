"""Payouts as tables to take along. Numbers stay numbers, and no cell can become a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter

from marketplace.base.money import exponent_of
from marketplace.payouts.models import Payout
from marketplace.payouts.states.lateness import LateCause

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

COLUMNS = (
    "payout", "creator", "state", "rail", "currency", "prices", "fee", "set_off", "tax", "net",
    "queued_at", "promised_by", "sent_at", "late_because", "batch", "account", "transfer", "problem",
)  # fmt: skip
_MONEY = frozenset({"prices", "fee", "set_off", "tax", "net"})
_WIDTHS = {"creator": 24, "problem": 40, "account": 26, "transfer": 32}

Cell = str | Decimal | datetime | None
Exported = tuple[Payout, LateCause | None]
"""A payout, and why it is late if it is."""


def rows_of(exported: Iterable[Exported]) -> Iterator[Sequence[Cell]]:
    """A row of `COLUMNS` for each payout, amounts in whole units of their currency."""
    return (_cells(payout, cause) for payout, cause in exported)


def as_xlsx(exported: Iterable[Exported]) -> bytes:
    """A workbook with one sheet; amounts have the decimals of their currency."""
    written = io.BytesIO()
    # What people type is written as it is: a text that looks like a formula, a number or an address stays a text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet("payouts")
        bold, time = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        amounts = {
            places: book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "")})
            for places in (0, 2, 3)
        }
        sheet.write_row(0, 0, COLUMNS, bold)
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(COLUMNS):
            sheet.set_column(place, place, _WIDTHS.get(name, 16))
        for row, (payout, cause) in enumerate(exported, 1):
            for column, cell in enumerate(_cells(payout, cause)):
                if isinstance(cell, Decimal):
                    sheet.write_number(row, column, cell, amounts[exponent_of(payout.currency)])
                elif isinstance(cell, datetime):
                    sheet.write_datetime(row, column, cell.replace(tzinfo=None), time)
                elif cell:
                    sheet.write_string(row, column, cell)
        sheet.autofilter(0, 0, max(1, sheet.dim_rowmax or 1), len(COLUMNS) - 1)
    return written.getvalue()


def _cells(payout: Payout, cause: LateCause | None) -> list[Cell]:
    return [
        payout.code,
        payout.creator.name,
        payout.state.value,
        payout.rail.value,
        payout.currency,
        *(part.decimal for part in (payout.price, payout.fee, payout.set_off, payout.tax, payout.net)),
        payout.queued_at,
        payout.promised_by,
        payout.sent_at,
        cause.value if cause else None,
        payout.batch.code if payout.batch else None,
        payout.external_account,
        payout.transfer_id,
        payout.problem,
    ]
