"""Reach that counts nobody twice.

An audience is made of segments: people who speak one language and care for one niche. Within a segment a post of a
creator reaches each person with the same chance, whoever else has reached them, so several posts reach

    N · (1 − Π (1 − readers / N))

of its N people. How many people a segment has follows from the market itself: its followers there, over how many
creators of one segment a person usually follows.

How far audiences overlap is not known, so a market holds three such curves, and what is believed is their mean:
everybody of a segment is alike; some read often and some seldom, so that the same people are reached again; and
everybody of a language is one audience, whatever the niche.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Segment = tuple[str, str]
"""A language and a niche; an empty word where it is not known."""

FOLLOWED = 3.0
"""How many creators of one segment a person follows who follows any (ours)."""

FOLLOWED_OF_ALL = 9.0
"""The same where all niches of a language are one audience (ours)."""

LARGEST_CHANCE = 0.5
"""No single post reaches more of a segment than this."""

KINDS = ((0.5, 1.5), (0.5, 0.5))
"""Shares of people, and how much they read against the mean: half of them do three quarters of the reading (ours)."""


@dataclass(frozen=True)
class Audience:
    """How many readers a creator's post is expected to have, how many follow them, and of which segments they are."""

    readers: float
    followers: float
    segments: Mapping[Segment, float]  # shares, together 1
    doubt: float = 0.0  # standard deviation of the logarithm of the readers, for what is not known of the creator


@dataclass(frozen=True)
class Market:
    """Segments with their sizes, and the chance that somebody of a segment is reached by a creator.

    Each curve counts for its part: the sizes of its segments are divided by how many curves there are.
    """

    sizes: Values  # people
    chances: Values  # creators × segments
    curves: NDArray[np.int64]  # of each segment, to which curve it belongs
    doubts: Values  # of each creator

    @classmethod
    def of(cls, audiences: Sequence[Audience]) -> Self:
        """The market in which these creators are, as the mean of three curves."""
        alike = _segments(audiences, lambda segment: segment, FOLLOWED)
        of_kinds = _kinds(*alike)
        of_language = _kinds(*_segments(audiences, lambda segment: (segment[0], ""), FOLLOWED_OF_ALL))
        curves = (alike, of_kinds, of_language)
        return cls(
            np.concatenate([sizes for sizes, _ in curves]) / len(curves),
            np.concatenate([chances for _, chances in curves], axis=1),
            np.repeat(np.arange(len(curves)), [len(sizes) for sizes, _ in curves]),
            np.array([audience.doubt for audience in audiences], dtype=np.float64),
        )

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

    def reached(self, chosen: Sequence[int], factors: Values) -> Values:
        """People reached when readers are so many times what is expected: draws × curves for factors draws × chosen."""
        missed = np.ones((len(factors), len(self.sizes)))
        for place, one in enumerate(chosen):
            missed *= 1 - np.minimum(1.0, factors[:, [place]] * self.chances[one])
        people = self.sizes * (1 - missed)
        count = int(self.curves.max(initial=0)) + 1
        return np.stack([people[:, self.curves == curve].sum(axis=1) * count for curve in range(count)], axis=1)

    def alone(self) -> Values:
        """How many people each creator reaches alone."""
        return self.gains(self.sizes)


def _segments(
    audiences: Sequence[Audience], place: Callable[[Segment], Segment], followed: float
) -> tuple[Values, Values]:
    """Sizes of segments, and chances by creator and segment; `place` says which segments are one."""
    segments = sorted({place(segment) for audience in audiences for segment in audience.segments})
    column = {segment: number for number, segment in enumerate(segments)}
    readers, followers = np.zeros((len(audiences), len(segments))), np.zeros(len(segments))
    for row, audience in enumerate(audiences):
        for segment, share in audience.segments.items():
            readers[row, column[place(segment)]] += audience.readers * share
            followers[column[place(segment)]] += audience.followers * share
    sizes = np.maximum(followers / followed, readers.max(axis=0, initial=0.0) / LARGEST_CHANCE)
    sizes = np.maximum(sizes, 1.0)
    return sizes, readers / sizes


def _kinds(sizes: Values, chances: Values) -> tuple[Values, Values]:
    """Each segment once for each kind of people."""
    return (
        np.concatenate([sizes * share for share, _ in KINDS]),
        np.concatenate([chances * reads for _, reads in KINDS], axis=1),
    )
