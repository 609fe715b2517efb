"""What no mix within the limits can reach more than, whoever finds it.

When creators may be taken in part, reach is N · (1 − exp(Σ share · ln(1 − chance))) in each segment: it bends downwards
everywhere and agrees with the true reach for whole creators. So at any point its tangent lies above all mixes, and the
most that the tangent allows within the limits is a bound. The point is moved to where that is least (Frank and Wolfe).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from marketplace.matching.planning.limits import Limits, Offer
from marketplace.matching.planning.reach import Market, Values

STEPS = 60
"""So often the point is moved; more makes the bound a little less loose, never wrong."""

PRICES = 101


def bound_of(
    market: Market, offers: Sequence[Offer], limits: Limits, free: Sequence[int], begin: Sequence[int]
) -> float:
    """People whom no mix of those who are free, beside those who are locked, reaches more than."""
    logs = np.log1p(-market.chances)
    costs = np.array([offers[one].cost for one in free], dtype=np.float64)
    others = np.array([not offers[one].is_koc for one in free], dtype=bool)
    money = float(limits.budget - sum(offers[one].cost for one in limits.locked))
    places = max(0, limits.places - len(limits.locked))
    fixed = logs[sorted(limits.locked)].sum(axis=0)
    part = np.isin(np.array(free, dtype=np.int64), np.array(begin, dtype=np.int64)).astype(np.float64)
    least = float("inf")
    for step in range(STEPS):
        missed = market.sizes * np.exp(fixed + part @ logs[list(free)])
        slopes = -logs[list(free)] @ missed
        most, better = _at_most(slopes, costs, money, places)
        most = min(most, _in_part(slopes, costs, others, money, limits.for_others))
        least = min(least, float(market.sizes.sum() - missed.sum()) + most - float(slopes @ part))
        part = part + (better - part) * 2 / (step + 3)
    return float(least)


def _at_most(gains: Values, costs: Values, money: float, places: int) -> tuple[float, Values]:
    """What so much money and so many places add at most, and who would about do so.

    Whatever money is taken to be worth, the best places beyond their price and the worth of all the money are a bound;
    the least of them is taken.
    """
    taken = np.zeros(len(gains))
    if not len(gains) or not places:
        return 0.0, taken
    worths = np.concatenate([[0.0], np.quantile(gains / costs, np.linspace(0, 1, PRICES))])
    beyond = np.maximum(0.0, gains - worths[:, None] * costs)
    bounds = np.sort(beyond, axis=1)[:, ::-1][:, :places].sum(axis=1) + worths * money
    best = int(np.argmin(bounds))
    for one in np.argsort(-(gains - worths[best] * costs), kind="stable")[:places]:
        if costs[one] <= money:
            taken[one] = 1.0
            money -= costs[one]
    return float(bounds[best]), taken


def _in_part(gains: Values, costs: Values, others: NDArray[np.bool_], money: float, for_others: float) -> float:
    """What so much money adds at most, of which so much may go to others than KOCs, when people are taken in part."""
    added = 0.0
    for one in np.argsort(-gains / costs) if len(gains) else ():
        part = max(0.0, min(1.0, money / costs[one], for_others / costs[one] if others[one] else 1.0))
        added += part * float(gains[one])
        money -= part * costs[one]
        for_others -= part * costs[one] if others[one] else 0.0
    return added
