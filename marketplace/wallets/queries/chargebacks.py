"""Reads: chargebacks."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.wallets.models import Chargeback
from marketplace.wallets.policy import may_see_wallet
from marketplace.wallets.states import ChargebackState
from marketplace.work.locking import locked


def chargebacks_of(session: Session, brand_id: UUID, *, limit: int = 20) -> Sequence[Chargeback]:
    """A brand's chargebacks, newest first."""
    return session.scalars(
        sa.select(Chargeback).where(Chargeback.brand_id == brand_id).order_by(Chargeback.opened_at.desc()).limit(limit)
    ).all()


def chargeback_seen_by(session: Session, actor: Actor, chargeback_id: UUID, *, lock: bool = False) -> Chargeback:
    """A chargeback as its brand, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Chargeback).where(Chargeback.id == chargeback_id), Chargeback, lock))
    if found is None or not may_see_wallet(actor, found.brand_id):
        raise NotFound()
    return found


def chargeback_of_dispute(session: Session, dispute_id: str, *, lock: bool = False) -> Chargeback | None:
    """The chargeback that Stripe knows by this id."""
    return session.scalar(locked(sa.select(Chargeback).where(Chargeback.dispute_id == dispute_id), Chargeback, lock))


def chargebacks_in(session: Session, state: ChargebackState | None, page: int, *, size: int = 25) -> Page[Chargeback]:
    """Chargebacks in a state, or all; those to be answered soonest first."""
    where = sa.true() if state is None else Chargeback.state == state
    total = session.scalar(sa.select(sa.func.count()).select_from(Chargeback).where(where)) or 0
    rows = session.scalars(
        sa.select(Chargeback)
        .options(selectinload(Chargeback.brand))
        .where(where)
        .order_by(Chargeback.answer_by.asc().nulls_last(), Chargeback.opened_at.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)


def count_chargebacks(session: Session) -> dict[ChargebackState, int]:
    """How many chargebacks are in each state."""
    query = sa.select(Chargeback.state, sa.func.count()).group_by(Chargeback.state)
    found: dict[ChargebackState, int] = dict(session.execute(query).all())
    return found
