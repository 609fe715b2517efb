"""One sum over several currencies: dated, of one day, and none rather than a wrong one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from marketplace.base.money import Money
from marketplace.rates.converting import About, NoFigure, Rate, about
from marketplace.rates.states import Source

TODAY = date(2026, 11, 26)
TWO = [Money(1_000_00, "USD"), Money(500_00, "EUR")]


def of_days(**currencies: str) -> dict[date, dict[str, Rate]]:
    """The same rates yesterday."""
    day = TODAY - timedelta(days=1)
    return {day: {code: Rate(Decimal(said), Source.ECB) for code, said in currencies.items()}}


def test_the_sum_is_made_over_the_euro_and_rounded_once_to_a_whole_unit() -> None:
    rates = of_days(USD="1.25", JPY="160")
    assert about(TWO, "EUR", rates, TODAY) == About(Money(1_300_00, "EUR"), TODAY - timedelta(days=1), Source.ECB)
    assert about(TWO, "USD", rates, TODAY) == About(Money(1_625_00, "USD"), TODAY - timedelta(days=1), Source.ECB)
    assert about(TWO, "JPY", rates, TODAY) == About(Money(208_000, "JPY"), TODAY - timedelta(days=1), Source.ECB)


def test_all_rates_are_of_the_latest_day_that_has_them_all() -> None:
    older = TODAY - timedelta(days=3)
    rates = of_days(USD="1.25") | {older: {code: Rate(Decimal(2), Source.ECB) for code in ("USD", "GBP")}}
    found = about([*TWO, Money(100_00, "GBP")], "EUR", rates, TODAY)
    assert found == About(Money(1_050_00, "EUR"), older, Source.ECB)


@pytest.mark.parametrize(("days", "is_shown"), [(7, True), (8, False), (-1, False)])
def test_a_rate_older_than_a_week_or_of_tomorrow_is_not_used(days: int, is_shown: bool) -> None:
    rates = {TODAY - timedelta(days=days): {"USD": Rate(Decimal("1.25"), Source.ECB)}}
    assert isinstance(about(TWO, "EUR", rates, TODAY), About) is is_shown


def test_what_is_missing_is_named() -> None:
    found = about([*TWO, Money(100_00, "GBP")], "EUR", of_days(USD="1.25"), TODAY)
    assert isinstance(found, NoFigure)
    assert "GBP" in str(found.why)
    assert "USD" not in str(found.why)


def test_one_currency_needs_no_rate_and_an_example_is_called_one() -> None:
    assert about([Money(12_50, "USD")], "USD", {}, TODAY) == About(Money(13_00, "USD"), None, Source.ECB)
    rates = {TODAY: {"USD": Rate(Decimal("1.25"), Source.EXAMPLE)}}
    found = about(TWO, "EUR", rates, TODAY)
    assert isinstance(found, About)
    assert found.source is Source.EXAMPLE
