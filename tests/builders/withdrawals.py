"""Our own money on its way to our bank."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM, Actor
from marketplace.base.clock import system_clock
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.ledger.actions import book
from marketplace.ledger.postings.platform import stripe_fee
from marketplace.withdrawals import actions
from marketplace.withdrawals.models import Withdrawal
from marketplace.withdrawals.told import PayoutTold
from marketplace.work.unit import Work

WorkAs = Callable[[Actor], AbstractContextManager[Work]]

BANK_SAYS = "The bank account has been closed."


def a_withdrawal(work_as: WorkAs, person: Person) -> Withdrawal:
    """Stripe has given fees back, so that something is ours; somebody proposes that a part goes to our bank."""
    with work_as(SYSTEM) as work:
        book(work, stripe_fee(Money(-5_000_00, "USD")), key=f"fees_given_back:{new_id()}")
    with work_as(person.actor) as work:
        return actions.propose_withdrawal(work, amount=Money(250_00, "USD"))


def withdrawals_on_show(work_as: WorkAs, maker: Person, signer: Person) -> dict[str, UUID]:
    """One withdrawal that came back from our bank, and one that waits for a second person; their ids."""
    sent = a_withdrawal(work_as, maker)
    with work_as(signer.actor) as work:
        actions.sign_withdrawal(work, sent.id)
    with work_as(SYSTEM) as work:
        plan = actions.plan_withdrawal(work, sent.id)
        assert plan is not None
    with work_as(SYSTEM) as work:
        actions.begin_attempt(work, plan)
    for is_over in (False, True):
        told = PayoutTold("po_1", sent.amount, system_clock(), is_paid=False, is_over=is_over, why=BANK_SAYS)
        with work_as(SYSTEM) as work:
            actions.record_payout(work, sent.id, told)
    return {"sent_withdrawal": sent.id, "proposed_withdrawal": a_withdrawal(work_as, maker).id}
