"""Background work of brands' money. Every job may be told twice, late and out of order."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.ids import RefundId
from marketplace.wallets.errands.disputing import hand_in_answer
from marketplace.wallets.errands.refunding import send_back
from marketplace.wallets.events import ChargebackAnswered, RefundDue
from marketplace.wallets.models import Refund
from marketplace.wallets.states import REFUND_UNDER_WAY, RefundState
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

TAKEN_UP_AFTER = {
    RefundState.WAITING_FUNDS: timedelta(minutes=10),
    RefundState.QUEUED: timedelta(hours=6),
    RefundState.SENDING: timedelta(hours=6),
}
"""A refund that stands still for so long is taken up again, whatever became of its job."""


@job(queue="money")
def send_refund(fact: RefundDue) -> None:
    """Sends a refund that a brand has asked for."""
    send_back(fact.refund_id)


@job(queue="money")
def answer_chargeback(fact: ChargebackAnswered) -> None:
    """Hands in what somebody has written to the payer's bank."""
    hand_in_answer(fact.chargeback_id)


@job(queue="money")
def take_up_refunds(_: Ticked) -> None:
    """Sends on refunds that wait for funds, and ones that stand still for no known reason."""
    now = system_clock()
    with unit_of_work(SYSTEM) as work:
        standing = work.session.scalars(
            sa.select(Refund).where(
                Refund.state.in_(REFUND_UNDER_WAY), sa.or_(Refund.lease_until.is_(None), Refund.lease_until < now)
            )
        ).all()
        for refund in standing:
            if refund.state_since <= work.now - TAKEN_UP_AFTER[refund.state]:
                work.announce(RefundDue(refund_id=RefundId(refund.id)))
