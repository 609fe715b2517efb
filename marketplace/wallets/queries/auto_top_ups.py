"""Reads: rules by which wallets top themselves up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.ledger.months import month_of
from marketplace.wallets.models import AutoTopUp, TopUp
from marketplace.wallets.policy import may_see_wallet
from marketplace.wallets.states import AutoTopUpState, TopUpState
from marketplace.work.locking import locked

_COUNTED = (TopUpState.OPEN, TopUpState.PROCESSING, TopUpState.PAID)


def rule_of(session: Session, brand_id: UUID, currency: str, *, lock: bool = False) -> AutoTopUp | None:
    """A brand's rule for one currency, if it ever set one."""
    query = sa.select(AutoTopUp).where(AutoTopUp.brand_id == brand_id, AutoTopUp.currency == currency)
    return session.scalar(locked(query, AutoTopUp, lock))


def rules_of(session: Session, brand_id: UUID) -> Sequence[AutoTopUp]:
    """A brand's rules, one for each currency."""
    return session.scalars(
        sa.select(AutoTopUp).where(AutoTopUp.brand_id == brand_id).order_by(AutoTopUp.currency)
    ).all()


def rule_seen_by(session: Session, actor: Actor, rule_id: UUID, *, lock: bool = False) -> AutoTopUp:
    """A rule as its brand, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(AutoTopUp).where(AutoTopUp.id == rule_id), AutoTopUp, lock))
    if found is None or not may_see_wallet(actor, found.brand_id):
        raise NotFound()
    return found


def rules_that_are_on(session: Session) -> list[UUID]:
    """Every rule that may collect."""
    return list(session.scalars(sa.select(AutoTopUp.id).where(AutoTopUp.state == AutoTopUpState.ON)))


def is_collecting(session: Session, rule: AutoTopUp) -> bool:
    """Whether a top-up of a rule is under way."""
    under_way = TopUp.state.in_([TopUpState.OPEN, TopUpState.PROCESSING])
    return bool(session.scalar(sa.select(sa.exists().where(TopUp.rule_id == rule.id, under_way))))


def collected_in_month(session: Session, rule: AutoTopUp, now: datetime) -> Money:
    """What a rule has collected, or is collecting, in this calendar month, UTC."""
    total = session.scalar(
        sa.select(sa.cast(sa.func.coalesce(sa.func.sum(TopUp.amount_minor), 0), sa.BigInteger)).where(
            TopUp.rule_id == rule.id, TopUp.asked_at >= month_of(now), TopUp.state.in_(_COUNTED)
        )
    )
    return Money(int(total or 0), rule.currency)
