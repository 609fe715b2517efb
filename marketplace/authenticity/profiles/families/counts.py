"""Likes, comments, saves, shares and reads: whether they belong together, and to an audience of this size."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marketplace.authenticity.profiles.expected import Usual, usual_on
from marketplace.authenticity.profiles.profile import Post, Profile
from marketplace.authenticity.profiles.signs import Family, Sign, behind, rarity

LATEST = 200
ENOUGH = 3
ENOUGH_TO_COMPARE = 8
LIKES_FOR_A_RATIO = 5

Numbers = npt.NDArray[np.float64]
Measured = tuple[float, int]
"""A value and the posts behind it."""


@dataclass(frozen=True)
class Counts:
    """What is compared: the posts whose likes are known, the followers, and the platform's usual reactions."""

    posts: Sequence[Post]
    followers: float | None
    usual: Usual

    def complete(self) -> Sequence[Post]:
        """The posts of which all reactions are known that are usual on the platform."""
        return [post for post in self.posts if all(getattr(post, each) is not None for each in self.usual.reactions)]

    def likes(self, posts: Sequence[Post]) -> Numbers:
        """The likes of posts."""
        return np.array([post.likes or 0.0 for post in posts])

    def reactions(self, posts: Sequence[Post]) -> Numbers:
        """All other usual reactions to posts."""
        return np.array([sum(getattr(post, each) for each in self.usual.reactions) for post in posts], dtype=float)


def _ratio(count: str) -> Callable[[Counts], Measured | None]:
    def measured(counts: Counts) -> Measured | None:
        known = [(getattr(post, count), post.likes or 0.0) for post in counts.posts if getattr(post, count) is not None]
        likes = sum(liked for _, liked in known)
        if len(known) < ENOUGH or likes < LIKES_FOR_A_RATIO * len(known):
            return None
        return (sum(value for value, _ in known) + 0.5) / likes, len(known)

    return measured


def _engagement(counts: Counts) -> Measured | None:
    posts = counts.complete()
    if not counts.followers or len(posts) < ENOUGH:
        return None
    middle = float(np.median(counts.likes(posts) + counts.reactions(posts)))
    return (middle + 0.5) / math.sqrt(counts.followers + 10), len(posts)


def _spread(counts: Counts) -> Measured | None:
    likes = counts.likes(counts.posts)
    return (float(np.log1p(likes).std()), len(likes)) if _enough(likes) else None


def _floor(counts: Counts) -> Measured | None:
    likes = counts.likes(counts.posts)
    return (float((np.quantile(likes, 0.1) + 1) / (np.median(likes) + 1)), len(likes)) if _enough(likes) else None


def _follow(counts: Counts) -> Measured | None:
    posts = counts.complete()
    likes, reactions = counts.likes(posts), counts.reactions(posts)
    if not _enough(likes) or not reactions.any():
        return None
    return _rank_correlation(likes, reactions), len(posts)


def _gap(counts: Counts) -> Measured | None:
    posts = counts.complete()
    likes, reactions = counts.likes(posts), counts.reactions(posts)
    if not _enough(likes) or not reactions.any():
        return None
    return float(np.log((reactions + 1) / (likes + 1)).std()), len(posts)


_RARE = 2.5
"""What is taken off signs that bought likes would hide: they have to be rarer than one in sixty to say anything."""

_HIDDEN_BY_LIKES = frozenset({
    "engagement_low", "saves_high", "comments_high", "shares_high", "reads_high", "likes_flat", "likes_floor",
})  # fmt: skip

_BY_CHANCE = {"likes_follow": 1.0, "likes_spread": 0.7, "likes_floor": 1.2, "ratio_gap": 0.5}
"""The standard error of a measure over one post; of n posts it is the n-th root of it."""

# Name, measure, how it is measured, whether low values are suspicious, and the most it may weigh.
_SIGNS: tuple[tuple[str, str, Callable[[Counts], Measured | None], bool, float], ...] = (
    ("engagement_low", "engagement", _engagement, True, 2.0),
    ("engagement_high", "engagement", _engagement, False, 3.0),
    ("saves_low", "saves_per_like", _ratio("saves"), True, 3.0),
    ("saves_high", "saves_per_like", _ratio("saves"), False, 2.5),
    ("comments_low", "comments_per_like", _ratio("comments"), True, 3.0),
    ("comments_high", "comments_per_like", _ratio("comments"), False, 3.0),
    ("shares_low", "shares_per_like", _ratio("shares"), True, 2.0),
    ("shares_high", "shares_per_like", _ratio("shares"), False, 2.0),
    ("reads_low", "reads_per_like", _ratio("reads"), True, 3.0),
    ("reads_high", "reads_per_like", _ratio("reads"), False, 3.0),
    ("likes_flat", "likes_spread", _spread, True, 2.5),
    ("likes_floor", "likes_floor", _floor, False, 1.5),
    ("likes_apart", "likes_follow", _follow, True, 2.0),
    ("some_posts_only_liked", "ratio_gap", _gap, False, 3.0),
)  # fmt: skip


def signs_of_counts(profile: Profile) -> list[Sign]:
    """What the counts say. Where the platform is not known, a sign weighs what it does on the kindest one."""
    posts = [post for post in profile.posts if post.likes is not None][-LATEST:]
    if len(posts) < ENOUGH:
        return []
    found = [_found(Counts(posts, profile.followers, usual)) for usual in usual_on(profile.platform)]
    names = set.intersection(*(set(each) for each in found))
    return [min((each[name] for each in found), key=lambda sign: sign.weight) for name in sorted(names)]


def _found(counts: Counts) -> dict[str, Sign]:
    found = {}
    for name, measure, measured, low, most in _SIGNS:
        seen = measured(counts)
        if seen is not None:
            value, count = seen
            chance = _BY_CHANCE.get(measure, 0.0) / math.sqrt(count)
            beyond = counts.usual.beyond(measure, value, low=low, chance=chance)
            rare = rarity(beyond) - (_RARE if name in _HIDDEN_BY_LIKES else 0)
            weight = min(most, max(0.0, rare)) * behind(count)
            found[name] = Sign(name, Family.COUNTS, value, count, weight)
    return found


def _enough(likes: Numbers) -> bool:
    return len(likes) >= ENOUGH_TO_COMPARE and float(np.median(likes)) >= LIKES_FOR_A_RATIO


def _rank_correlation(one: Numbers, other: Numbers) -> float:
    first, second = _ranks(one), _ranks(other)
    if min(first.std(), second.std()) == 0:
        return 1.0
    return float(np.corrcoef(first, second)[0, 1])


def _ranks(values: Numbers) -> Numbers:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Numbers = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return ranks
