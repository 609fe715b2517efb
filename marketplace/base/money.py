"""Money: whole minor units and a currency, never a float."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Digits after the point, ISO 4217, where they are not two.
_EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "JOD": 3, "OMR": 3, "TND": 3}

# No exponents: "1e999999" would be a number that takes a minute to write down.
_TYPED = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d*)?|\.\d+)")

BASIS_POINTS = 10_000


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were put together."""


def exponent_of(currency: str) -> int:
    """How many digits a currency has after the point (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


@dataclass(frozen=True)
class Money:
    """An amount in the minor units of one currency (cents, fen, yen)."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other).minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def times(self, count: int) -> Money:
        """The amount `count` times."""
        return Money(self.minor * count, self.currency)

    def share(self, rate_bp: int) -> Money:
        """A part of the amount, in basis points of it, rounded half up once to a minor unit."""
        exact = Decimal(self.minor) * rate_bp / BASIS_POINTS
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """The amount in parts by weight; largest remainder first, so that the parts add up to it exactly."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights must be zero or more, and not all zero")
        floors = [self.minor * weight // total for weight in weights]
        remainders = [self.minor * weight % total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
        for place in by_remainder[: self.minor - sum(floors)]:
            floors[place] += 1
        return [Money(part, self.currency) for part in floors]

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exactly."""
        return Decimal(self.minor).scaleb(-exponent_of(self.currency))

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Money from what a person typed in major units ("1,200.50"). Raises ValueError when it is not an amount."""
        plain = text.replace(",", "").replace(" ", "").strip()
        if not _TYPED.fullmatch(plain):
            raise ValueError(f"not an amount: {text!r}")
        scaled = Decimal(plain).scaleb(exponent_of(currency))
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{currency} has {exponent_of(currency)} digits after the point")
        return cls(int(scaled), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """No money, in a currency."""
        return cls(0, currency)

    def __str__(self) -> str:
        return f"{self.decimal:,.{exponent_of(self.currency)}f} {self.currency}"

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other
