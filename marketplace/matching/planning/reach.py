"""Reach that counts nobody twice.

An audience is made of segments: people who speak one language and care for one niche. Within a segment a post of a
creator reaches each person with the same chance, whoever else has reached them, so several posts reach

    N · (1 − Π (1 − readers / N))

of its N people. How many people a segment has follows from the market itself: its followers there, over how many
creators of one segment a person usually follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Segment = tuple[str, str]
"""A language and a niche; an empty word where it is not known."""

FOLLOWED = 3.0
"""How many creators of one segment a person follows who follows any (ours)."""

LARGEST_CHANCE = 0.5
"""No single post reaches more of a segment than this."""


@dataclass(frozen=True)
class Audience:
    """How many readers a creator's post is expected to have, how many follow them, and of which segments they are."""

    readers: float
    followers: float
    segments: Mapping[Segment, float]  # shares, together 1


@dataclass(frozen=True)
class Market:
    """Segments with their sizes, and the chance that somebody of a segment is reached by a creator."""

    sizes: Values  # people
    chances: Values  # creators × segments

    @classmethod
    def of(cls, audiences: Sequence[Audience]) -> Self:
        """The market in which these creators are."""
        segments = sorted({segment for audience in audiences for segment in audience.segments})
        column = {segment: place for place, segment in enumerate(segments)}
        readers, followers = np.zeros((len(audiences), len(segments))), np.zeros(len(segments))
        for row, audience in enumerate(audiences):
            for segment, share in audience.segments.items():
                readers[row, column[segment]] = audience.readers * share
                followers[column[segment]] += audience.followers * share
        sizes = np.maximum(followers / FOLLOWED, readers.max(axis=0, initial=0.0) / LARGEST_CHANCE)
        sizes = np.maximum(sizes, 1.0)
        return cls(sizes, readers / sizes)

    def reach(self, chosen: Sequence[int]) -> float:
        """How many people these creators reach together."""
        return float(self.sizes.sum() - self.missed(chosen).sum())

    def missed(self, chosen: Sequence[int]) -> Values:
        """How many people of each segment these creators do not reach."""
        made: Values = self.sizes * np.prod(1 - self.chances[list(chosen)], axis=0)
        return made

    def gains(self, missed: Values) -> Values:
        """How many people each creator adds to a mix that misses so many."""
        made: Values = self.chances @ missed
        return made

    def alone(self) -> Values:
        """How many people each creator reaches alone."""
        return self.gains(self.sizes)
