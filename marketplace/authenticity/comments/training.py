"""Learns from labelled comments: a logistic regression drawn towards the weights set by hand. No chance is in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from marketplace.authenticity.comments.comment import Comment
from marketplace.authenticity.comments.features import HASHED, MEASURED, Seen, said_signs, seen_of, sign_names
from marketplace.authenticity.comments.model import Weights

GRAMS_HELD = 0.3
"""How strongly the weight of a gram is drawn to 0, as the precision of a normal prior."""

SIGNS_HELD = 1.0
"""How strongly the weight of a sign is drawn to the one set by hand."""

_ROUNDS = 60
_CLOSE = 1e-6

Numbers = npt.NDArray[np.float64]


def trained(comments: Sequence[Comment], is_spam: Sequence[bool]) -> Weights:
    """The weights that these comments teach. Signs in languages that are not among them keep their own."""
    return trained_on(seen_of(comments), is_spam)


def trained_on(seen: Sequence[Seen], is_spam: Sequence[bool]) -> Weights:
    """The weights that comments teach whose features are known."""
    begun = np.array([*(sign.weight for sign in said_signs()), *(weight for weight, _ in MEASURED.values())])
    moves = np.array([*(sign.trained for sign in said_signs()), *(True for _ in MEASURED)])
    signs = np.array([each.signs for each in seen])
    grams = np.zeros((len(seen), HASHED), dtype=np.float32)
    for at, each in enumerate(seen):
        grams[at, list(each.grams)] = list(each.grams.values())
    moved = signs * moves
    likeness = (grams @ grams.T).astype(np.float64) / GRAMS_HELD + moved @ moved.T / SIGNS_HELD
    pulls, begins_at = _solved(likeness, signs @ begun, np.asarray(is_spam, dtype=np.float64))
    learned = begun + moves * (signs.T @ pulls) / SIGNS_HELD
    return Weights(
        begins_at=float(begins_at),
        signs=dict(zip(sign_names(), map(float, learned), strict=True)),
        grams=(grams.T @ pulls.astype(np.float32) / GRAMS_HELD).astype(np.float16),
    )


def _solved(likeness: Numbers, already: Numbers, wanted: Numbers) -> tuple[Numbers, float]:
    """How much each comment pulls, and the intercept: Newton's steps in the dual, as rows are fewer than grams."""
    count = len(wanted)
    pulls, begins_at = np.zeros(count), 0.0
    for _ in range(_ROUNDS):
        log_odds = already + likeness @ pulls + begins_at
        p = 1 / (1 + np.exp(-log_odds))
        certain = np.maximum(p * (1 - p), 1e-6)
        aim = log_odds + (wanted - p) / certain - already
        system = np.block(
            [[likeness + np.diag(1 / certain), np.ones((count, 1))], [np.ones((1, count)), np.zeros((1, 1))]]
        )
        solved = np.linalg.solve(system, np.append(aim, 0.0))
        moved = float(np.abs(solved[:-1] - pulls).max())
        pulls, begins_at = solved[:-1], float(solved[-1])
        if moved < _CLOSE:
            break
    return pulls, begins_at
