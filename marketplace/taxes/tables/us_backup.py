"""United States: backup withholding from people who gave no taxpayer number. Basis points."""

from datetime import date

RATES = (
    (date(2018, 1, 1), 24_00, "Internal Revenue Code § 3406(a)(1), with § 1(i) as of 2018"),
)  # fmt: skip
"""In force from, rate, source."""
