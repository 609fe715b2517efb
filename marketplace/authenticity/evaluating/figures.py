"""What errors are measured in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def auc(score: Numbers, is_bad: Flags) -> float:
    """How often a bad one has a higher score than a good one, 0-1; equal ones count half. NaN without one of both."""
    bad = int(is_bad.sum())
    good = len(is_bad) - bad
    if not bad or not good:
        return float("nan")
    _, places, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return float((ranks[is_bad].sum() - bad * (bad + 1) / 2) / bad / good)


def brier(p: Numbers, is_bad: Flags) -> float:
    """The mean squared error of a probability."""
    return float(((p - is_bad) ** 2).mean())


def calibration_error(p: Numbers, is_bad: Flags, bins: int = 10) -> float:
    """How far probabilities lie from what happened, on average over bins of equal width."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    apart = [abs(p[which == each].mean() - is_bad[which == each].mean()) * (which == each).sum() for each in set(which)]
    return float(sum(apart) / len(p))


def interval(
    measure: Callable[[npt.NDArray[np.int64]], float], groups: Sequence[object], seed: int, rounds: int = 500
) -> tuple[float, float]:
    """The 95 % bootstrap interval of a measure that takes places; what is of one group is drawn together."""
    chance = np.random.default_rng(seed)
    names = sorted(set(groups), key=str)
    places = {name: np.flatnonzero([each == name for each in groups]) for name in names}
    found = []
    for _ in range(rounds):
        drawn = chance.integers(len(names), size=len(names))
        found.append(measure(np.concatenate([places[names[int(each)]] for each in drawn])))
    kept = np.array([each for each in found if np.isfinite(each)])
    low, high = np.quantile(kept, [0.025, 0.975]) if len(kept) else (float("nan"), float("nan"))
    return float(low), float(high)
