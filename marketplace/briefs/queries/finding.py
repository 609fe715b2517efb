"""Reads: briefs, by who asks, by state, by what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.ids import BrandId
from marketplace.briefs.models import Brief
from marketplace.briefs.policy import may_see
from marketplace.briefs.states import BriefState


def brief_seen_by(session: Session, actor: Actor, brief_id: UUID, *, lock: bool = False) -> Brief:
    """The brief as the actor sees it. Raises NotFound for an outsider."""
    brief = session.get(Brief, brief_id, with_for_update={"of": Brief} if lock else None, populate_existing=lock)
    if brief is None or not may_see(actor, brief):
        raise NotFound()
    return brief


def briefs_of(session: Session, brand_id: BrandId) -> Sequence[Brief]:
    """A brand's briefs, newest first."""
    return session.scalars(sa.select(Brief).where(Brief.brand_id == brand_id).order_by(Brief.created_at.desc())).all()


def open_briefs(session: Session, *, limit: int = 200) -> Sequence[Brief]:
    """The briefs that take applications, the one that closes first on top."""
    return session.scalars(
        sa.select(Brief).where(Brief.state == BriefState.OPEN).order_by(Brief.apply_by, Brief.id).limit(limit)
    ).all()


def briefs_awaiting_review(session: Session) -> Sequence[Brief]:
    """What staff have to review, the longest waiting first."""
    return session.scalars(
        sa.select(Brief).where(Brief.state == BriefState.IN_REVIEW).order_by(Brief.state_since)
    ).all()


def briefs_due(session: Session, now: datetime, *, limit: int = 200) -> Sequence[UUID]:
    """Ids of the briefs whose clock has run out."""
    return session.scalars(sa.select(Brief.id).where(Brief.due_at <= now).order_by(Brief.due_at).limit(limit)).all()
