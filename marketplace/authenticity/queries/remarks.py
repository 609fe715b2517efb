"""What creators say of the evidence on their channels, and the levels of past months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.authenticity.models import HealthMonth, Remark
from marketplace.base.errors import NotFound

HOLDS = timedelta(days=365)
"""For so long a sign weighs nothing after an appeal against it was upheld."""


def remarks_of(session: Session, creator_id: UUID) -> Sequence[Remark]:
    """Everything a creator said of their evidence, the newest first."""
    mine = sa.select(Remark).where(Remark.creator_id == creator_id)
    return session.scalars(mine.order_by(Remark.written_at.desc(), Remark.id)).all()


def appeals_waiting(session: Session) -> Sequence[Remark]:
    """Appeals that wait for a decision, the one that is due first first."""
    waiting = sa.select(Remark).where(Remark.due_at.is_not(None), Remark.decided_at.is_(None))
    both = (joinedload(Remark.channel), joinedload(Remark.creator))
    return session.scalars(waiting.options(*both).order_by(Remark.due_at, Remark.id)).all()


def appeal(session: Session, remark_id: UUID) -> Remark:
    """One appeal, decided or not. Raises NotFound."""
    found = session.get(Remark, remark_id)
    if found is None or not found.is_appeal:
        raise NotFound()
    return found


def remark_to_decide(session: Session, remark_id: UUID) -> Remark:
    """An appeal, locked for a decision. Raises NotFound."""
    found = session.scalar(
        sa.select(Remark)
        .where(Remark.id == remark_id, Remark.due_at.is_not(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound()
    return found


def excused_signs(session: Session, channel_ids: Sequence[UUID], now: datetime) -> Mapping[UUID, frozenset[str]]:
    """The signs that weigh nothing: an appeal was upheld within the year, or waits for longer than it may."""
    rows = session.execute(
        sa.select(Remark.channel_id, Remark.sign).where(
            Remark.channel_id.in_(channel_ids),
            sa.or_(
                sa.and_(Remark.upheld.is_(True), Remark.decided_at > now - HOLDS),
                sa.and_(Remark.decided_at.is_(None), Remark.due_at < now),
            ),
        )
    )
    found: dict[UUID, set[str]] = {}
    for channel_id, sign in rows:
        found.setdefault(channel_id, set()).add(sign)
    return {channel_id: frozenset(signs) for channel_id, signs in found.items()}


def months_of(session: Session, channel_id: UUID) -> Sequence[HealthMonth]:
    """The levels of a channel in the months that are over, the newest first; a year at most."""
    mine = sa.select(HealthMonth).where(HealthMonth.channel_id == channel_id)
    return session.scalars(mine.order_by(HealthMonth.month.desc()).limit(12)).all()
