"""Reads of one creator, their channels and rates."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Side
from marketplace.base.errors import NotFound
from marketplace.base.text import Sentence
from marketplace.creators.completeness import LABELS, ProfileState, next_need
from marketplace.creators.models import Channel, Creator, Rate
from marketplace.creators.policy import is_own, may_see


def creator(session: Session, creator_id: UUID) -> Creator:
    """One creator, whoever asks. Raises NotFound."""
    found = session.get(Creator, creator_id)
    if found is None:
        raise NotFound()
    return found


def creator_seen_by(session: Session, actor: Actor, creator_id: UUID, *, lock: bool = False) -> Creator:
    """A creator as the actor may see them. Raises NotFound for those who may not."""
    query = sa.select(Creator).where(Creator.id == creator_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query)
    if found is None or not may_see(actor, found):
        raise NotFound()
    return found


def own_creator(session: Session, actor: Actor, *, lock: bool = False) -> Creator:
    """The creator the actor is. Raises NotFound for everybody else."""
    if actor.side is not Side.CREATOR or actor.creator_id is None:
        raise NotFound()
    return creator_seen_by(session, actor, actor.creator_id, lock=lock)


def channel(session: Session, channel_id: UUID, *, lock: bool = False) -> Channel:
    """One channel, whoever asks. Raises NotFound."""
    found = session.get(Channel, channel_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise NotFound()
    return found


def channel_seen_by(session: Session, actor: Actor, channel_id: UUID) -> Channel:
    """A channel of the creator who asks, locked for a change. Raises NotFound for everybody else."""
    found = channel(session, channel_id, lock=True)
    if not is_own(actor, found.creator_id):
        raise NotFound()
    return found


def rate_seen_by(session: Session, actor: Actor, rate_id: UUID) -> Rate:
    """A line of the rate card of the creator who asks, locked for a change. Raises NotFound for everybody else."""
    found = session.get(Rate, rate_id, with_for_update=True, populate_existing=True)
    if found is None or not is_own(actor, found.creator_id):
        raise NotFound()
    return found


def handle_of(session: Session, creator_id: UUID, platform: str) -> str | None:
    """The handle of the creator's own channel on a platform, proved ones only; the first one when there are several."""
    return session.scalar(
        sa.select(Channel.handle)
        .where(Channel.creator_id == creator_id, Channel.platform == platform, Channel.verified_at.is_not(None))
        .order_by(Channel.added_at, Channel.id)
        .limit(1)
    )


def profile_state(session: Session, creator_id: UUID) -> ProfileState:
    """What the creator's profile has so far."""
    found = creator(session, creator_id)
    channels, verified = session.execute(
        sa.select(sa.func.count(), sa.func.count(Channel.verified_at)).where(Channel.creator_id == creator_id)
    ).one()
    rates = session.scalar(sa.select(sa.func.count()).select_from(Rate).where(Rate.creator_id == creator_id)) or 0
    return ProfileState(
        bio=found.bio,
        country=found.country,
        languages=found.languages,
        niches=found.niches,
        channels=channels,
        verified_channels=verified,
        rates=rates,
    )


def next_step_before_applying(session: Session, creator_id: UUID) -> Sentence | None:
    """What the creator must still do before they can apply to a brief; none when the profile is complete."""
    need = next_need(profile_state(session, creator_id))
    return Sentence(LABELS[need]) if need else None
