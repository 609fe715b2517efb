"""Background work of brands' money. Every job may be told twice, late and out of order."""

from __future__ import annotations

from datetime import timedelta

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import RefundId
from marketplace.wallets.actions.auto_topping_up import begin_collection
from marketplace.wallets.errands.auto_topping_up import collect
from marketplace.wallets.errands.disputing import hand_in_answer
from marketplace.wallets.errands.refunding import send_back
from marketplace.wallets.events import AutoTopUpDue, ChargebackAnswered, RefundDue
from marketplace.wallets.models import Refund
from marketplace.wallets.queries import rules_that_are_on
from marketplace.wallets.states import RefundState
from marketplace.work.attempts import standing_still
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
    with unit_of_work(SYSTEM) as work:
        for refund in standing_still(work, Refund, TAKEN_UP_AFTER):
            work.announce(RefundDue(refund_id=RefundId(refund.id)))


@job(queue="money")
def collect_top_up(fact: AutoTopUpDue) -> None:
    """Collects what a rule has asked for."""
    collect(fact.top_up_id)


@job(queue="money")
def top_up_low_wallets(_: Ticked) -> None:
    """Begins a top-up for every wallet that has run low and has a rule."""
    with unit_of_work(SYSTEM) as work:
        rules = rules_that_are_on(work.session)
    for rule_id in rules:
        with unit_of_work(SYSTEM) as work:
            begin_collection(work, rule_id)
