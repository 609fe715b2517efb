"""United States: backup withholding from people who gave no taxpayer number. Basis points."""

from datetime import date

RATES = ((date(2018, 1, 1), 24_00, "Internal Revenue Code § 3406(a)(1), with § 1(i) as of 2018"),)
"""In force from, rate, source."""


def row_on(on: date) -> tuple[date, int, str]:
    """The row in force on a day."""
    return max(row for row in RATES if row[0] <= on)


def rate_on(on: date) -> int:
    """The rate in force on a day."""
    return row_on(on)[1]
