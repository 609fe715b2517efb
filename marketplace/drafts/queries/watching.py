"""Reading what looks at public posts saw, and which are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.clock import system_clock
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.creators.queries import handle_of
from marketplace.drafts.checking import text_hash
from marketplace.drafts.looks import LATE_AFTER
from marketplace.drafts.models import PlannedLook, Post, PostFinding, Sighting
from marketplace.drafts.sightings import Expected
from marketplace.drafts.watchlist import Part, Wanted
from marketplace.orders.models import Order
from marketplace.orders.policy import side_of
from marketplace.orders.states import OrderState


@dataclass(frozen=True)
class Watch:
    """Looks at a post: those made, newest first; those to come, the next first; and what was found, oldest first."""

    made: Sequence[Sighting]
    to_come: Sequence[PlannedLook]
    findings: Sequence[PostFinding]


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


def findings_of(session: Session, post_id: UUID) -> Sequence[PostFinding]:
    """What a post lost once it was public, oldest first."""
    of_it = sa.select(PostFinding).where(PostFinding.post_id == post_id)
    return session.scalars(of_it.order_by(PostFinding.found_at, PostFinding.id)).all()


def watch_of(session: Session, post: Post, *, most: int = 40) -> Watch:
    """What there is to tell of the looks at a post: the latest of those made, and those to come."""
    newest = sa.select(Sighting).where(Sighting.post_id == post.id).order_by(Sighting.number.desc()).limit(most)
    made = session.scalars(newest).all()
    return Watch(made, looks_to_come(session, post.id), findings_of(session, post.id))


def sighting_seen_by(session: Session, actor: Actor, sighting_id: UUID) -> Sighting:
    """What a look saw, as both sides of the order and staff see it. Raises NotFound for an outsider."""
    sighting = session.get(Sighting, sighting_id)
    if sighting is None:
        raise NotFound()
    side_of(actor, sighting.post.order)
    return sighting


def findings_wanted(session: Session, wanted: Wanted, *, number: int = 1, size: int = 25) -> Page[PostFinding]:
    """Findings in public posts: those that are not mended, the longest first; or those that are, the latest first."""
    found = _wanted(wanted)
    total = session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    by_age = (PostFinding.found_at, PostFinding.id)
    order = by_age if wanted.part is Part.OPEN else (PostFinding.mended_at.desc(), PostFinding.id)
    rows = session.scalars(found.order_by(*order).offset((number - 1) * size).limit(size)).all()
    return Page(rows, number, size, total)


def late_looks(session: Session, now: datetime, *, number: int = 1, size: int = 25) -> Page[PlannedLook]:
    """Looks that should have been made long ago, the latest of them last."""
    total = session.scalar(sa.select(sa.func.count()).select_from(_late(now).subquery())) or 0
    rows = session.scalars(
        _late(now).order_by(PlannedLook.planned_at, PlannedLook.id).offset((number - 1) * size).limit(size)
    ).all()
    return Page(rows, number, size, total)


def count_by_part(session: Session, now: datetime, wanted: Wanted) -> dict[Part, int]:
    """How much there is in each part of the list, within the rest of the filter."""
    parts = {part: _wanted(replace(wanted, part=part)) for part in (Part.OPEN, Part.MENDED)}
    asked = {**parts, Part.LATE: _late(now)}
    return {
        part: session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
        for part, rows in asked.items()
    }


def open_findings_count(session: Session) -> int:
    """How many findings in public posts are not mended."""
    return session.scalar(sa.select(sa.func.count()).select_from(_wanted(Wanted()).subquery())) or 0


def _wanted(wanted: Wanted) -> sa.Select[PostFinding]:
    is_mended = PostFinding.mended_at.is_not(None)
    found = sa.select(PostFinding).where(is_mended if wanted.part is Part.MENDED else ~is_mended)
    return found.where(PostFinding.what == wanted.what) if wanted.what else found


def _late(now: datetime) -> sa.Select[PlannedLook]:
    return (
        sa.select(PlannedLook)
        .join(Post, Post.id == PlannedLook.post_id)
        .join(Order, Order.id == Post.order_id)
        .where(OPEN, PlannedLook.planned_at < now - LATE_AFTER, Order.state != OrderState.CANCELLED)
    )


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
