"""From earnings to payouts."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM
from marketplace.payouts.actions.queueing import queue_payout
from marketplace.payouts.actions.settling import mature_what_is_due
from marketplace.payouts.queries import to_be_paid
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work


@job(queue="money")
def queue_payouts(_: Ticked) -> None:
    """Puts available earnings together into payouts, one for each creator and currency."""
    with unit_of_work(SYSTEM) as work:
        waiting = to_be_paid(work.session)
    for creator_id, currency in waiting:
        with unit_of_work(SYSTEM) as work:
            queue_payout(work, creator_id, currency)


@job(queue="money")
def mature_earnings(_: Ticked) -> None:
    """Makes earnings available whose hold is over."""
    more = True
    while more:
        with unit_of_work(SYSTEM) as work:
            more = mature_what_is_due(work) > 0
