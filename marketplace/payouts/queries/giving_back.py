"""Reads: what went back to brands after it was earned."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.base.paging import Page
from marketplace.ledger import chart
from marketplace.ledger.queries import journal_with_key
from marketplace.payouts.models import Earning, GiveBack
from marketplace.payouts.states import SignedState
from marketplace.work.locking import locked

_WAITING = (SignedState.PROPOSED, SignedState.DONE)


def give_back_seen_by(session: Session, actor: Actor, give_back_id: UUID, *, lock: bool = False) -> GiveBack:
    """A give-back as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(GiveBack).where(GiveBack.id == give_back_id), GiveBack, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def price_given_back(session: Session, earning: Earning, *, with_proposals: bool = False) -> Money:
    """What of the price of an earning is with the brand again, or would be once everything is signed."""
    states = _WAITING if with_proposals else (SignedState.DONE,)
    total = session.scalar(
        sa.select(sa.func.sum(GiveBack.price_minor)).where(
            GiveBack.earning_id == earning.id, GiveBack.state.in_(states)
        )
    )
    return Money(int(total or 0), earning.currency)


def brand_fee_of(session: Session, earning: Earning) -> Money:
    """What the brand has paid us on top of the price of a settled order, as the book says."""
    booked = journal_with_key(session, f"{earning.source_kind}:{earning.source_id}:settled")
    if booked is None:
        raise LookupError(f"earning {earning.id} was never settled")
    fees = [entry.amount_minor for entry in booked.entries if entry.account.code == chart.fee_brand()]
    return Money(-sum(fees), earning.currency)


def give_backs_of_order(session: Session, order_id: UUID) -> Sequence[GiveBack]:
    """What went back of the price of an order, or may, oldest first."""
    return session.scalars(
        sa.select(GiveBack)
        .join(Earning, Earning.id == GiveBack.earning_id)
        .where(Earning.source_kind == "order", Earning.source_id == order_id)
        .order_by(GiveBack.made_at, GiveBack.id)
    ).all()


def give_backs(session: Session, page: int, *, state: SignedState, size: int = 25) -> Page[GiveBack]:
    """Those in a state, newest first."""
    total = session.scalar(sa.select(sa.func.count()).select_from(GiveBack).where(GiveBack.state == state)) or 0
    rows = session.scalars(
        sa.select(GiveBack)
        .where(GiveBack.state == state)
        .order_by(GiveBack.made_at.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)
