"""A plain table for banks whose portals take one, and for people who type payments by hand."""

from __future__ import annotations

import csv
from io import StringIO

from marketplace.base.spreadsheets import harmless
from marketplace.payouts.formats.content import FileContent

COLUMNS = (
    "number", "end_to_end_id", "reference", "holder", "iban", "account_number", "bank_code", "bic", "country",
    "amount", "currency", "execution_date", "payer_account",
)  # fmt: skip


def as_csv(file: FileContent) -> str:
    """The file as a table with a heading; the same content gives the same text."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for number, payment in enumerate(file.payments, 1):
        to = payment.to
        table.writerow(
            harmless(cell)
            for cell in (
                str(number), payment.end_to_end, payment.reference, to.holder, to.iban, to.account_number,
                to.bank_code, to.bic, to.country, f"{payment.amount.decimal}", payment.amount.currency,
                file.execution_on.isoformat(), file.payer.account,
            )
        )  # fmt: skip
    return text.getvalue()
