"""Reads of many creators at once, for matching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.creators.figures import PostCounts
from marketplace.creators.models import Channel, Creator, CreatorPost, Figures, Rate
from marketplace.creators.states import CreatorState, Format, Platform, VerifiedBy
from marketplace.creators.tiers import Tier, tier_of

DIGEST_POSTS = 15


@dataclass(frozen=True)
class Candidate:
    """A creator on one channel, with everything a hard filter asks for."""

    creator_id: UUID
    name: str
    avatar_seed: str
    state: CreatorState
    source: str | None
    country: str | None
    city: str | None
    languages: tuple[str, ...]
    niches: tuple[str, ...]
    available_from: date | None
    channel_id: UUID
    platform: Platform
    handle: str
    verified_at: datetime | None
    verified_by: VerifiedBy | None
    followers: int | None
    figures_on: date | None
    figures_source: str | None
    audience: Mapping[str, Any]
    last_post_at: datetime | None
    # What one post of a format costs on this platform: (format, currency) -> minor units.
    rates_minor: Mapping[tuple[Format, str], int]

    @property
    def tier(self) -> Tier | None:
        """The class of the following; none when it is not known."""
        return tier_of(self.followers)

    @property
    def is_verified(self) -> bool:
        """Whether the channel was proved to be theirs."""
        return self.verified_at is not None

    def rate(self, format: Format, currency: str) -> Money | None:
        """What one post of a format costs in a currency; none when the card does not say."""
        minor = self.rates_minor.get((format, currency))
        return Money(minor, currency) if minor is not None else None


@dataclass(frozen=True)
class DigestSource:
    """What a creator's digest is made of: the bio, and (title, tags) of the latest posts, newest first."""

    bio: str
    posts: tuple[tuple[str, tuple[str, ...]], ...]


def candidates(
    session: Session, *, platform: Platform | None = None, creator_ids: Sequence[UUID] | None = None
) -> list[Candidate]:
    """Every creator brands may know of, once per channel, proved or not, paused or not: one query, in order of joining.

    Filters belong to the caller, who says how many each removed.
    """
    latest = (
        sa.select(Figures.followers, Figures.taken_on, Figures.source, Figures.audience)
        .where(Figures.channel_id == Channel.id)
        .order_by(Figures.taken_on.desc(), Figures.recorded_at.desc(), Figures.id.desc())
        .limit(1)
        .lateral("latest")
    )
    last_post = (
        sa.select(CreatorPost.published_at)
        .where(CreatorPost.channel_id == Channel.id)
        .order_by(CreatorPost.published_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    priced = sa.func.jsonb_agg(sa.func.jsonb_build_array(Rate.format, Rate.currency, Rate.price_minor))
    card = (
        sa.select(priced)
        .where(Rate.creator_id == Creator.id, Rate.platform == Channel.platform)
        .correlate(Creator, Channel)
        .scalar_subquery()
    )
    query = (
        sa.select(
            Creator.id, Creator.name, Creator.avatar_seed, Creator.state, Creator.source, Creator.country,
            Creator.city, Creator.languages, Creator.niches, Creator.available_from,
            Channel.id, Channel.platform, Channel.handle, Channel.verified_at, Channel.verified_by,
            latest.c.followers, latest.c.taken_on, latest.c.source, latest.c.audience, last_post, card,
        )
        .join(Channel, Channel.creator_id == Creator.id)
        .outerjoin(latest, sa.true())
        .where(Creator.state != CreatorState.JOINED)
        .order_by(Creator.joined_at, Creator.id, Channel.added_at)
    )  # fmt: skip
    if platform is not None:
        query = query.where(Channel.platform == platform)
    if creator_ids is not None:
        query = query.where(Creator.id.in_(creator_ids))
    return [_candidate(tuple(row)) for row in session.execute(query)]


def digest_sources(session: Session, creator_ids: Sequence[UUID]) -> dict[UUID, DigestSource]:
    """Per creator: the bio, and titles and tags of their latest 15 posts on all channels."""
    ranked = (
        sa.select(
            Channel.creator_id,
            CreatorPost.title,
            CreatorPost.tags,
            sa.func.row_number()
            .over(partition_by=Channel.creator_id, order_by=(CreatorPost.published_at.desc(), CreatorPost.id))
            .label("place"),
        )
        .join(Channel, Channel.id == CreatorPost.channel_id)
        .where(Channel.creator_id.in_(creator_ids))
        .subquery()
    )
    posts: defaultdict[UUID, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    latest = sa.select(ranked).where(ranked.c.place <= DIGEST_POSTS).order_by(ranked.c.creator_id, ranked.c.place)
    for creator_id, title, tags, _place in session.execute(latest):
        posts[creator_id].append((title, tuple(tags)))
    bios = session.execute(sa.select(Creator.id, Creator.bio).where(Creator.id.in_(creator_ids)))
    return {creator_id: DigestSource(bio, tuple(posts[creator_id])) for creator_id, bio in bios}


def counted_posts(session: Session, creator_ids: Sequence[UUID]) -> dict[UUID, list[PostCounts]]:
    """What was counted for every post of these creators, oldest first."""
    found: dict[UUID, list[PostCounts]] = {creator_id: [] for creator_id in creator_ids}
    rows = session.execute(
        sa.select(Channel.creator_id, *POST_COUNTS)
        .join(Channel, Channel.id == CreatorPost.channel_id)
        .where(Channel.creator_id.in_(creator_ids))
        .order_by(CreatorPost.published_at, CreatorPost.id)
    )
    for row in rows:
        values: tuple[Any, ...] = tuple(row)
        found[values[0]].append(PostCounts(*values[1:]))
    return found


POST_COUNTS = (
    CreatorPost.published_at,
    CreatorPost.likes,
    CreatorPost.saves,
    CreatorPost.comments,
    CreatorPost.shares,
    CreatorPost.reads,
    CreatorPost.sponsored,
)
"""The columns of `PostCounts`, in its order."""


def _candidate(row: tuple[Any, ...]) -> Candidate:
    about, channel, latest, (last_post_at, card) = row[:10], row[10:15], row[15:19], row[19:]
    creator_id, name, avatar_seed, state, source, country, city, languages, niches, available_from = about
    channel_id, platform, handle, verified_at, verified_by = channel
    followers, figures_on, figures_source, audience = latest
    return Candidate(
        creator_id=creator_id,
        name=name,
        avatar_seed=avatar_seed,
        state=state,
        source=source,
        country=country,
        city=city,
        languages=tuple(languages),
        niches=tuple(niches),
        available_from=available_from,
        channel_id=channel_id,
        platform=platform,
        handle=handle,
        verified_at=verified_at,
        verified_by=verified_by,
        followers=followers,
        figures_on=figures_on,
        figures_source=figures_source,
        audience=audience or {},
        last_post_at=last_post_at,
        rates_minor={(Format(format), currency): minor for format, currency, minor in card or ()},
    )
