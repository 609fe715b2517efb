"""NDCG, the share of right answers, and how sure a difference is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

DRAWS = 10_000
CUT = 10


def ndcg(scores: Scores, gains: Scores, cut: int = CUT) -> float:
    """NDCG at `cut` with linear gains. Among equal scores the first of the file is taken first."""
    order = np.argsort(-scores, kind="stable")[:cut]
    worth = 1 / np.log2(np.arange(2, len(order) + 2))
    best = float((np.sort(gains)[::-1][:cut] * worth).sum())
    return float((gains[order] * worth).sum()) / best if best else 0.0


@dataclass(frozen=True)
class Difference:
    """How much better the first is in the mean, with the middle 95 % of the draws, and the one-sided p."""

    mean: float
    low: float
    high: float
    p: float


def compared(ours: Sequence[float], theirs: Sequence[float], seed: int = 1) -> Difference:
    """A paired bootstrap over briefs: the same briefs are drawn for both."""
    apart = np.array(ours) - np.array(theirs)
    chance = np.random.default_rng(seed)
    draws = apart[chance.integers(len(apart), size=(DRAWS, len(apart)))].mean(axis=1)
    return _difference(float(apart.mean()), draws)


def compared_together(tasks: Sequence[tuple[Sequence[float], Sequence[float]]], seed: int = 1) -> Difference:
    """The mean over tasks, each of which counts the same; briefs are drawn within their tasks."""
    chance = np.random.default_rng(seed)
    means, draws = [], np.zeros(DRAWS)
    for ours, theirs in tasks:
        apart = np.array(ours) - np.array(theirs)
        means.append(float(apart.mean()))
        draws += apart[chance.integers(len(apart), size=(DRAWS, len(apart)))].mean(axis=1)
    return _difference(float(np.mean(means)), draws / len(tasks))


def _difference(mean: float, draws: Scores) -> Difference:
    low, high = np.quantile(draws, [0.025, 0.975])
    return Difference(mean, float(low), float(high), float((np.sum(draws <= 0) + 1) / (len(draws) + 1)))


def right(given: Sequence[str], true: Sequence[str]) -> tuple[float, float]:
    """Accuracy and macro-F1."""
    said, meant = np.array(given), np.array(true)
    f1 = [
        2 * float(np.sum((said == each) & (meant == each))) / float(np.sum(said == each) + np.sum(meant == each))
        for each in sorted(set(true))
    ]
    return float(np.mean(said == meant)), float(np.mean(f1))
