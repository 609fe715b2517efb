"""China's two policies: the edges of every bracket, and what holds for any amounts."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.taxes.policies import Inputs, cn_cumulative, cn_per_payment

DAY = date(2026, 11, 24)
AMOUNTS = st.integers(1, 5_000_000_00)


def inputs(gross: int, **more: int) -> Inputs:
    return Inputs(gross_minor=gross, currency="CNY", country="CN", on=DAY, **more)


def a(gross: int) -> int:
    return cn_per_payment(inputs(gross))[0]


def b(gross: int, *, before: int = 0, withheld: int = 0, months: int = 1) -> int:
    given_ = inputs(gross, income_before_minor=before, withheld_before_minor=withheld, months=months)
    return cn_cumulative(given_)[0]


@pytest.mark.parametrize(
    ("yuan", "tax"),
    [(800, 0), (1_000, 40), (4_000, 640), (5_000, 800), (25_000, 4_000), (30_000, 5_200), (62_500, 13_000),
     (100_000, 25_000)],
)  # fmt: skip
def test_a_payment_by_itself(yuan: int, tax: int) -> None:
    assert a(yuan * 100) == tax * 100


@pytest.mark.parametrize(
    ("fen", "tax"),
    [
        (799_99, 0), (800_00, 0), (800_01, 0), (800_02, 0), (800_03, 1),  # 0.2, 0.4, 0.6 fen
        (3_999_99, 640_00), (4_000_00, 640_00), (4_000_01, 640_00),
        (24_999_99, 4_000_00), (25_000_00, 4_000_00), (25_000_01, 4_000_00), (25_000_03, 4_000_01),
        (62_499_99, 13_000_00), (62_500_00, 13_000_00), (62_500_01, 13_000_00), (62_500_02, 13_000_01),
    ],
)  # fmt: skip
def test_a_payment_at_the_edges(fen: int, tax: int) -> None:
    assert a(fen) == tax


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [(36_000_00, 1_080_00), (144_000_00, 11_880_00), (300_000_00, 43_080_00), (420_000_00, 73_080_00),
     (660_000_00, 145_080_00), (960_000_00, 250_080_00)],
)  # fmt: skip
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_the_year_at_the_edges_of_its_brackets(taxable: int, tax: int, off: int) -> None:
    """A fen more of taxable income is at most half a fen of tax: the edge has no step."""
    income = (taxable + 5_000_00) * 5 // 4
    assert income * 4 // 5 - 5_000_00 == taxable
    assert b(income + off) == tax


def test_the_next_bracket_begins_above_its_edge() -> None:
    income = (36_000_00 + 5_000_00) * 5 // 4
    assert b(income - 100_00) == 1_080_00 - 2_40
    assert b(income + 100_00) == 1_080_00 + 8_00


def test_ten_thousand_a_month_are_ninety_each_month() -> None:
    months = [b(10_000_00, before=n * 10_000_00, withheld=n * 90_00, months=n + 1) for n in range(12)]
    assert months == [90_00] * 12


def test_what_was_withheld_too_much_is_not_paid_back_within_the_year() -> None:
    assert b(1_00, before=10_000_00, withheld=500_00, months=2) == 0


def test_before_its_day_there_is_no_table() -> None:
    with pytest.raises(LookupError):
        cn_cumulative(Inputs(gross_minor=1, currency="CNY", country="CN", on=date(2025, 9, 30)))


@given(AMOUNTS, AMOUNTS)
def test_a_larger_payment_never_has_less_withheld(one: int, other: int) -> None:
    smaller, larger = sorted((one, other))
    assert 0 <= a(smaller) <= a(larger) < larger
    assert 0 <= b(smaller) <= b(larger) < larger


@given(AMOUNTS, AMOUNTS, st.integers(0, 1_000_00), st.integers(1, 12))
def test_never_negative_and_never_more_than_the_payment(gross: int, before: int, withheld: int, months: int) -> None:
    assert 0 <= b(gross, before=before, withheld=withheld, months=months) <= gross


@given(st.lists(st.integers(6_250_00, 300_000_00), min_size=1, max_size=12))
def test_the_months_together_are_the_year(paid: list[int]) -> None:
    withheld = 0
    for month, (gross, total) in enumerate(zip(paid, accumulate(paid), strict=True), 1):
        withheld += b(gross, before=total - gross, withheld=withheld, months=month)
    assert withheld == b(sum(paid), months=len(paid))


@given(st.lists(st.integers(1, 300_000_00), min_size=1, max_size=8))
def test_a_month_in_parts_is_the_month_at_once(paid: list[int]) -> None:
    withheld = 0
    for gross, total in zip(paid, accumulate(paid), strict=True):
        withheld += b(gross, before=total - gross, withheld=withheld)
    assert withheld == b(sum(paid))
