"""What can be measured of a channel, and what each measure may be a sign of. Values in, values out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median, pstdev

from marketplace.base.text import N_
from marketplace.creators.figures import PostCounts

SIZE_POWER = 0.5
"""Reactions grow with the square root of the followers: 21, 46 and 78 a post at 500, 2 000 and 6 500 of them."""

LIKES_FOR_A_RATIO = 5
POSTS_FOR_A_RATIO = 3

FIGURES_COUNT_AS = 6
"""How many observations one line of the platform's own figures counts as."""


class Family(StrEnum):
    """Kinds of evidence. Two signs of one kind say the same thing twice, so only the larger counts."""

    COUNTS = "counts"
    COMMENTS = "comments"
    AUDIENCE = "audience"
    CONTENT = "content"


class Suspicious(StrEnum):
    """On which end of its peers a value is a sign."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True)
class Observed:
    """A measured value and how many observations stand behind it."""

    value: float
    count: int


@dataclass(frozen=True)
class ChannelFacts:
    """What is known of a channel: its newest figures and its posts, oldest first."""

    followers: int | None
    active_followers_ratio: float | None
    posts: Sequence[PostCounts]


@dataclass(frozen=True)
class Signal:
    """A sign: what is measured, its family, which end is suspicious, and its words."""

    name: str
    family: Family
    end: Suspicious
    label: str
    says: str  # when it stands out; %(beyond)s is the share of peers that are less striking
    only_below: float = math.inf  # a value above this is no sign, however rare among peers


def engagement(facts: ChannelFacts) -> Observed | None:
    """Median likes, saves and comments of a post for the size of the account."""
    if not facts.posts or not facts.followers:
        return None
    middle = median(post.likes + post.saves + post.comments for post in facts.posts)
    return Observed((middle + 0.5) / (facts.followers + 10) ** SIZE_POWER, len(facts.posts))


def comments_per_like(facts: ChannelFacts) -> Observed | None:
    """Comments for one like, on the median post."""
    return _ratio(facts, lambda post: post.comments)


def saves_per_like(facts: ChannelFacts) -> Observed | None:
    """Saves for one like, on the median post."""
    return _ratio(facts, lambda post: post.saves)


def likes_spread(facts: ChannelFacts) -> Observed | None:
    """How much the likes of a post vary, as the standard deviation of their logarithm; about 1.2 is usual."""
    if len(facts.posts) < 5:
        return None
    return Observed(pstdev(math.log1p(post.likes) for post in facts.posts), len(facts.posts))


def rhythm_spread(facts: ChannelFacts) -> Observed | None:
    """How much the time between posts varies, as standard deviation over mean; a clock has 0."""
    times = sorted(post.published_at for post in facts.posts)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    if len(gaps) < 5 or not sum(gaps):
        return None
    return Observed(pstdev(gaps) / (sum(gaps) / len(gaps)), len(gaps))


def active_followers(facts: ChannelFacts) -> Observed | None:
    """The share of followers whom the platform calls active."""
    if facts.active_followers_ratio is None:
        return None
    return Observed(facts.active_followers_ratio, FIGURES_COUNT_AS)


MEASURES: Mapping[str, Callable[[ChannelFacts], Observed | None]] = {
    "engagement": engagement,
    "comments_per_like": comments_per_like,
    "saves_per_like": saves_per_like,
    "likes_spread": likes_spread,
    "rhythm_spread": rhythm_spread,
    "active_followers": active_followers,
}

SIGNALS: Mapping[str, tuple[str, Signal]] = {
    "engagement_low": (
        "engagement",
        Signal(
            "engagement_low", Family.COUNTS, Suspicious.LOW, N_("Reactions for its size"),
            N_("Fewer reactions than for %(beyond)s of accounts of this size: followers may be bought."),
        ),
    ),
    "engagement_high": (
        "engagement",
        Signal(
            "engagement_high", Family.COUNTS, Suspicious.HIGH, N_("Reactions for its size"),
            N_("More reactions than for %(beyond)s of accounts of this size: some reactions may be bought."),
        ),
    ),
    "comments_low": (
        "comments_per_like",
        Signal(
            "comments_low", Family.COMMENTS, Suspicious.LOW, N_("Comments per like"),
            N_("Fewer comments per like than %(beyond)s of accounts of this size: likes without talk."),
        ),
    ),
    "comments_high": (
        "comments_per_like",
        Signal(
            "comments_high", Family.COMMENTS, Suspicious.HIGH, N_("Comments per like"),
            N_("More comments per like than %(beyond)s of accounts of this size: groups may comment in turn."),
        ),
    ),
    "saves_low": (
        "saves_per_like",
        Signal(
            "saves_low", Family.COUNTS, Suspicious.LOW, N_("Saves per like"),
            N_("Fewer saves per like than %(beyond)s of accounts of this size: likes from people who do not read."),
        ),
    ),
    "likes_flat": (
        "likes_spread",
        Signal(
            "likes_flat", Family.COUNTS, Suspicious.LOW, N_("Variety of likes"),
            N_("Likes vary less from post to post than for %(beyond)s of accounts of this size, as if by order."),
            only_below=0.7,
        ),
    ),
    "rhythm_flat": (
        "rhythm_spread",
        Signal(
            "rhythm_flat", Family.CONTENT, Suspicious.LOW, N_("Rhythm of posting"),
            N_("Posts follow each other more evenly than for %(beyond)s of accounts of this size, like clockwork."),
            only_below=0.5,
        ),
    ),
    "followers_idle": (
        "active_followers",
        Signal(
            "followers_idle", Family.AUDIENCE, Suspicious.LOW, N_("Active followers"),
            N_("A smaller share of active followers than %(beyond)s of accounts of this size."),
        ),
    ),
}  # fmt: skip
"""Sign -> the measure it reads and what it means."""


def measures_of(facts: ChannelFacts) -> dict[str, Observed]:
    """Everything that can be measured; what the facts do not carry is left out."""
    found = {name: measure(facts) for name, measure in MEASURES.items()}
    return {name: observed for name, observed in found.items() if observed is not None}


def _ratio(facts: ChannelFacts, of: Callable[[PostCounts], int]) -> Observed | None:
    # The median post, or one viral post would speak for all others.
    ratios = [of(post) / post.likes for post in facts.posts if post.likes >= LIKES_FOR_A_RATIO]
    return Observed(median(ratios), len(ratios)) if len(ratios) >= POSTS_FOR_A_RATIO else None
