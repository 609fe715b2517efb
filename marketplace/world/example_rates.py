"""Rates for a small world: plausible, made up, and marked as examples."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from marketplace.base.actor import SYSTEM
from marketplace.rates.actions import keep_rates
from marketplace.rates.reading import Quote
from marketplace.rates.states import Source
from marketplace.work.unit import unit_of_work

_PER_EURO = {
    "USD": "1.1420",
    "GBP": "0.8710",
    "CNY": "8.1250",
    "HKD": "8.8900",
    "SGD": "1.4870",
    "JPY": "171.50",
    "CAD": "1.6030",
    "CHF": "0.9280",
}
_DAYS = 14
_SATURDAY = 5


def enter_example_rates(today: date) -> None:
    """Enters two weeks of rates, up to today; as in a bank's table there are none for Saturdays and Sundays."""
    days = (today - timedelta(days=back) for back in range(_DAYS))
    quotes = [
        Quote(currency, day, (Decimal(said) * (1000 + day.day % 7) / 1000).quantize(Decimal("0.0001")))
        for day in days
        if day.weekday() < _SATURDAY
        for currency, said in _PER_EURO.items()
    ]
    with unit_of_work(SYSTEM) as work:
        keep_rates(work, quotes, Source.EXAMPLE)
