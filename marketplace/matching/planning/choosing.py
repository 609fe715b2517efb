"""Which creators to book: the best of three greedy ways, mended by single changes, and a bound nobody can pass.

Reach has diminishing returns, so greedy ways are provably near the best. By what a creator adds for the money is best
while money is short, by what they add is best while places are short, and one large creator can beat both. From the
best of the three on, single changes are made as long as they add reach. How far the best possible mix could be above is
printed (`bound.py`).
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from marketplace.matching.planning.bound import bound_of
from marketplace.matching.planning.limits import Limits, LockedTooDear, Offer
from marketplace.matching.planning.reach import Market

LITTLE = 1e-9
CHANGES = 100
"""So many changes of one for another at most."""


class Way(StrEnum):
    """How a mix was found."""

    FOR_MONEY = "for_money"
    BY_GAIN = "by_gain"
    SINGLE = "single"


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


@dataclass
class _Basket:
    market: Market
    offers: Sequence[Offer]
    limits: Limits
    chosen: list[int] = field(default_factory=list)
    spent: int = 0
    spent_on_others: int = 0

    def take(self, one: int) -> None:
        self.chosen.append(one)
        self.spent += self.offers[one].cost
        self.spent_on_others += 0 if self.offers[one].is_koc else self.offers[one].cost

    def has_room_for(self, one: int, *, without: int | None = None) -> bool:
        gone = self.offers[without] if without is not None else None
        cost, places = self.offers[one].cost, len(self.chosen) - (gone is not None)
        spent = self.spent - (gone.cost if gone else 0)
        others = self.spent_on_others - (gone.cost if gone and not gone.is_koc else 0)
        fits_others = self.offers[one].is_koc or others + cost <= self.limits.for_others + LITTLE
        return places < self.limits.places and spent + cost <= self.limits.budget and fits_others


def choose(market: Market, offers: Sequence[Offer], limits: Limits) -> Mix:
    """The best mix found within the limits. Raises LockedTooDear."""
    free = [one for one in range(len(offers)) if one not in limits.excluded and one not in limits.locked]
    found = [
        (Way.FOR_MONEY, _greedy(market, offers, limits, free, for_money=True)),
        (Way.BY_GAIN, _greedy(market, offers, limits, free, for_money=False)),
        (Way.SINGLE, _single(market, offers, limits, free)),
    ]
    way, best = max(found, key=lambda row: (round(market.reach(row[1].chosen), 6), -row[1].spent))
    _change(best, free)
    mix = measured(market, offers, best.chosen, way)
    bound = bound_of(market, offers, limits, free, best.chosen)
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
    """Who is taken when creators are taken in an order as long as there is money and room, as a person would do."""
    basket = _Basket(_NOBODY, offers, limits)
    for one in order:
        if one not in limits.excluded and basket.has_room_for(one):
            basket.take(one)
    return basket.chosen


def _begun(market: Market, offers: Sequence[Offer], limits: Limits) -> _Basket:
    basket = _Basket(market, offers, limits)
    for one in sorted(limits.locked - limits.excluded):
        basket.take(one)
    if basket.spent > limits.budget or len(basket.chosen) > limits.places:
        raise LockedTooDear
    return basket


def _greedy(
    market: Market, offers: Sequence[Offer], limits: Limits, free: Sequence[int], *, for_money: bool
) -> _Basket:
    """Lazily: what somebody adds can only shrink, so only the one on top is looked at again."""
    basket = _begun(market, offers, limits)
    return _fill(basket, free, for_money=for_money)


def _fill(basket: _Basket, free: Collection[int], *, for_money: bool) -> _Basket:
    offers, market = basket.offers, basket.market
    missed = market.missed(basket.chosen)
    worth = market.gains(missed)
    price = {one: max(1, offers[one].cost) if for_money else 1 for one in free}
    waiting = [(-float(worth[one]) / price[one], one, len(basket.chosen)) for one in free]
    heapq.heapify(waiting)
    while waiting and len(basket.chosen) < basket.limits.places:
        _, one, at = heapq.heappop(waiting)
        if not basket.has_room_for(one):
            continue
        if at != len(basket.chosen):
            gain = float(market.chances[one] @ missed)
            heapq.heappush(waiting, (-gain / price[one], one, len(basket.chosen)))
            continue
        if float(market.chances[one] @ missed) <= LITTLE:
            break
        basket.take(one)
        missed = missed * (1 - market.chances[one])
    return basket


def _single(market: Market, offers: Sequence[Offer], limits: Limits, free: Sequence[int]) -> _Basket:
    """The one who adds most, and then whoever adds most for what money is left."""
    basket = _begun(market, offers, limits)
    gains = market.gains(market.missed(basket.chosen))
    possible = [one for one in free if basket.has_room_for(one)]
    if possible:
        best = max(possible, key=lambda one: (gains[one], -offers[one].cost, -one))
        basket.take(best)
        _fill(basket, [one for one in free if one != best], for_money=True)
    return basket


def _change(basket: _Basket, free: Sequence[int]) -> None:
    """Changes one for another as long as that adds reach; then fills what money was left by it."""
    market, locked = basket.market, basket.limits.locked
    for _ in range(CHANGES):
        best: tuple[float, int, int] | None = None
        for gone in [one for one in basket.chosen if one not in locked]:
            missed = market.missed([one for one in basket.chosen if one != gone])
            gains = market.gains(missed)
            possible = [
                one for one in free if one not in basket.chosen and gains[one] > gains[gone] + LITTLE
                and basket.has_room_for(one, without=gone)
            ]  # fmt: skip
            if possible:
                come = max(possible, key=lambda one: (gains[one], -basket.offers[one].cost))
                if best is None or gains[come] - gains[gone] > best[0]:
                    best = (float(gains[come] - gains[gone]), gone, come)
        if best is None:
            return
        kept = [one for one in basket.chosen if one != best[1]]
        basket.chosen, basket.spent, basket.spent_on_others = [], 0, 0
        for one in (*kept, best[2]):
            basket.take(one)
        _fill(basket, [one for one in free if one not in basket.chosen], for_money=True)


_NOBODY = Market(np.ones(0), np.ones((0, 0)))
