"""In which currencies brands keep wallets, and how much one top-up may be."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.base.money import Money, exponent_of

CURRENCIES = ("USD", "EUR", "GBP", "CNY", "HKD", "SGD", "JPY", "CAD", "CHF")
"""Ours to offer; Stripe takes them all. The first is offered first."""

_LEAST: Mapping[str, int] = {"JPY": 500, "HKD": 40, "CNY": 40}  # whole units, well above what Stripe refuses
_LEAST_OTHERWISE = 5
_MOST = 500_000


def least_top_up(currency: str) -> Money:
    """The smallest top-up."""
    return _units(_LEAST.get(currency, _LEAST_OTHERWISE), currency)


def most_top_up(currency: str) -> Money:
    """The largest top-up: Stripe takes eight digits at most."""
    return _units(_MOST, currency)


def _units(count: int, currency: str) -> Money:
    return Money(count * 10 ** exponent_of(currency), currency)
