"""Reads: whether the promise is kept that a payout leaves within three working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.payouts.models import Earning, Payout, PayoutLine
from marketplace.payouts.queries.wanted import late_at
from marketplace.payouts.states import PayoutState


@dataclass(frozen=True)
class PromiseKept:
    """How payouts whose promised day fell into a span of time did: `count` left or should have, `kept` in time."""

    days: int
    count: int
    kept: int

    @property
    def share(self) -> float | None:
        """The part that left in time, 0-1; none when nothing was promised for these days."""
        return self.kept / self.count if self.count else None


def promise_kept(session: Session, days: int, now: datetime) -> PromiseKept:
    """How the last days went. A payout that was only made after its day, for want of an account, does not count."""
    count, late = session.execute(
        sa.select(sa.func.count(), sa.func.count().filter(late_at(now))).where(_was_due(days, now))
    ).one()
    return PromiseKept(days, count, count - late)


def median_hours_to_payout(session: Session, days: int, now: datetime) -> float | None:
    """From the settlement of the oldest work in a payout to its transfer, of those of the last days that left."""
    settled = (
        sa.select(sa.func.min(Earning.settled_at))
        .join(PayoutLine, PayoutLine.earning_id == Earning.id)
        .where(PayoutLine.payout_id == Payout.id)
        .scalar_subquery()
    )
    hours = sa.extract("epoch", Payout.sent_at - settled) / 3600
    median = session.scalar(
        sa.select(sa.func.percentile_cont(0.5).within_group(hours)).select_from(Payout).where(_was_due(days, now))
    )
    return float(median) if median is not None else None


def _was_due(days: int, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        Payout.promised_by > now - timedelta(days=days),
        Payout.queued_at <= Payout.promised_by,
        sa.or_(Payout.state != PayoutState.RETURNED, Payout.sent_at.is_not(None)),
        sa.or_(Payout.sent_at.is_not(None), Payout.promised_by < now),
    )
