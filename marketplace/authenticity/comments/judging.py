"""The probability that a comment is spam."""

from __future__ import annotations

import math
from collections.abc import Sequence

from marketplace.authenticity.comments.comment import Comment
from marketplace.authenticity.comments.features import Seen, seen_of
from marketplace.authenticity.comments.model import Weights, shipped_weights


def spam_probabilities(comments: Sequence[Comment]) -> list[float]:
    """For each comment how probably it is spam, 0-1; those of one call are compared for what is repeated.

    A comment whose text nobody knows is not held against anybody: it counts as an empty one.
    """
    weights = shipped_weights()
    return [probability(each, weights) for each in seen_of(comments)]


def probability(seen: Seen, weights: Weights) -> float:
    """The probability that these features are those of spam, 0-1."""
    log_odds = weights.begins_at
    log_odds += sum(value * weight for value, weight in zip(seen.signs, weights.signs.values(), strict=True))
    log_odds += sum(value * float(weights.grams[place]) for place, value in seen.grams.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
