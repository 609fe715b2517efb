"""Reads: what is held, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.payouts.models import Hold, Payout
from marketplace.work.locking import locked


def hold_seen_by(session: Session, actor: Actor, hold_id: UUID, *, lock: bool = False) -> Hold:
    """A hold as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Hold).where(Hold.id == hold_id), Hold, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def is_held() -> sa.ColumnElement[bool]:
    """Whether a payout is stopped, by itself or with all others of its creator: a condition on `Payout`."""
    return sa.exists().where(
        Hold.creator_id == Payout.creator_id,
        sa.or_(Hold.payout_id.is_(None), Hold.payout_id == Payout.id),
        Hold.lifted_at.is_(None),
    )


def open_holds_on(session: Session, payouts: Iterable[Payout]) -> dict[UUID, Hold]:
    """Payout -> what stops it; payouts that nothing stops are left out."""
    wanted = list(payouts)
    found = session.scalars(
        sa.select(Hold).where(Hold.creator_id.in_({one.creator_id for one in wanted}), Hold.lifted_at.is_(None))
    ).all()
    return {
        payout.id: hold
        for payout in wanted
        for hold in found
        if hold.creator_id == payout.creator_id and hold.payout_id in (None, payout.id)
    }


def hold_on_creator(session: Session, creator_id: UUID) -> Hold | None:
    """What stops every payout of a creator."""
    return session.scalar(
        sa.select(Hold).where(Hold.creator_id == creator_id, Hold.payout_id.is_(None), Hold.lifted_at.is_(None))
    )


def open_holds_of(session: Session, creator_id: UUID) -> Sequence[Hold]:
    """What stops payouts of a creator: all of them first, then single ones."""
    return session.scalars(
        sa.select(Hold)
        .where(Hold.creator_id == creator_id, Hold.lifted_at.is_(None))
        .order_by(Hold.payout_id.is_not(None), Hold.placed_at)
    ).all()


def holds_about(session: Session, payout: Payout) -> Sequence[Hold]:
    """Everything that has ever stopped a payout, newest first."""
    return session.scalars(
        sa.select(Hold)
        .where(
            Hold.creator_id == payout.creator_id,
            sa.or_(
                Hold.payout_id == payout.id,
                sa.and_(Hold.payout_id.is_(None), sa.or_(Hold.lifted_at.is_(None), Hold.lifted_at > payout.queued_at)),
            ),
        )
        .order_by(Hold.placed_at.desc())
    ).all()


def holds(session: Session, page: int, *, are_open: bool, size: int = 25) -> Page[Hold]:
    """Open holds, or lifted ones, newest first."""
    where = Hold.lifted_at.is_(None) if are_open else Hold.lifted_at.is_not(None)
    total = session.scalar(sa.select(sa.func.count()).select_from(Hold).where(where)) or 0
    rows = session.scalars(
        sa.select(Hold).where(where).order_by(Hold.placed_at.desc()).offset((page - 1) * size).limit(size)
    ).all()
    return Page(rows, page, size, total)
