"""Reading drafts and posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.drafts.models import Draft, Post
from marketplace.drafts.states import CheckVerdict
from marketplace.orders.models import Order
from marketplace.orders.policy import side_of
from marketplace.orders.states import OrderState


def versions_of(session: Session, order_id: UUID) -> Sequence[Draft]:
    """Every version of an order's draft, oldest first."""
    return session.scalars(sa.select(Draft).where(Draft.order_id == order_id).order_by(Draft.version)).all()


def latest_draft(session: Session, order_id: UUID) -> Draft | None:
    """The newest version of an order's draft."""
    return session.scalars(
        sa.select(Draft).where(Draft.order_id == order_id).order_by(Draft.version.desc()).limit(1)
    ).one_or_none()


def draft_seen_by(session: Session, actor: Actor, draft_id: UUID, *, lock: bool = False) -> Draft:
    """The draft as the actor sees it. Raises NotFound for an outsider."""
    draft = session.get(Draft, draft_id, with_for_update={"of": Draft} if lock else None, populate_existing=lock)
    if draft is None:
        raise NotFound()
    side_of(actor, draft.order)
    return draft


def post_of(session: Session, order_id: UUID) -> Post | None:
    """The public post of an order."""
    return session.scalars(sa.select(Post).where(Post.order_id == order_id)).one_or_none()


def drafts_awaiting_person(session: Session) -> Sequence[Draft]:
    """What the check could not decide, the longest waiting first."""
    return session.scalars(
        sa.select(Draft)
        .join(Order, Order.id == Draft.order_id)
        .where(Draft.verdict == CheckVerdict.REVIEW, Order.state == OrderState.COMPLIANCE_CHECK)
        .order_by(Draft.submitted_at)
    ).all()


def posts_to_watch(session: Session, seen_before: datetime, *, limit: int = 500) -> Sequence[UUID]:
    """Ids of kept posts that have not been looked at since an instant."""
    return session.scalars(
        sa.select(Post.id)
        .join(Order, Order.id == Post.order_id)
        .where(Order.state == OrderState.RETENTION, sa.or_(Post.checked_at.is_(None), Post.checked_at < seen_before))
        .order_by(Post.checked_at.nulls_first())
        .limit(limit)
    ).all()
