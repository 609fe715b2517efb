"""A mix while it is being put together: taking, filling up, exchanging, always within the limits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from marketplace.matching.planning.limits import Limits, LockedTooDear, Offer
from marketplace.matching.planning.reach import Market, Values

LITTLE = 1e-9
CHANGES = 100
"""So many changes of one for another at most."""


@dataclass
class Basket:
    """Who has been taken, and what that costs."""

    market: Market
    offers: Sequence[Offer]
    limits: Limits
    chosen: list[int] = field(default_factory=list)
    spent: int = 0
    spent_on_others: int = 0

    @classmethod
    def begun(cls, market: Market, offers: Sequence[Offer], limits: Limits, first: Sequence[int] = ()) -> Self:
        """With those who are locked, and of `first` whoever there is room for, in turn. Raises LockedTooDear."""
        basket = cls(market, offers, limits)
        for one in sorted(limits.locked - limits.excluded):
            basket.take(one)
        if basket.spent > limits.budget or len(basket.chosen) > limits.places:
            raise LockedTooDear
        for one in first:
            if one not in basket.chosen and one not in limits.excluded and basket.has_room_for(one):
                basket.take(one)
        return basket

    def take(self, one: int) -> None:
        """Takes somebody, whether there is room or not."""
        self.chosen.append(one)
        self.spent += self.offers[one].cost
        self.spent_on_others += 0 if self.offers[one].is_koc else self.offers[one].cost

    def has_room_for(self, one: int) -> bool:
        """There is a place and money for somebody, without the share that is kept for KOCs where it is none."""
        offer = self.offers[one]
        within = offer.is_koc or self.spent_on_others + offer.cost <= self.limits.for_others + LITTLE
        return len(self.chosen) < self.limits.places and self.spent + offer.cost <= self.limits.budget and within

    def fill(self, free: Collection[int], *, power: float) -> Self:
        """Takes whoever adds most over the cost to a power, again and again: 1 is for the money, 0 by gain alone."""
        costs, others = self._costs()
        allowed = np.zeros(len(self.offers), dtype=bool)
        allowed[list(free)] = True
        allowed[self.chosen] = False
        weights = np.maximum(1.0, costs) ** power
        missed = self.market.missed(self.chosen)
        while len(self.chosen) < self.limits.places and len(allowed):
            gains = self.market.gains(missed)
            allowed &= (gains > LITTLE) & self._room(costs, others, self.spent, self.spent_on_others)
            if not allowed.any():
                break
            one = int(np.argmax(np.where(allowed, gains / weights, -1.0)))
            self.take(one)
            allowed[one] = False
            missed = missed * (1 - self.market.chances[one])
        return self

    def mend(self, free: Sequence[int], kept: Collection[int] = ()) -> Self:
        """Changes one for another as long as that adds reach, and fills up with what money was left by it."""
        costs, others = self._costs()
        may_come = np.zeros(len(self.offers), dtype=bool)
        may_come[list(free)] = True
        for _ in range(CHANGES):
            best: tuple[float, int, int] | None = None
            out = may_come.copy()
            out[self.chosen] = False
            for gone in [one for one in self.chosen if one not in self.limits.locked and one not in kept]:
                gains = self.market.gains(self.market.missed([one for one in self.chosen if one != gone]))
                of_others = 0 if self.offers[gone].is_koc else self.offers[gone].cost
                room = self._room(costs, others, self.spent - self.offers[gone].cost, self.spent_on_others - of_others)
                more = np.where(out & room, gains - gains[gone], 0.0)
                come = int(np.argmax(more))
                if more[come] > max(LITTLE, best[0] if best else 0.0):
                    best = (float(more[come]), gone, come)
            if best is None:
                break
            chosen = [*(one for one in self.chosen if one != best[1]), best[2]]
            self.chosen, self.spent, self.spent_on_others = [], 0, 0
            for one in chosen:
                self.take(one)
            self.fill(free, power=1.0)
        return self

    def _costs(self) -> tuple[Values, NDArray[np.bool_]]:
        costs = np.array([offer.cost for offer in self.offers], dtype=np.float64)
        return costs, np.array([not offer.is_koc for offer in self.offers], dtype=bool)

    def _room(self, costs: Values, others: NDArray[np.bool_], spent: int, on_others: int) -> NDArray[np.bool_]:
        within = ~others | (on_others + costs <= self.limits.for_others + LITTLE)
        fits: NDArray[np.bool_] = (spent + costs <= self.limits.budget) & within
        return fits
