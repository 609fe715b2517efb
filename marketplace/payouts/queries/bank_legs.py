"""Reads: what Stripe has sent on to creators' banks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.payouts.models import BankLeg, Payout, PayoutAccount
from marketplace.payouts.states import ARRIVING


def bank_legs_of(
    session: Session, creator_id: UUID, *, since: datetime | None = None, limit: int = 20
) -> Sequence[BankLeg]:
    """What left a creator's Stripe balance for their bank, newest first; since an instant, if one is given."""
    query = sa.select(BankLeg).where(BankLeg.creator_id == creator_id)
    if since is not None:
        query = query.where(BankLeg.begun_at >= since)
    return session.scalars(query.order_by(BankLeg.begun_at.desc(), BankLeg.id.desc()).limit(limit)).all()


def accounts_with_money_moving(session: Session, since: datetime) -> list[str]:
    """The accounts at Stripe that were paid since an instant, or whose money is not at the bank yet."""
    paid = sa.exists().where(Payout.creator_id == PayoutAccount.creator_id, Payout.sent_at >= since)
    moving = sa.exists().where(BankLeg.creator_id == PayoutAccount.creator_id, BankLeg.status.in_(ARRIVING))
    return [
        account
        for account in session.scalars(
            sa.select(PayoutAccount.external_id)
            .where(PayoutAccount.external_id.is_not(None), sa.or_(paid, moving))
            .order_by(PayoutAccount.external_id)
        )
        if account is not None
    ]
