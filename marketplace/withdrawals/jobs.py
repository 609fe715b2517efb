"""Background work of our own money. Every job may be told twice, late and out of order."""

from __future__ import annotations

from datetime import timedelta

import structlog

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Unavailable
from marketplace.withdrawals.errands.sending import check_withdrawal_again, send
from marketplace.withdrawals.events import WithdrawalDue
from marketplace.withdrawals.models import Withdrawal
from marketplace.withdrawals.queries import withdrawals_in
from marketplace.withdrawals.states import WithdrawalState
from marketplace.work.attempts import standing_still
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)

TAKEN_UP_AFTER = {
    WithdrawalState.WAITING_FUNDS: timedelta(hours=1),
    WithdrawalState.SIGNED: timedelta(hours=6),
    WithdrawalState.SENDING: timedelta(hours=6),
}
"""A withdrawal that stands still for so long is taken up again, whatever became of its job."""


@job(queue="money")
def send_withdrawal(fact: WithdrawalDue) -> None:
    """Sends a withdrawal that two people have let go."""
    send(fact.withdrawal_id)


@job(queue="money")
def take_up_withdrawals(_: Ticked) -> None:
    """Sends on withdrawals that wait for funds, and ones that stand still for no known reason."""
    with unit_of_work(SYSTEM) as work:
        for withdrawal in standing_still(work, Withdrawal, TAKEN_UP_AFTER):
            work.announce(WithdrawalDue(withdrawal_id=withdrawal.id))


@job(queue="money")
def ask_about_withdrawals(_: Ticked) -> None:
    """Asks what has become of withdrawals that are on their way, whatever became of Stripe's messages."""
    with unit_of_work(SYSTEM) as work:
        on_their_way = withdrawals_in(work.session, WithdrawalState.ON_ITS_WAY)
    for withdrawal_id in on_their_way:
        try:
            check_withdrawal_again(withdrawal_id)
        except Unavailable as trouble:  # the others are asked all the same, and this one tomorrow
            log.warning("could not ask about a withdrawal", error=type(trouble).__name__)
