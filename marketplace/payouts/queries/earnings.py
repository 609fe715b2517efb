"""Reads: what creators have earned, and where they are paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.queries import amounts_of
from marketplace.payouts.models import Earning, GiveBack, Netting, Payout, PayoutAccount, PayoutLine
from marketplace.payouts.queries.earning_holds import is_earning_held
from marketplace.payouts.states import PayoutState
from marketplace.work.locking import locked


@dataclass(frozen=True)
class Purse:
    """What a creator has in one currency: not yet theirs to have, to be paid next, on its way, paid in all."""

    currency: str
    pending: Money
    available: Money
    in_transit: Money
    paid: Money


def earning_from(session: Session, source_kind: str, source_id: UUID) -> Earning | None:
    """What was earned by one thing."""
    return session.scalar(sa.select(Earning).where(Earning.source_kind == source_kind, Earning.source_id == source_id))


def earnings_of(session: Session, creator_id: UUID, *, limit: int = 200) -> Sequence[Earning]:
    """What a creator has earned, newest first."""
    return session.scalars(
        sa.select(Earning)
        .where(Earning.creator_id == creator_id)
        .options(selectinload(Earning.lines), selectinload(Earning.give_backs), selectinload(Earning.nettings))
        .order_by(Earning.settled_at.desc(), Earning.id.desc())
        .limit(limit)
    ).all()


def unpaid_earnings(session: Session, creator_id: UUID, currency: str) -> list[Earning]:
    """What a creator can be paid now, is in no payout and not on hold, oldest first."""
    return _oldest_first(session, creator_id, currency, sa.not_(is_earning_held()))


def earnings_at_hand(session: Session, creator_id: UUID, currency: str) -> list[Earning]:
    """What a creator's debts are paid out of: all that is available and in no payout, on hold or not; oldest first."""
    return _oldest_first(session, creator_id, currency, sa.true())


def to_be_paid(session: Session) -> list[tuple[UUID, str]]:
    """Every creator and currency with earnings that can be paid now, are in no payout and not on hold."""
    rows = session.execute(
        sa.select(Earning.creator_id, Earning.currency).where(_unpaid(), sa.not_(is_earning_held())).distinct()
    )
    return sorted((creator_id, currency) for creator_id, currency in rows)


def purses_of(session: Session, creator_id: UUID) -> list[Purse]:
    """What a creator has in every currency they earned in; from the ledger, but for what has been paid."""
    pending = amounts_of(session, chart.creator_pending(creator_id))
    available = amounts_of(session, chart.creator_available(creator_id))
    moving, paid = _sent_and_moving(session, creator_id)
    return [
        Purse(
            currency,
            *(part.get(currency, Money.zero(currency)) for part in (pending, available, moving, paid)),
        )
        for currency in sorted({*pending, *available, *moving, *paid})
    ]


def payout_account_of(session: Session, creator_id: UUID, *, lock: bool = False) -> PayoutAccount | None:
    """Where a creator is paid, if they have begun to set it up."""
    query = sa.select(PayoutAccount).where(PayoutAccount.creator_id == creator_id)
    return session.scalar(locked(query, PayoutAccount, lock))


def accounts_of(session: Session, creator_ids: Iterable[UUID]) -> dict[UUID, PayoutAccount]:
    """The payout accounts of several creators."""
    rows = session.scalars(sa.select(PayoutAccount).where(PayoutAccount.creator_id.in_(list(creator_ids))))
    return {row.creator_id: row for row in rows}


def accounts_not_ready(session: Session) -> list[str]:
    """The accounts at Stripe that have been made and cannot be paid yet."""
    return list(
        session.scalars(
            sa.select(PayoutAccount.external_id).where(
                PayoutAccount.external_id.is_not(None), PayoutAccount.transfers_status != "active"
            )
        )
    )


def payout_account_with(session: Session, external_id: str) -> PayoutAccount | None:
    """The payout account that Stripe knows by an id."""
    return session.scalar(sa.select(PayoutAccount).where(PayoutAccount.external_id == external_id))


def _oldest_first(
    session: Session, creator_id: UUID, currency: str, condition: sa.ColumnElement[bool]
) -> list[Earning]:
    return list(
        session.scalars(
            sa.select(Earning)
            .where(Earning.creator_id == creator_id, Earning.currency == currency, _unpaid(), condition)
            .options(selectinload(Earning.give_backs), selectinload(Earning.nettings))
            .order_by(Earning.settled_at, Earning.id)
            .execution_options(populate_existing=True)
        )
    )


def _unpaid() -> sa.ColumnElement[bool]:
    live = sa.exists().where(PayoutLine.earning_id == Earning.id, PayoutLine.live)
    back = sa.select(sa.func.sum(GiveBack.taken_minor)).where(GiveBack.earning_id == Earning.id).scalar_subquery()
    netted = sa.select(sa.func.sum(Netting.amount_minor)).where(Netting.earning_id == Earning.id).scalar_subquery()
    left = Earning.net_minor - sa.func.coalesce(back, 0) - sa.func.coalesce(netted, 0)
    return sa.and_(Earning.matured_at.is_not(None), sa.not_(live), left > 0)


def _sent_and_moving(session: Session, creator_id: UUID) -> tuple[dict[str, Money], dict[str, Money]]:
    is_sent = (Payout.state == PayoutState.SENT).label("is_sent")
    rows = session.execute(
        sa.select(Payout.currency, is_sent, sa.func.sum(Payout.net_minor))
        .where(Payout.creator_id == creator_id, Payout.state != PayoutState.RETURNED)
        .group_by(Payout.currency, sa.text("is_sent"))
    )
    moving: dict[str, Money] = {}
    paid: dict[str, Money] = {}
    for currency, sent, total in rows:
        (paid if sent else moving)[currency] = Money(int(total), currency)
    return moving, paid
