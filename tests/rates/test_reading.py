"""The European Central Bank's tables, as it writes them and as people spoil them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from marketplace.rates.reading import Found, Quote, read_ecb

TODAY = date(2026, 11, 26)
OF_A_DAY = "Date, USD, JPY, BGN, GBP, \n25 November 2026, 1.1121, 162.57, 1.9558, 0.84688, \n"
HISTORY = "Date,USD,JPY,CYP,GBP,\n2026-11-25,1.1121,162.57,N/A,0.84688,\n2026-11-24,1.11,162,N/A,,\n"


def read(text: str) -> Found:
    return read_ecb(text, today=TODAY, wanted=("USD", "JPY", "GBP"))


def test_the_file_of_a_day_is_read() -> None:
    found = read(OF_A_DAY)
    assert found.wrong == []
    assert found.quotes == [
        Quote("USD", date(2026, 11, 25), Decimal("1.1121")),
        Quote("JPY", date(2026, 11, 25), Decimal("162.57")),
        Quote("GBP", date(2026, 11, 25), Decimal("0.84688")),
    ]


def test_the_history_is_read_and_days_without_a_rate_are_left_out() -> None:
    found = read("\ufeff" + HISTORY)
    assert found.wrong == []
    assert [(quote.currency, quote.on.day) for quote in found.quotes] == [
        ("USD", 25), ("JPY", 25), ("GBP", 25), ("USD", 24), ("JPY", 24),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "begin with Date"),
        ("Day,USD\n2026-11-25,1.1\n", 1, "begin with Date"),
        ("Date,Dollar\n2026-11-25,1.1\n", 1, "no code of a currency"),
        ("Date,USD,USD\n2026-11-25,1.1,1.2\n", 1, "named twice"),
        ("Date,USD\n\n2026-13-45,1.1\n", 3, "is no day"),
        ("Date,USD\n31 Octember 2026,1.1\n", 2, "is no day"),
        ("Date,USD\n2026-11-27,1.1\n", 2, "still to come"),
        ("Date,USD\n2026-11-25,1.1\n25 November 2026,1.1\n", 3, "twice"),
        ("Date,USD\n2026-11-25,-1.1\n", 2, "no rate of USD"),
        ("Date,USD\n2026-11-25,0\n", 2, "no rate of USD"),
        ("Date,USD\n2026-11-25,NaN\n", 2, "no rate of USD"),
        ("Date,USD\n2026-11-25,1e9\n", 2, "no rate of USD"),
        ("Date,USD\n2026-11-25,1.1,2.2\n", 2, "more rates"),
        ('Date,USD\n2026-11-25,"1.1\n', 2, "no line of a table"),
        ("Date,SEK\n2026-11-25,11.2\n", 1, "that we keep"),
    ],
)
def test_what_cannot_be_read_is_said_line_by_line(text: str, line: int, says: str) -> None:
    (wrong,) = read(text).wrong
    assert (wrong.line, says in str(wrong.says)) == (line, True)
