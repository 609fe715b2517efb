"""Channels that changed, and everything that was imported of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.authenticity.accounts.account import account_of
from marketplace.authenticity.comments.comment import Comment
from marketplace.authenticity.evidence import VERSION
from marketplace.authenticity.models import Reading
from marketplace.authenticity.profiles.profile import Post, Profile
from marketplace.creators.models import Channel, CreatorPost, Figures, ReceivedComment, SampledFollower
from marketplace.creators.states import Platform

POSTS_READ = 200
"""The latest posts of a channel that are looked at."""

COMMENTS_READ = 1000
FOLLOWERS_READ = 500
_COUNTS = ("likes", "comments", "saves", "shares")


@dataclass(frozen=True)
class ChannelToRead:
    """A channel, what is known of it, and the mark by which a change will be seen."""

    channel_id: UUID
    creator_id: UUID
    platform: Platform
    mark: str
    level: int | None
    counted_at: datetime | None
    profile: Profile


def changed_channels(session: Session, *, limit: int) -> Mapping[UUID, str]:
    """Channels of which something was imported or counted since they were read, with their new marks."""
    tables = (
        _seen(CreatorPost, CreatorPost.counted_at),
        _seen(Figures, Figures.recorded_at),
        _seen(ReceivedComment, ReceivedComment.recorded_at),
        _seen(SampledFollower, SampledFollower.recorded_at),
    )
    mark = sa.func.concat_ws("|", *(sa.func.coalesce(table.c.seen, "") for table in tables))
    query = sa.select(Channel.id, mark).outerjoin(Reading, Reading.channel_id == Channel.id)
    for table in tables:
        query = query.outerjoin(table, table.c.channel_id == Channel.id)
    query = (
        query.where(sa.or_(Reading.channel_id.is_(None), Reading.mark != mark, Reading.version != VERSION))
        .order_by(Channel.id)
        .limit(limit)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _seen(table: Any, at: Any) -> Any:
    """How many rows of a table a channel has, and when the last one came."""
    seen = sa.func.concat(sa.func.count(), ":", sa.func.max(at)).label("seen")
    return sa.select(table.channel_id, seen).group_by(table.channel_id).subquery()


def channels_to_read(session: Session, marks: Mapping[UUID, str]) -> list[ChannelToRead]:
    """The channels with these marks and everything that is known of them."""
    figures: defaultdict[UUID, list[Figures]] = defaultdict(list)
    for row in session.scalars(
        sa.select(Figures)
        .where(Figures.channel_id.in_(marks))
        .order_by(Figures.channel_id, Figures.taken_on, Figures.recorded_at, Figures.id)
    ):
        figures[row.channel_id].append(row)
    posts, counted = _posts(session, list(marks))
    comments, samples = _comments(session, list(marks)), _samples(session, list(marks))
    return [
        ChannelToRead(
            channel_id=channel.id,
            creator_id=channel.creator_id,
            platform=channel.platform,
            mark=marks[channel.id],
            level=_newest(own, "level"),
            counted_at=counted.get(channel.id),
            profile=Profile(
                platform=channel.platform.value,
                followers=_newest(own, "followers"),
                following=_newest(own, "following"),
                active_followers_ratio=_newest(own, "active_followers_ratio"),
                history=_history(own),
                posts=tuple(posts.get(channel.id, ())),
                comments=tuple(comments.get(channel.id, ())),
                sample=tuple(account_of(each) for each in samples.get(channel.id, ())),
            ),
        )
        for channel in session.scalars(sa.select(Channel).where(Channel.id.in_(marks)))
        for own in (figures.get(channel.id, []),)
    ]


def _newest(figures: Sequence[Figures], name: str) -> Any:
    return next((value for row in reversed(figures) if (value := getattr(row, name)) is not None), None)


def _history(figures: Sequence[Figures]) -> tuple[tuple[datetime, float], ...]:
    """Followers by day, of the source that says most: two that count differently would look like jumps."""
    told = [row for row in figures if row.followers is not None]
    if not told:
        return ()
    source, _ = Counter(row.source for row in told).most_common(1)[0]
    days = {row.taken_on: float(row.followers or 0) for row in told if row.source == source}
    return tuple((datetime.combine(day, time.min, UTC), count) for day, count in sorted(days.items()))


def _posts(session: Session, channel_ids: Sequence[UUID]) -> tuple[dict[UUID, list[Post]], dict[UUID, datetime]]:
    place = sa.func.row_number().over(
        partition_by=CreatorPost.channel_id, order_by=(CreatorPost.published_at.desc(), CreatorPost.id)
    )
    # Copies are looked for by package copies; here the beginning of a text says that there is one.
    text = sa.func.nullif(sa.func.concat(CreatorPost.title, " ", sa.func.left(CreatorPost.body, 120)), " ")
    ranked = (
        sa.select(
            CreatorPost.channel_id, CreatorPost.counted_at, CreatorPost.external_id, CreatorPost.published_at,
            text.label("text"), CreatorPost.likes, CreatorPost.comments, CreatorPost.saves, CreatorPost.shares,
            CreatorPost.reads, CreatorPost.uncounted, place.label("place"),
        ).where(CreatorPost.channel_id.in_(channel_ids)).subquery()
    )  # fmt: skip
    latest = sa.select(ranked).where(ranked.c.place <= POSTS_READ).order_by(ranked.c.published_at)
    posts: dict[UUID, list[Post]] = {}
    counted: dict[UUID, datetime] = {}
    for row in session.execute(latest):
        counts = {name: None if name in row.uncounted else float(getattr(row, name)) for name in _COUNTS}
        reads = None if row.reads is None else float(row.reads)
        post = Post(id=row.external_id, at=row.published_at, text=row.text, reads=reads, **counts)
        posts.setdefault(row.channel_id, []).append(post)
        counted[row.channel_id] = max(row.counted_at, counted.get(row.channel_id, row.counted_at))
    return posts, counted


def _comments(session: Session, channel_ids: Sequence[UUID]) -> dict[UUID, list[Comment]]:
    found: dict[UUID, list[Comment]] = {}
    rows = _latest(ReceivedComment, channel_ids, ReceivedComment.said_at, COMMENTS_READ)
    for row in session.execute(rows):
        found.setdefault(row.channel_id, []).append(Comment(row.body, row.author, row.said_at, row.post))
    return found


def _samples(session: Session, channel_ids: Sequence[UUID]) -> dict[UUID, list[Mapping[str, Any]]]:
    found: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in session.execute(_latest(SampledFollower, channel_ids, SampledFollower.recorded_at, FOLLOWERS_READ)):
        found.setdefault(row.channel_id, []).append(row.account)
    return found


def _latest(table: Any, channel_ids: Sequence[UUID], at: Any, most: int) -> Any:
    """The latest rows of each channel, the oldest first."""
    place = sa.func.row_number().over(partition_by=table.channel_id, order_by=(at.desc().nulls_last(), table.id))
    ranked = sa.select(*table.__table__.columns, place.label("place")).where(table.channel_id.in_(channel_ids))
    found = ranked.subquery()
    return sa.select(found).where(found.c.place <= most).order_by(found.c.channel_id, found.c.place.desc())
