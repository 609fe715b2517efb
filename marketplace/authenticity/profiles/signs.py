"""A sign against a creator, and the shapes by which a value becomes a weight. Every shape rises in one direction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from marketplace.authenticity.profiles.words import WORDS

SHRINK = 6
"""How many observations make a sign count half."""

STRONGEST = 4.0
"""No family counts for more, in natural log-odds."""


class Family(StrEnum):
    """Kinds of evidence. Two signs of one kind say the same thing twice, so only the larger counts."""

    GROWTH = "growth"
    COUNTS = "counts"
    COMMENTS = "comments"
    AUDIENCE = "audience"
    CONTENT = "content"
    GRAPH = "graph"


@dataclass(frozen=True)
class Sign:
    """Something seen of a creator: its value, what stands behind it, and how much it weighs (natural log-odds)."""

    name: str
    family: Family
    value: float
    observations: int
    weight: float

    @property
    def says(self) -> str:
        """What it says when it stands out; English, to be translated where it is shown."""
        return WORDS[self.name].says


def ramp(value: float, begins: float, full: float) -> float:
    """0 up to where a value begins to be suspicious, 1 from where it is fully so, straight between.

    With `begins` above `full`, small values are the suspicious ones.
    """
    return min(1.0, max(0.0, (value - begins) / (full - begins)))


def behind(observations: float) -> float:
    """How much a value can be relied on, 0-1, by the observations behind it."""
    return observations / (observations + SHRINK)


UNUSUAL = 0.2
"""A tail that one creator in five is in says nothing."""


def rarity(z: float) -> float:
    """How much rarer than usual a value is, so many standard deviations into its suspicious tail; at least 0."""
    tail = 0.5 * math.erfc(z / math.sqrt(2))
    return max(0.0, math.log(UNUSUAL / max(tail, 1e-6)))
