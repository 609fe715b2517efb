"""Reads: refunds, and what can still be given back of which payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.wallets.models import Chargeback, Refund, TopUp
from marketplace.wallets.policy import may_see_wallet
from marketplace.wallets.states import LIVE_REFUND, TopUpState
from marketplace.work.locking import locked


@dataclass(frozen=True)
class Refundable:
    """A payment, and what can still be given back of it."""

    top_up: TopUp
    left: Money


def refunds_of(session: Session, brand_id: UUID, *, limit: int = 50) -> Sequence[Refund]:
    """A brand's refunds, newest first."""
    return session.scalars(
        sa.select(Refund).where(Refund.brand_id == brand_id).order_by(Refund.asked_at.desc(), Refund.id).limit(limit)
    ).all()


def refund_seen_by(session: Session, actor: Actor, refund_id: UUID, *, lock: bool = False) -> Refund:
    """A refund as its brand, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Refund).where(Refund.id == refund_id), Refund, lock))
    if found is None or not may_see_wallet(actor, found.brand_id):
        raise NotFound()
    return found


def refund_of_stripe(session: Session, refund_id: str) -> Refund | None:
    """The refund that Stripe knows by this id."""
    return session.scalar(sa.select(Refund).where(Refund.refund_id == refund_id))


def refunds_asked_once(session: Session, brand_id: UUID, once: UUID) -> Sequence[Refund]:
    """The refunds that were asked for with one showing of a form."""
    return session.scalars(sa.select(Refund).where(Refund.brand_id == brand_id, Refund.once == once)).all()


def refundable_payments(session: Session, brand_id: UUID, currency: str) -> list[Refundable]:
    """The payments of a brand of which something can still be given back, newest first.

    One that its bank has taken back, or wants to, is left out.
    """
    paid = session.scalars(
        sa.select(TopUp)
        .where(
            TopUp.brand_id == brand_id,
            TopUp.currency == currency,
            TopUp.state == TopUpState.PAID,
            ~sa.exists().where(Chargeback.top_up_id == TopUp.id),
        )
        .order_by(TopUp.paid_at.desc(), TopUp.id.desc())
    ).all()
    gone: dict[UUID, int] = dict(
        session.execute(
            sa.select(Refund.top_up_id, sa.cast(sa.func.sum(Refund.amount_minor), sa.BigInteger))
            .where(Refund.top_up_id.in_([one.id for one in paid]), Refund.state.in_(LIVE_REFUND))
            .group_by(Refund.top_up_id)
        ).all()
    )
    found = [Refundable(one, Money((one.paid_minor or 0) - gone.get(one.id, 0), currency)) for one in paid]
    return [one for one in found if one.left]
