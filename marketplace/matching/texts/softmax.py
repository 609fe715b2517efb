"""Multinomial logistic regression, small enough to be read: fitted by accelerated gradient steps, always the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


def softmax(rows: Matrix) -> Matrix:
    """Rows as probabilities."""
    raised = np.exp(rows - rows.max(axis=1, keepdims=True))
    made: Matrix = raised / raised.sum(axis=1, keepdims=True)
    return made


def fitted(rows: Matrix, wanted: Matrix, *, penalty: float, steps: int = 300) -> Matrix:
    """Weights, (dimensions + 1) × classes, the last row the intercepts, which are not penalised.

    `wanted` holds a row of probabilities for each row; `penalty` is that of the squared weights, over twice the rows.
    """
    count = len(rows)
    given = np.hstack([rows, np.ones((count, 1), dtype=np.float32)]).astype(np.float32)
    steepest = 0.5 * _largest(given) / count + penalty / count
    shrink = np.full((given.shape[1], 1), penalty / count, dtype=np.float32)
    shrink[-1] = 0
    weights = ahead = np.zeros((given.shape[1], wanted.shape[1]), dtype=np.float32)
    pace = 1.0
    for _ in range(steps):
        slope = given.T @ (softmax(given @ ahead) - wanted) / count + shrink * ahead
        moved = (ahead - slope / steepest).astype(np.float32)
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = (moved + (pace - 1) / faster * (moved - weights)).astype(np.float32)
        weights, pace = moved, faster
    return weights


def predicted(weights: Matrix, rows: Matrix) -> Matrix:
    """Probabilities, rows × classes."""
    return softmax(rows @ weights[:-1] + weights[-1])


def _largest(rows: Matrix) -> float:
    """A little more than the largest eigenvalue of the rows' squares, by which the steps are kept small enough."""
    along = np.ones(rows.shape[1], dtype=np.float32)
    for _ in range(50):
        along = rows.T @ (rows @ (along / np.linalg.norm(along)))
    return 1.1 * float(np.linalg.norm(along))
