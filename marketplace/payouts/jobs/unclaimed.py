"""Payouts that wait for their creator."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.payouts.actions.unclaimed import remind_or_return
from marketplace.payouts.models import Payout
from marketplace.payouts.states import PayoutState
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work


@job(queue="default")
def remind_of_unclaimed(_: Ticked) -> None:
    """Reminds creators of payouts that wait for their account, and gives up those that have waited too long."""
    with unit_of_work(SYSTEM) as work:
        waiting = work.session.scalars(sa.select(Payout.id).where(Payout.state == PayoutState.BLOCKED)).all()
    for payout_id in waiting:
        with unit_of_work(SYSTEM) as work:
            remind_or_return(work, payout_id)
