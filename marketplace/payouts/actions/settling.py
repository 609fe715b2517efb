"""From held money to a creator's earning."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.ids import BriefId, CreatorId, EarningId, OrderId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import book, lock_account
from marketplace.ledger.postings import earnings
from marketplace.payouts.actions.debts import lock_purse, net_creator_debt
from marketplace.payouts.events import EarningSettled
from marketplace.payouts.models import Earning
from marketplace.payouts.queries import earning_from
from marketplace.settings import PayoutSettings, settings
from marketplace.wallets.actions.holding import still_held
from marketplace.wallets.errors import HoldGone
from marketplace.work.unit import Work


def settle(
    work: Work,
    *,
    source: tuple[str, UUID],
    creator_id: CreatorId,
    price: Money,
    brand_fee: Money,
    creator_fee: Money,
    title: str,
) -> Earning:
    """Pays a creator for work that was accepted, out of what is held for it. Done once: again gives the same earning.

    Raises HoldGone when something else than price and brand fee is held.
    """
    kind, source_id = source
    if earlier := earning_from(work.session, kind, source_id):
        return earlier
    held = lock_account(work, chart.held_order(source_id), price.currency).amount
    if held != price + brand_fee:
        raise HoldGone()
    lock_purse(work, creator_id, price.currency)
    said = earnings.settled(source_id, creator_id, price=price, brand_fee=brand_fee, creator_fee=creator_fee)
    book(work, said, key=f"{kind}:{source_id}:settled")
    return record_earning(work, source=source, creator_id=creator_id, gross=price, fee=creator_fee, title=title)


def cancel_with_kill_fee(
    work: Work,
    *,
    order_id: OrderId,
    brief_id: BriefId,
    creator_id: CreatorId,
    kill_fee: Money,
    creator_fee: Money,
    title: str = "",
) -> Earning:
    """Pays the kill fee of an order out of its hold and gives the brief back the rest. Raises HoldGone."""
    amount = still_held(work, order_id, kill_fee.currency)
    lock_purse(work, creator_id, kill_fee.currency)
    said = earnings.order_cancelled(order_id, brief_id, creator_id, held=amount, kill_fee=kill_fee, fee=creator_fee)
    book(work, said, key=f"order:{order_id}:cancelled")
    return record_earning(
        work, source=("kill_fee", order_id), creator_id=creator_id, gross=kill_fee, fee=creator_fee, title=title
    )


def record_earning(
    work: Work, *, source: tuple[str, UUID], creator_id: CreatorId, gross: Money, fee: Money, title: str
) -> Earning:
    """Keeps what a creator has earned, already in `creator:pending`; available at once unless a hold is set."""
    kind, source_id = source
    earning = Earning(
        source_kind=kind,
        source_id=source_id,
        creator_id=creator_id,
        title=title,
        currency=gross.currency,
        gross_minor=gross.minor,
        fee_minor=fee.minor,
        net_minor=(gross - fee).minor,
        settled_at=work.now,
        available_at=work.now + timedelta(days=settings(PayoutSettings).earning_hold_days),
    )
    work.session.add(earning)
    work.session.flush()
    if earning.available_at <= work.now:
        mature(work, earning)
    work.announce(
        EarningSettled(earning_id=EarningId(earning.id), creator_id=creator_id, source_kind=kind, source_id=source_id)
    )
    return earning


def mature(work: Work, earning: Earning) -> None:
    """Makes an earning whose hold is over available to be paid out, after what its creator owes."""
    if earning.matured_at is not None:
        return
    lock_purse(work, earning.creator_id, earning.currency)
    work.session.refresh(earning, ["give_backs"])  # what went back while it waited
    if earning.left:
        book(work, earnings.matured(earning.creator_id, earning.left), key=f"earning:{earning.id}:matured")
    earning.matured_at = work.now
    work.session.flush()
    net_creator_debt(work, earning.creator_id, earning.currency)


def mature_what_is_due(work: Work, *, limit: int = 200) -> int:
    """Makes earnings available whose hold is over; gives how many."""
    due = work.session.scalars(
        sa.select(Earning)
        .where(Earning.matured_at.is_(None), Earning.available_at <= work.now)
        .order_by(Earning.available_at, Earning.id)
        .limit(limit)
        .with_for_update(of=Earning, skip_locked=True, key_share=True)
    ).all()
    for earning in sorted(due, key=lambda one: one.creator_id):
        mature(work, earning)
    return len(due)
