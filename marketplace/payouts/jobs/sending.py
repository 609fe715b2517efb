"""Sending what two people have let go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import PayoutId
from marketplace.payouts.countries import Rail
from marketplace.payouts.errands.sending import send
from marketplace.payouts.events import PayoutDue
from marketplace.payouts.models import Payout
from marketplace.payouts.states import PayoutState
from marketplace.work.attempts import standing_still
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
    with unit_of_work(SYSTEM) as work:
        for payout in standing_still(work, Payout, TAKEN_UP_AFTER, only=[Payout.rail == Rail.STRIPE]):
            work.announce(PayoutDue(payout_id=PayoutId(payout.id)))
