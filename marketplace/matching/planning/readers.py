"""How many people a creator's next post will probably be read by, and how sure that is.

Reads are believed where platforms told them; else they are reckoned from reactions, and else from followers. Few posts
are drawn towards what is usual for the tier: n / (n + 6) of them is believed. Reads are log-normal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.creators.tiers import Tier, tier_of

READS_OF_A_REACTION = 15.0
"""Reads for one like, save or comment, where no platform told the reads (ours)."""

READ_BY: Mapping[Tier, float] = {
    Tier.KOC: 0.50,
    Tier.TAIL: 0.35,
    Tier.LOWER_MID: 0.30,
    Tier.MID: 0.20,
    Tier.HEAD: 0.15,
}
"""The usual reads of a post as a share of the followers, by tier (ours)."""

REACTIONS_OF_A_READ = 1 / READS_OF_A_REACTION
"""How many of a hundred readers react, where it is not known of a creator."""

DRAWN_TOWARDS = 6
"""So many posts weigh as much as what is usual for the tier."""

SPREAD_OF_POSTS = 1.22
"""Standard deviation of the logarithm of one creator's posts, measured on 61 creators: one that flies is normal."""

SPREAD_OF_CREATORS = 1.0
"""The same of creators around what is usual for their tier (ours)."""


@dataclass(frozen=True)
class Readers:
    """The readers of one more post: what is expected, what is usual, and the spread of the logarithm."""

    usual: float  # the median
    spread: float  # of the logarithm, everything that is not known included
    reacting: float  # of one reader, 0-1

    @property
    def expected(self) -> float:
        """The mean: above what is usual, because a few posts fly."""
        return self.usual * math.exp(SPREAD_OF_POSTS**2 / 2)

    @property
    def doubt(self) -> float:
        """The spread of the logarithm of what is expected: what is not known, without the luck of a single post."""
        return math.sqrt(max(0.0, self.spread**2 - SPREAD_OF_POSTS**2))


def readers_of(
    *,
    followers: int | None,
    reads_log_mean: float | None,
    reads_posts: int,
    reactions: float | None,
    posts: int,
) -> Readers | None:
    """What is believed of a creator's next post; none where nothing at all is known.

    `reads_log_mean` is the mean logarithm of the reads of `reads_posts` posts, `reactions` the median of `posts` posts.
    """
    tier = tier_of(followers)
    usual = math.log(max(1.0, READ_BY[tier] * followers)) if tier is not None and followers else None
    seen, count = _seen(reads_log_mean, reads_posts, reactions, posts)
    if seen is None and usual is None:
        return None
    if seen is None or usual is None:
        centre, believed = (usual if seen is None else seen) or 0.0, 0.0 if seen is None else 1.0
    else:
        believed = count / (count + DRAWN_TOWARDS)
        centre = believed * seen + (1 - believed) * usual
    not_known = ((1 - believed) * SPREAD_OF_CREATORS) ** 2 + (believed * SPREAD_OF_POSTS) ** 2 / max(1, count)
    return Readers(math.exp(centre), math.sqrt(SPREAD_OF_POSTS**2 + not_known), _reacting(reads_log_mean, reactions))


def _seen(
    reads_log_mean: float | None, reads_posts: int, reactions: float | None, posts: int
) -> tuple[float | None, int]:
    if reads_log_mean is not None and reads_posts:
        return reads_log_mean, reads_posts
    if reactions is not None and posts:
        return math.log(max(1.0, reactions * READS_OF_A_REACTION)), posts
    return None, 0


def _reacting(reads_log_mean: float | None, reactions: float | None) -> float:
    if reads_log_mean is None or reactions is None:
        return REACTIONS_OF_A_READ
    return min(1.0, max(0.001, reactions / math.exp(reads_log_mean)))
