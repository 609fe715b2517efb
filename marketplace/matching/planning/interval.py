"""How far the reach of a mix may fall from what is expected: many draws of how well each post does, by each curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from marketplace.matching.exposure.chance import generator_of
from marketplace.matching.planning.reach import Market
from marketplace.matching.planning.readers import SPREAD_OF_POSTS

DRAWS = 1000
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Interval:
    """Nine times of ten the reach lies between; people."""

    low: float
    middle: float
    high: float


def interval_of(market: Market, chosen: Sequence[int], spreads: Sequence[float], *, key: str) -> Interval:
    """The interval of the reach of these creators, with the spread of the logarithm of each one's readers."""
    if not chosen:
        return Interval(0.0, 0.0, 0.0)
    drawn = generator_of(key, "reach").normal(size=(DRAWS, len(chosen))) * np.asarray(spreads)
    factors = np.exp(drawn - SPREAD_OF_POSTS**2 / 2)  # around the usual post, of which the expected one is the mean
    low, middle, high = np.quantile(market.reached(chosen, factors), [LOW, 0.5, HIGH])
    return Interval(float(low), float(middle), float(high))
