"""What of the balance at Stripe is ours: all that others are owed is taken off first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.base.money import Money


@dataclass(frozen=True)
class Owed:
    """What is owed to others on all accounts of one family, such as `wallet:brand`; never below zero."""

    family: str
    amount: Money


@dataclass(frozen=True)
class Share:
    """One currency: what Stripe holds for us, what of it is owed to whom, and what is about to leave already."""

    at_stripe: Money
    owed: Sequence[Owed]
    spoken_for: Money

    @property
    def ours(self) -> Money:
        """What may leave for our bank; nothing when others are owed more than Stripe holds."""
        return Money(max(self._left, 0), self.currency)

    @property
    def missing(self) -> Money:
        """What Stripe holds less than others are owed: its fees have taken more than we have earned."""
        return Money(max(-self._left, 0), self.currency)

    @property
    def currency(self) -> str:
        """The currency of all of it."""
        return self.at_stripe.currency

    @property
    def kept(self) -> dict[str, Any]:
        """As it is kept with a withdrawal."""
        owed = [[one.family, one.amount.minor] for one in self.owed]
        return {"at_stripe": self.at_stripe.minor, "owed": owed, "spoken_for": self.spoken_for.minor}

    @property
    def _left(self) -> int:
        return self.at_stripe.minor - sum(one.amount.minor for one in self.owed) - self.spoken_for.minor

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any], currency: str) -> Share:
        """What `kept` wrote."""
        owed = tuple(Owed(family, Money(minor, currency)) for family, minor in kept["owed"])
        return cls(Money(kept["at_stripe"], currency), owed, Money(kept["spoken_for"], currency))
