"""A creator's profile as its readers see it: medians, figures with their date and source, the rate card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.creators.figures import PERIOD_DAYS, PeriodFigures, PostCounts, period_figures
from marketplace.creators.models import Channel, Creator, CreatorPost, Figures, Rate
from marketplace.creators.queries.many import POST_COUNTS
from marketplace.creators.queries.one import creator
from marketplace.creators.tiers import Tier, tier_of

FIGURES_SHOWN = 12
POSTS_SHOWN = 6


@dataclass(frozen=True)
class ChannelProfile:
    """One channel: its newest figures, older ones for comparison (oldest first), and what its posts usually reach."""

    channel: Channel
    figures: Figures | None
    history: Sequence[Figures]
    # None when no post is known.
    period: PeriodFigures | None
    posts_known: int
    latest_posts: Sequence[CreatorPost]

    @property
    def tier(self) -> Tier | None:
        """The class of the following; none when it is not known."""
        return tier_of(self.figures.followers if self.figures else None)


@dataclass(frozen=True)
class Profile:
    """Everything a profile page says about a creator."""

    creator: Creator
    channels: Sequence[ChannelProfile]
    rates: Sequence[Rate]

    @property
    def main(self) -> ChannelProfile | None:
        """The channel with the most followers."""
        return max(self.channels, key=lambda shown: (shown.figures and shown.figures.followers) or -1, default=None)


def profile_of(session: Session, creator_id: UUID) -> Profile:
    """The creator's profile. Raises NotFound."""
    found = creator(session, creator_id)
    return Profile(found, [_channel_profile(session, channel) for channel in found.channels], found.rates)


def _channel_profile(session: Session, channel: Channel) -> ChannelProfile:
    history = session.scalars(
        sa.select(Figures)
        .where(Figures.channel_id == channel.id)
        .order_by(Figures.taken_on.desc(), Figures.recorded_at.desc(), Figures.id.desc())
        .limit(FIGURES_SHOWN)
    ).all()
    newest = history[0] if history else None
    of_channel = CreatorPost.channel_id == channel.id
    posts_known, last_published, last_counted = session.execute(
        sa.select(sa.func.count(), sa.func.max(CreatorPost.published_at), sa.func.max(CreatorPost.counted_at)).where(
            of_channel
        )
    ).one()
    period = None
    if posts_known:
        until = max(last_published, last_counted, *([_end_of_day(newest)] if newest else []))
        counts = _counts_of(session, channel, until)
        period = period_figures(counts, until=until, followers=newest.followers if newest else None)
    latest = session.scalars(
        sa.select(CreatorPost).where(of_channel).order_by(CreatorPost.published_at.desc()).limit(POSTS_SHOWN)
    ).all()
    return ChannelProfile(channel, newest, history[::-1], period, posts_known, latest)


def _counts_of(session: Session, channel: Channel, until: datetime) -> list[PostCounts]:
    since = until - timedelta(days=PERIOD_DAYS)
    rows = session.execute(
        sa.select(*POST_COUNTS).where(CreatorPost.channel_id == channel.id, CreatorPost.published_at > since)
    )
    return [PostCounts(*row) for row in rows]


def _end_of_day(figures: Figures) -> datetime:
    return datetime.combine(figures.taken_on, time.max, UTC)
