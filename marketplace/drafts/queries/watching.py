"""Reading what looks at public posts saw, and which are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.clock import system_clock
from marketplace.creators.queries import handle_of
from marketplace.drafts.checking import text_hash
from marketplace.drafts.models import PlannedLook, Post, Sighting
from marketplace.drafts.sightings import Expected
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState

OPEN = sa.and_(PlannedLook.done_at.is_(None), PlannedLook.dropped_at.is_(None))
"""Looks that are still to be made."""


def looks_due(session: Session, now: datetime, *, limit: int = 200) -> Sequence[UUID]:
    """Ids of looks whose time has come, that nobody is at and that need not wait for the platform; the oldest first."""
    machine = system_clock()
    return session.scalars(
        sa.select(PlannedLook.id)
        .where(
            OPEN,
            PlannedLook.planned_at <= now,
            sa.or_(PlannedLook.lease_until.is_(None), PlannedLook.lease_until <= machine),
            sa.or_(PlannedLook.next_try_at.is_(None), PlannedLook.next_try_at <= machine),
        )
        .order_by(PlannedLook.planned_at, PlannedLook.id)
        .limit(limit)
    ).all()


def first_look(session: Session, post_id: UUID) -> UUID | None:
    """The id of the look at a post that follows its registration, while it is still to be made."""
    return session.scalar(
        sa.select(PlannedLook.id)
        .where(OPEN, PlannedLook.post_id == post_id)
        .order_by(PlannedLook.planned_at, PlannedLook.id)
        .limit(1)
    )


def posts_to_watch(session: Session, seen_before: datetime, *, limit: int = 500) -> Sequence[UUID]:
    """Ids of kept posts nobody has looked at since an instant, those first that were not tried for longest."""
    return session.scalars(
        sa.select(Post.id)
        .join(Order, Order.id == Post.order_id)
        .where(Order.state == OrderState.RETENTION, sa.or_(Post.checked_at.is_(None), Post.checked_at < seen_before))
        .order_by(Post.tried_at.nulls_first(), Post.id)
        .limit(limit)
    ).all()


def expected_of(session: Session, post_id: UUID) -> Expected:
    """What should be found at a post's address."""
    post = session.get_one(Post, post_id)
    draft, order = post.draft, post.order
    return Expected(
        post_id=post.id,
        order_id=order.id,
        bound_at=post.bound_at,
        address=post.url,
        account=handle_of(session, order.creator_id, str(order.terms["platform"])),
        terms=order.terms,
        version=draft.version,
        text_hash=text_hash(draft.title, draft.body, draft.hashtags),
        ai_used=draft.ai_used,
        links_before=_first_links(session, post),
    )


def sightings_of(session: Session, post_id: UUID) -> Sequence[Sighting]:
    """What every look at a post saw, oldest first."""
    return session.scalars(sa.select(Sighting).where(Sighting.post_id == post_id).order_by(Sighting.number)).all()


def last_sighting(session: Session, post_id: UUID) -> Sighting | None:
    """What was frozen last of a post."""
    newest = sa.select(Sighting).where(Sighting.post_id == post_id).order_by(Sighting.number.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def looks_to_come(session: Session, post_id: UUID) -> Sequence[PlannedLook]:
    """The looks at a post that are still to be made, the next first."""
    return session.scalars(
        sa.select(PlannedLook).where(PlannedLook.post_id == post_id, OPEN).order_by(PlannedLook.planned_at)
    ).all()


def _first_links(session: Session, post: Post) -> tuple[str, ...] | None:
    """The links of the first look at this registration that found the post."""
    of_this = Sighting.content["registered_at"].astext == post.bound_at.isoformat()
    found = Sighting.content["read"]["found"].as_boolean()
    links = session.scalar(
        sa.select(Sighting.content["read"]["links"])
        .where(Sighting.post_id == post.id, of_this, found)
        .order_by(Sighting.number)
        .limit(1)
    )
    return tuple(links) if links is not None else None
