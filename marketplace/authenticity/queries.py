"""Reading channels and what was seen of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, defer, undefer

from marketplace.authenticity.models import Reading
from marketplace.authenticity.norms import Norms
from marketplace.authenticity.risk import VERSION
from marketplace.authenticity.signals import ChannelFacts
from marketplace.creators.figures import PostCounts
from marketplace.creators.models import Channel, CreatorPost, Figures
from marketplace.creators.states import Platform

POSTS_READ = 200
"""The latest posts of a channel that are looked at."""


@dataclass(frozen=True)
class ChannelToRead:
    """A channel, what is known of it, and the mark by which a change will be seen."""

    channel_id: UUID
    creator_id: UUID
    platform: Platform
    mark: str
    level: int | None
    counted_at: datetime | None
    facts: ChannelFacts


def readings_of(session: Session, creator_id: UUID) -> Sequence[Reading]:
    """What was seen of a creator's channels."""
    return session.scalars(sa.select(Reading).where(Reading.creator_id == creator_id).order_by(Reading.platform)).all()


def readings_of_channels(session: Session, channel_ids: Sequence[UUID]) -> Mapping[UUID, Reading]:
    """What was seen of these channels, by channel; the evidence is read when somebody looks at it."""
    light = (defer(Reading.evidence), defer(Reading.measures))
    found = session.scalars(sa.select(Reading).where(Reading.channel_id.in_(channel_ids)).options(*light))
    return {reading.channel_id: reading for reading in found}


def read_evidence(session: Session, channel_ids: Sequence[UUID]) -> None:
    """Reads the evidence of these channels at once, into the readings that are there."""
    found = sa.select(Reading).where(Reading.channel_id.in_(channel_ids)).options(undefer(Reading.evidence))
    session.scalars(found, execution_options={"populate_existing": True}).all()


def changed_channels(session: Session, *, limit: int) -> Mapping[UUID, str]:
    """Channels whose figures or posts changed since they were read, with their new marks."""
    posts = (
        sa.select(
            CreatorPost.channel_id,
            sa.func.concat(sa.func.count(), ":", sa.func.max(CreatorPost.counted_at)).label("seen"),
        )
        .group_by(CreatorPost.channel_id)
        .subquery()
    )
    figures = (
        sa.select(
            Figures.channel_id, sa.func.concat(sa.func.count(), ":", sa.func.max(Figures.recorded_at)).label("seen")
        )
        .group_by(Figures.channel_id)
        .subquery()
    )
    mark = sa.func.concat(posts.c.seen, "|", figures.c.seen)
    query = (
        sa.select(Channel.id, mark)
        .outerjoin(posts, posts.c.channel_id == Channel.id)
        .outerjoin(figures, figures.c.channel_id == Channel.id)
        .outerjoin(Reading, Reading.channel_id == Channel.id)
        .where(sa.or_(Reading.channel_id.is_(None), Reading.mark != mark, Reading.version != VERSION))
        .order_by(Channel.id)
        .limit(limit)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def channels_to_read(session: Session, marks: Mapping[UUID, str]) -> list[ChannelToRead]:
    """The channels with these marks and everything that can be measured of them."""
    latest = (
        sa.select(Figures)
        .ext(distinct_on(Figures.channel_id))
        .where(Figures.channel_id.in_(marks))
        .order_by(Figures.channel_id, Figures.taken_on.desc(), Figures.recorded_at.desc())
    )
    figures = {row.channel_id: row for row in session.scalars(latest)}
    posts, counted = _posts(session, list(marks))
    return [
        ChannelToRead(
            channel_id=channel.id,
            creator_id=channel.creator_id,
            platform=channel.platform,
            mark=marks[channel.id],
            level=newest.level if newest else None,
            counted_at=counted.get(channel.id),
            facts=ChannelFacts(
                followers=newest.followers if newest else None,
                active_followers_ratio=newest.active_followers_ratio if newest else None,
                posts=posts.get(channel.id, ()),
            ),
        )
        for channel in session.scalars(sa.select(Channel).where(Channel.id.in_(marks)))
        for newest in (figures.get(channel.id),)
    ]


def norms_of(session: Session, platforms: Sequence[Platform]) -> Norms:
    """The measures of every channel on these platforms, to compare with."""
    rows = session.execute(
        sa.select(Reading.platform, Reading.followers, Reading.measures).where(Reading.platform.in_(platforms))
    )
    return Norms(
        (platform.value, followers, {name: seen[0] for name, seen in measures.items()})
        for platform, followers, measures in rows
    )


def _posts(session: Session, channel_ids: Sequence[UUID]) -> tuple[dict[UUID, list[PostCounts]], dict[UUID, datetime]]:
    place = sa.func.row_number().over(
        partition_by=CreatorPost.channel_id, order_by=(CreatorPost.published_at.desc(), CreatorPost.id)
    )
    ranked = (
        sa.select(
            CreatorPost.channel_id, CreatorPost.counted_at, CreatorPost.published_at, CreatorPost.likes,
            CreatorPost.saves, CreatorPost.comments, CreatorPost.shares, CreatorPost.reads, CreatorPost.sponsored,
            place.label("place"),
        ).where(CreatorPost.channel_id.in_(channel_ids)).subquery()
    )  # fmt: skip
    latest = sa.select(ranked).where(ranked.c.place <= POSTS_READ).order_by(ranked.c.published_at)
    posts: dict[UUID, list[PostCounts]] = {}
    counted: dict[UUID, datetime] = {}
    for channel_id, counted_at, *counts, _place in session.execute(latest):
        posts.setdefault(channel_id, []).append(PostCounts(*counts))
        counted[channel_id] = max(counted_at, counted.get(channel_id, counted_at))
    return posts, counted
