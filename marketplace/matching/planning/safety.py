"""Which of several mixes is best without often reaching less than a simpler way would.

How many readers each creator has is drawn as far as it is not known, and each draw is looked at by each curve. A mix
that expects a little more from figures that may be wrong reaches less than a simpler one in many draws; then one of
which less is expected is taken, if it hardly ever does.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from marketplace.matching.exposure.chance import generator_of
from marketplace.matching.planning.reach import Market

DRAWS = 200
RISK = 0.05
"""In so many cases at most a mix may reach less than a simpler way."""


def safest(market: Market, mixes: Sequence[Sequence[int]], simpler: Sequence[Sequence[int]], most: int) -> int:
    """The place of the mix that is taken; `most` is the one of which most is expected."""
    if not simpler:
        return most
    factors = np.exp(
        generator_of("safety", len(market.doubts)).normal(size=(DRAWS, len(market.doubts))) * market.doubts
    )
    beside = np.max([market.reached(mix, factors[:, list(mix)]) for mix in simpler], axis=0)
    risks, means = [], []
    for mix in mixes:
        reached = market.reached(mix, factors[:, list(mix)])
        risks.append(float((reached < beside * (1 - 1e-9)).mean()))
        means.append(float(reached.mean()))
    if risks[most] <= RISK:
        return most
    least = max(RISK, min(risks))
    return max((one for one in range(len(mixes)) if risks[one] <= least), key=lambda one: means[one])
