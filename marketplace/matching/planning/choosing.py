"""Which creators to book: the best of several ways, mended by single changes, that simpler ways rarely beat.

Reach has diminishing returns, so greedy ways are provably near the best. By what a creator adds for the money is best
while money is short, by what they add is best while places are short, half and half is best while both are, and one
large creator can beat all. Simpler ways, by score and by followers, are tried too, and what they rest on is kept while
the rest is planned. From each on, single changes are made as long as they add reach. Of what was found, the best is
taken that hardly ever reaches less than a simpler way would, whichever curve holds and however wrong each figure is
(`safety.py`). How far the best possible mix could be above is printed (`bound.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from marketplace.matching.planning.basket import Basket
from marketplace.matching.planning.bound import bound_of
from marketplace.matching.planning.limits import Limits, Offer
from marketplace.matching.planning.reach import Market
from marketplace.matching.planning.safety import safest

BALANCED = 0.5
"""The power of the cost that what a creator adds is divided by, where money and places are both short."""

KEPT = (1, 2, 3, 5, 8)
"""So many of those on whom a simpler way rests most are kept while the rest is planned."""


class Way(StrEnum):
    """How a mix was found."""

    FOR_MONEY = "for_money"
    BY_GAIN = "by_gain"
    BALANCED = "balanced"
    SINGLE = "single"
    SIMPLE = "simple"  # a simpler way, mended
    SURE = "sure"  # less is expected of it than of another, which would too often reach less than a simpler way


@dataclass(frozen=True)
class Mix:
    """A mix: its creators in the order in which they were taken, and what each adds to those before; people."""

    chosen: tuple[int, ...]
    gains: tuple[float, ...]
    cost: int
    way: Way
    bound: float = float("inf")  # no mix within the limits reaches more

    @property
    def reach(self) -> float:
        """People reached together."""
        return sum(self.gains)


def choose(market: Market, offers: Sequence[Offer], limits: Limits, simpler: Sequence[Sequence[int]] = ()) -> Mix:
    """The best mix found within the limits; `simpler` are orders in which people would take. Raises LockedTooDear."""
    free = [one for one in range(len(offers)) if one not in limits.excluded and one not in limits.locked]
    plain = [in_turn(offers, limits, order) for order in simpler]
    found = _planned(market, offers, limits, free)
    found += [row for mix in plain for row in _kept(market, offers, limits, free, mix)]
    mixes = [*(tuple(sorted(basket.chosen)) for _, basket in found), *(tuple(sorted(mix)) for mix in plain)]
    ways = [*(way for way, _ in found), *(Way.SIMPLE for _ in plain)]
    reaches = [market.reach(mix) for mix in mixes]
    most = max(
        range(len(mixes)), key=lambda one: (round(reaches[one], 6), -sum(offers[who].cost for who in mixes[one]))
    )
    taken = safest(market, mixes, plain, most)
    way = ways[taken] if taken == most else Way.SURE
    mix = measured(market, offers, mixes[taken], way)
    bound = bound_of(market, offers, limits, free, mixes[most])
    return Mix(mix.chosen, mix.gains, mix.cost, way, max(bound, mix.reach))


def measured(market: Market, offers: Sequence[Offer], chosen: Sequence[int], way: Way) -> Mix:
    """A mix of these creators, who adds most first, and what each adds to those before."""
    missed, left = market.sizes, list(chosen)
    order, gains = [], []
    while left:
        gain, one = max((float(market.chances[one] @ missed), -one) for one in left)
        order.append(-one)
        gains.append(gain)
        left.remove(-one)
        missed = missed * (1 - market.chances[-one])
    return Mix(tuple(order), tuple(gains), sum(offers[one].cost for one in order), way)


def in_turn(offers: Sequence[Offer], limits: Limits, order: Sequence[int]) -> list[int]:
    """Who is taken when creators are taken in an order as long as there is money and room, as a person would do.

    Raises LockedTooDear.
    """
    return Basket.begun(_NOBODY, offers, limits, order).chosen


def _planned(market: Market, offers: Sequence[Offer], limits: Limits, free: Sequence[int]) -> list[tuple[Way, Basket]]:
    """The greedy ways, each mended."""

    def begun(*first: int) -> Basket:
        return Basket.begun(market, offers, limits, first)

    found = [
        (Way.FOR_MONEY, begun().fill(free, power=1.0)),
        (Way.BY_GAIN, begun().fill(free, power=0.0)),
        (Way.BALANCED, begun().fill(free, power=BALANCED)),
    ]
    gains = market.gains(market.missed(begun().chosen))
    possible = [one for one in free if begun().has_room_for(one)]
    if possible:
        best = max(possible, key=lambda one: (gains[one], -offers[one].cost, -one))
        found.append((Way.SINGLE, begun(best).fill(free, power=1.0)))
    return [(way, basket.mend(free)) for way, basket in found]


def _kept(
    market: Market, offers: Sequence[Offer], limits: Limits, free: Sequence[int], simple: Sequence[int]
) -> list[tuple[Way, Basket]]:
    """A simpler way mended, and once for each number of those who are kept of it: the rest is planned."""
    found = [(Way.SIMPLE, Basket.begun(market, offers, limits, simple).fill(free, power=1.0).mend(free))]
    rests_on = [one for one in measured(market, offers, simple, Way.SIMPLE).chosen if one not in limits.locked]
    for count in KEPT:
        if count <= len(rests_on):
            kept = rests_on[:count]
            for power in (1.0, BALANCED):
                found.append(
                    (Way.SIMPLE, Basket.begun(market, offers, limits, kept).fill(free, power=power).mend(free, kept))
                )
    return found


_NOBODY = Market(np.ones(0), np.ones((0, 0)), np.ones(0, dtype=np.int64), np.ones(0))
