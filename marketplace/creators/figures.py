"""What a creator's posts usually reach: medians per period, everyday and sponsored posts apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

PERIOD_DAYS = 90


@dataclass(frozen=True)
class PostCounts:
    """What was counted for one post."""

    published_at: datetime
    likes: int
    saves: int
    comments: int
    shares: int
    reads: int | None = None
    sponsored: bool = False

    @property
    def engagement(self) -> int:
        """Likes, saves and comments together."""
        return self.likes + self.saves + self.comments


@dataclass(frozen=True)
class Medians:
    """The median of each figure over some posts; none where nothing was counted."""

    posts: int
    likes: float | None
    saves: float | None
    comments: float | None
    shares: float | None
    reads: float | None
    engagement: float | None
    # The median engagement as a share of the followers, 0 and up.
    engagement_ratio: float | None


@dataclass(frozen=True)
class PeriodFigures:
    """What a creator's posts of a period reached. The period begins after `since` and ends with `until`."""

    since: datetime
    until: datetime
    everyday: Medians
    sponsored: Medians
    # Posts of the period per week.
    posts_per_week: float


def medians_of(posts: Sequence[PostCounts], *, followers: int | None = None) -> Medians:
    """The medians over these posts."""
    engagement = _median(post.engagement for post in posts)
    return Medians(
        posts=len(posts),
        likes=_median(post.likes for post in posts),
        saves=_median(post.saves for post in posts),
        comments=_median(post.comments for post in posts),
        shares=_median(post.shares for post in posts),
        reads=_median(post.reads for post in posts if post.reads is not None),
        engagement=engagement,
        engagement_ratio=engagement / followers if engagement is not None and followers else None,
    )


def period_figures(
    posts: Sequence[PostCounts], *, until: datetime, followers: int | None = None, days: int = PERIOD_DAYS
) -> PeriodFigures:
    """The figures of the `days` up to and with `until`, the instant of the latest data."""
    since = until - timedelta(days=days)
    inside = [post for post in posts if since < post.published_at <= until]
    return PeriodFigures(
        since=since,
        until=until,
        everyday=medians_of([post for post in inside if not post.sponsored], followers=followers),
        sponsored=medians_of([post for post in inside if post.sponsored], followers=followers),
        posts_per_week=len(inside) * 7 / days,
    )


def _median(numbers: Iterable[int]) -> float | None:
    known = list(numbers)
    return float(median(known)) if known else None
