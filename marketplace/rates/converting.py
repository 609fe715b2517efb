"""One sum over several currencies, to be shown and for nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from marketplace.base.money import Money, exponent_of
from marketplace.base.text import N_, Sentence
from marketplace.rates.states import Source

OLDEST = timedelta(days=7)
"""A rate that is older says nothing about today."""

EURO = "EUR"


@dataclass(frozen=True)
class Rate:
    """How much of a currency one euro was worth, and who says so."""

    per_euro: Decimal
    source: Source


@dataclass(frozen=True)
class About:
    """A sum in whole units of its currency, and the day whose rates it was made by; None when it needed none."""

    total: Money
    on: date | None
    source: Source


@dataclass(frozen=True)
class NoFigure:
    """Why no sum is shown."""

    why: Sentence


def about(
    amounts: Iterable[Money], into: str, rates: Mapping[date, Mapping[str, Rate]], today: date
) -> About | NoFigure:
    """The amounts together in one currency, by the rates of the latest day that has all of them.

    All rates are of one day, so that the day can be named; one older than `OLDEST` is not used.
    """
    parts = [one for one in amounts if one]
    needed = {one.currency for one in parts if one.currency != into}
    needed = (needed | {into} if needed else needed) - {EURO}
    fresh = {day: known for day, known in rates.items() if today - OLDEST <= day <= today}
    if not needed and all(one.currency == into for one in parts):
        return About(_whole(sum((one.decimal for one in parts), Decimal()), into), None, Source.ECB)
    for day in sorted(fresh, reverse=True):
        known = fresh[day]
        if needed <= known.keys():
            per_euro = {code: known[code].per_euro for code in needed} | {EURO: Decimal(1)}
            total = sum((one.decimal / per_euro[one.currency] * per_euro[into] for one in parts), Decimal())
            examples = any(known[code].source is Source.EXAMPLE for code in needed)
            return About(_whole(total, into), day, Source.EXAMPLE if examples else Source.ECB)
    missing = sorted(code for code in needed if not any(code in known for known in fresh.values()))
    return NoFigure(
        Sentence(
            N_("There is no reference rate of the last %(days)s days for %(currency)s, so no sum is shown."),
            {"days": OLDEST.days, "currency": ", ".join(missing or sorted(needed))},
        )
    )


def _whole(total: Decimal, currency: str) -> Money:
    units = int(total.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return Money(units * 10 ** exponent_of(currency), currency)
