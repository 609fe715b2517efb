"""Reads: top-ups."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.wallets.models import TopUp
from marketplace.wallets.policy import may_see_wallet
from marketplace.work.locking import locked


def top_ups_of(session: Session, brand_id: UUID, *, limit: int = 50) -> Sequence[TopUp]:
    """A brand's top-ups, newest first."""
    return session.scalars(
        sa.select(TopUp).where(TopUp.brand_id == brand_id).order_by(TopUp.asked_at.desc(), TopUp.id.desc()).limit(limit)
    ).all()


def top_up_seen_by(session: Session, actor: Actor, top_up_id: UUID, *, lock: bool = False) -> TopUp:
    """A top-up as its brand, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(TopUp).where(TopUp.id == top_up_id), TopUp, lock))
    if found is None or not may_see_wallet(actor, found.brand_id):
        raise NotFound()
    return found


def top_up_of_session(session: Session, session_id: str) -> TopUp | None:
    """The top-up behind one of Stripe's hosted pages."""
    return session.scalar(sa.select(TopUp).where(TopUp.session_id == session_id))


def top_up_of_payment(session: Session, payment_id: str) -> TopUp | None:
    """The top-up that a payment at Stripe paid."""
    return session.scalar(sa.select(TopUp).where(TopUp.payment_id == payment_id))


def top_up_asked_once(session: Session, brand_id: UUID, once: UUID) -> TopUp | None:
    """The top-up that was asked for with one showing of a form."""
    return session.scalar(sa.select(TopUp).where(TopUp.brand_id == brand_id, TopUp.once == once))
