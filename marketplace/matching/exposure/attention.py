"""How much attention a place on a list gets, and how evenly attention is spread."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np


def attention_at(place: int) -> float:
    """The attention that a place gets, 1 for the first: 1 / log2(1 + place).

    Raises ValueError for a place before the first.
    """
    if place < 1:
        raise ValueError("places are counted from 1")
    return 1 / math.log2(1 + place)


def share_of_attention(places: Collection[int], listed: int) -> float:
    """The share of a list's attention, 0-1, that these places get; 0 for an empty list."""
    total = sum(attention_at(place) for place in range(1, listed + 1))
    return sum(attention_at(place) for place in places) / total if total else 0.0


def gini(amounts: Sequence[float]) -> float:
    """How unevenly something is spread, 0 (all have the same) to almost 1 (one has all); 0 when nobody has any."""
    if not len(amounts):
        return 0.0
    ordered = np.sort(np.asarray(amounts, dtype=np.float64))
    total = float(ordered.sum())
    if total <= 0:
        return 0.0
    count = len(ordered)
    places = np.arange(1, count + 1)
    return float((2 * places - count - 1) @ ordered) / (count * total)
