"""Sending what two people have let go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.ids import PayoutId
from marketplace.payouts.countries import Rail
from marketplace.payouts.errands.sending import send
from marketplace.payouts.events import PayoutDue
from marketplace.payouts.models import Payout
from marketplace.payouts.states import UNDER_WAY, PayoutState
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

TAKEN_UP_AFTER: Mapping[PayoutState, timedelta] = {
    PayoutState.WAITING_FUNDS: timedelta(minutes=10),
    PayoutState.SIGNED: timedelta(hours=6),
    PayoutState.SENDING: timedelta(hours=6),
}
"""A payout that stands still for so long is taken up again, whatever became of its job."""


@job(queue="money")
def send_payout(fact: PayoutDue) -> None:
    """Sends a payout that two people have let go."""
    send(fact.payout_id)


@job(queue="money")
def take_up_payouts(_: Ticked) -> None:
    """Sends on payouts that wait for funds, and ones that stand still for no known reason."""
    now = system_clock()
    with unit_of_work(SYSTEM) as work:
        standing = work.session.scalars(
            sa.select(Payout).where(
                Payout.state.in_(UNDER_WAY),
                Payout.rail == Rail.STRIPE,
                sa.or_(Payout.lease_until.is_(None), Payout.lease_until < now),
            )
        ).all()
        for payout in standing:
            if payout.state_since <= work.now - TAKEN_UP_AFTER[payout.state]:
                work.announce(PayoutDue(payout_id=PayoutId(payout.id)))
