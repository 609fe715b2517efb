"""Earnings become payouts: one for each creator and currency."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.ids import CreatorId, PayoutId, new_id
from marketplace.base.money import Money, exponent_of
from marketplace.creators.models import Creator
from marketplace.ledger.actions import book
from marketplace.ledger.postings.payouts import payout_begun
from marketplace.payouts.actions.debts import lock_purse, net_creator_debt
from marketplace.payouts.events import PayoutQueued
from marketplace.payouts.models import Earning, Payout, PayoutLine
from marketplace.payouts.promise import promise_date
from marketplace.payouts.queries import (
    hold_on_creator,
    lacks_tax_form,
    payout_account_of,
    unpaid_earnings,
    withheld_from,
)
from marketplace.payouts.states import PayoutState
from marketplace.settings import PayoutSettings, settings
from marketplace.work.unit import Work


def queue_payout(work: Work, creator_id: UUID, currency: str) -> Payout | None:
    """Puts a creator's available earnings together into one payout and takes them out of what is available.

    None when there is nothing, too little, a hold on the creator, no account that is ready, no tax form though one is
    needed, a payout that still waits for a batch, or when the state would take all of it.
    """
    # Whoever holds the creator's payouts at this moment is waited for, and then seen.
    work.session.execute(sa.select(Creator.id).where(Creator.id == creator_id).with_for_update(read=True))
    if hold_on_creator(work.session, creator_id) is not None:
        return None
    # Whoever else would pay the same earnings waits here.
    lock_purse(work, creator_id, currency)
    net_creator_debt(work, creator_id, currency)
    available = lock_purse(work, creator_id, currency).amount
    account = payout_account_of(work.session, creator_id)
    earnings = unpaid_earnings(work.session, creator_id, currency)
    gross = Money(sum(earning.left.minor for earning in earnings), currency)
    if not earnings or account is None or not account.is_ready or _waits_for_a_batch(work, creator_id, currency):
        return None
    if gross < smallest_payout(currency) or available < gross:
        return None
    if lacks_tax_form(work.session, creator_id, account.country, work.now):
        return None
    # The lock above also keeps the tax year still: no other payout of theirs in this currency begins meanwhile.
    withheld = withheld_from(work.session, creator_id, gross, account.country, work.now)
    if withheld.amount == gross:
        return None
    payout = Payout(
        id=new_id(),
        creator_id=creator_id,
        currency=currency,
        rail=account.rail,
        gross_minor=gross.minor,
        tax_minor=withheld.amount.minor,
        net_minor=(gross - withheld.amount).minor,
        tax_basis=withheld.as_json(),
        queued_at=work.now,
        promised_by=_promised(earnings),
    )
    work.session.add(payout)
    payout.begin(at=work.now)
    work.session.flush()
    work.session.add_all(
        PayoutLine(payout_id=payout.id, earning_id=earning.id, amount_minor=earning.left.minor) for earning in earnings
    )
    said = payout_begun(creator_id, payout.id, gross=payout.gross, tax=payout.tax)
    book(work, said, key=f"payout:{payout.id}:begun")
    work.announce(PayoutQueued(payout_id=PayoutId(payout.id), creator_id=CreatorId(creator_id)))
    return payout


def smallest_payout(currency: str) -> Money:
    """Less than this is not sent yet."""
    return Money(max(1, settings(PayoutSettings).payout_minimum * 10 ** exponent_of(currency)), currency)


def _waits_for_a_batch(work: Work, creator_id: UUID, currency: str) -> bool:
    return bool(
        work.session.scalar(
            sa.select(
                sa.exists().where(
                    Payout.creator_id == creator_id, Payout.currency == currency, Payout.state == PayoutState.QUEUED
                )
            )
        )
    )


def _promised(earnings: list[Earning]) -> datetime:
    """The end of the day on which the oldest of them was promised to be sent."""
    day = min(promise_date(earning.settled_at) for earning in earnings)
    return datetime.combine(day, time(23, 59, 59), UTC)
