"""The book as a table: one line of a journal in each row, or one journal in each line of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from marketplace.base.spreadsheets import csv_rows
from marketplace.ledger.exports.rows import Booked

COLUMNS = (
    "number", "posted_at", "kind", "key", "reverses", "account", "currency", "debit", "credit", "fingerprint", "link",
)  # fmt: skip


def as_csv(journals: Iterable[Booked]) -> Iterator[str]:
    """A row for each line of each journal; amounts in major units, exactly. Each text without its line break."""
    yield from csv_rows(COLUMNS, _lines(journals))


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


def _lines(journals: Iterable[Booked]) -> Iterator[tuple[object, ...]]:
    for journal in journals:
        for line in journal.lines:
            sides = (line.amount, None) if line.amount.minor > 0 else (None, -line.amount)
            yield (
                journal.number, journal.posted_at, journal.kind, journal.key, journal.reverses, line.account,
                journal.currency, *sides, journal.fingerprint, journal.link,
            )  # fmt: skip
