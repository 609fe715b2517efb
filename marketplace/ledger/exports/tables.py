"""The book as a table: one line of a journal in each row, or one journal in each line of JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from marketplace.base.money import exponent_of
from marketplace.base.spreadsheets import harmless
from marketplace.ledger.exports.rows import Booked

COLUMNS = (
    "number", "posted_at", "kind", "key", "reverses", "account", "currency", "debit", "credit", "fingerprint", "link",
)  # fmt: skip


def as_csv(journals: Iterable[Booked]) -> Iterator[str]:
    """A row for each line of each journal; amounts in major units, exactly. Each text without its line break."""
    yield csv_row(COLUMNS)
    for journal in journals:
        for line in journal.lines:
            amount = f"{abs(line.amount.decimal):.{exponent_of(journal.currency)}f}"
            sides = (amount, "") if line.amount.minor > 0 else ("", amount)
            yield csv_row(
                (
                    journal.number, journal.posted_at.isoformat(), journal.kind, journal.key, journal.reverses or "",
                    line.account, journal.currency, *sides, journal.fingerprint, journal.link or "",
                )
            )  # fmt: skip


def as_json_lines(journals: Iterable[Booked]) -> Iterator[str]:
    """A journal in each line; amounts in minor units, debit positive. Enough to derive every fingerprint again."""
    for journal in journals:
        yield json.dumps(
            {
                "number": journal.number,
                "posted_at": journal.posted_at.isoformat(),
                "kind": journal.kind,
                "key": journal.key,
                "currency": journal.currency,
                "reverses": journal.reverses,
                "lines": [[line.account, line.amount.minor] for line in journal.lines],
                "fingerprint": journal.fingerprint,
                "link": journal.link,
            },
            ensure_ascii=False,
        )


def csv_row(cells: Iterable[object]) -> str:
    """One row, in which no text is a formula."""
    row = io.StringIO()
    csv.writer(row, lineterminator="").writerow([harmless(cell) for cell in cells])
    return row.getvalue()
