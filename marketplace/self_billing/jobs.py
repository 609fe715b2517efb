"""Background work of self-billing. Every job may be told twice, late and out of order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.payouts.events import MoneyGivenBack, PayoutReturned, PayoutSent
from marketplace.self_billing.actions import bill_payout, credit_give_back, credit_payout
from marketplace.self_billing.queries import give_backs_to_credit, payouts_to_credit, payouts_without_bill
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import Work, unit_of_work

LOOKED_BACK = timedelta(days=100)
"""A night that was missed is made up for by the next; what is older was asked about often enough."""


@job(queue="default")
def bill_sent_payout(fact: PayoutSent) -> None:
    """A payout was sent: invoices are written in the name of a creator who has agreed."""
    with unit_of_work(SYSTEM) as work:
        bill_payout(work, fact.payout_id)


@job(queue="default")
def credit_returned_payout(fact: PayoutReturned) -> None:
    """A payout came back: what was written for it is taken back."""
    with unit_of_work(SYSTEM) as work:
        credit_payout(work, fact.payout_id)


@job(queue="default")
def credit_what_went_back(fact: MoneyGivenBack) -> None:
    """A price went back to its brand: the document that contains it is corrected."""
    with unit_of_work(SYSTEM) as work:
        credit_give_back(work, fact.give_back_id)


@job(queue="default")
def catch_up_with_payouts(_: Ticked) -> None:
    """Writes at night what is missing, one payout in each piece of work."""
    with unit_of_work(SYSTEM) as work:
        since = work.now - LOOKED_BACK
        missing: list[tuple[Callable[[Work, UUID], object], Sequence[UUID]]] = [
            (bill_payout, payouts_without_bill(work.session, since)),
            (credit_payout, payouts_to_credit(work.session)),
            (credit_give_back, give_backs_to_credit(work.session, since)),
        ]
    for act, ids in missing:
        for one in ids:
            with unit_of_work(SYSTEM) as work:
                act(work, one)
