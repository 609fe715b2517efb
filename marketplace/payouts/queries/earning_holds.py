"""Reads: single earnings that are held, and earnings as staff look through them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.creators.models import Creator
from marketplace.payouts.models import Earning, EarningHold
from marketplace.payouts.policy import may_see_creator_money
from marketplace.work.locking import locked


def is_earning_held() -> sa.ColumnElement[bool]:
    """Whether an earning is kept out of payouts: a condition on `Earning`."""
    return sa.exists().where(EarningHold.earning_id == Earning.id, EarningHold.lifted_at.is_(None))


def earning_seen_by(session: Session, actor: Actor, earning_id: UUID) -> Earning:
    """An earning as its creator, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.get(Earning, earning_id)
    if found is None or not may_see_creator_money(actor, found.creator_id):
        raise NotFound()
    return found


def earning_hold_seen_by(session: Session, actor: Actor, hold_id: UUID, *, lock: bool = False) -> EarningHold:
    """A hold on an earning as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(EarningHold).where(EarningHold.id == hold_id), EarningHold, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def open_hold_on_earning(session: Session, earning_id: UUID) -> EarningHold | None:
    """What keeps one earning out of payouts."""
    return session.scalar(
        sa.select(EarningHold).where(EarningHold.earning_id == earning_id, EarningHold.lifted_at.is_(None))
    )


def held_earnings_of(session: Session, creator_id: UUID) -> dict[UUID, EarningHold]:
    """Earning -> what keeps it out of payouts, of one creator."""
    rows = session.scalars(
        sa.select(EarningHold)
        .join(Earning, Earning.id == EarningHold.earning_id)
        .where(Earning.creator_id == creator_id, EarningHold.lifted_at.is_(None))
    )
    return {row.earning_id: row for row in rows}


def holds_on_earning(session: Session, earning_id: UUID) -> Sequence[EarningHold]:
    """Everything that has ever kept an earning out of payouts, oldest first."""
    return session.scalars(
        sa.select(EarningHold).where(EarningHold.earning_id == earning_id).order_by(EarningHold.placed_at)
    ).all()


def earnings_looked_through(
    session: Session, page: int, *, words: str = "", only_held: bool = False, size: int = 50
) -> Page[tuple[Earning, Creator, EarningHold | None]]:
    """Earnings by the name of their creator or work, newest first; or only those that are held."""
    fitting = sa.select(Earning, Creator).join(Creator, Creator.id == Earning.creator_id)
    if words:
        fitting = fitting.where(
            sa.or_(Creator.name.icontains(words, autoescape=True), Earning.title.icontains(words, autoescape=True))
        )
    if only_held:
        fitting = fitting.where(is_earning_held())
    counted = fitting.with_only_columns(Earning.id).subquery()
    total = session.scalar(sa.select(sa.func.count()).select_from(counted)) or 0
    rows = session.execute(
        fitting.options(selectinload(Earning.lines), selectinload(Earning.give_backs), selectinload(Earning.nettings))
        .order_by(Earning.settled_at.desc(), Earning.id.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    held = _open_holds_on(session, [earning.id for earning, _ in rows])
    return Page([(earning, creator, held.get(earning.id)) for earning, creator in rows], page, size, total)


def _open_holds_on(session: Session, earning_ids: Sequence[UUID]) -> dict[UUID, EarningHold]:
    rows = session.scalars(
        sa.select(EarningHold).where(EarningHold.earning_id.in_(earning_ids), EarningHold.lifted_at.is_(None))
    )
    return {row.earning_id: row for row in rows}
