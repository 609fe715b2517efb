"""Sending a withdrawal exactly once: what is kept before and after every call.

The call itself is made by `errands.sending`, outside of any transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketplace.base.actor import Side
from marketplace.base.clock import system_clock
from marketplace.base.money import Money
from marketplace.ledger.actions import book, reverse
from marketplace.ledger.postings.platform import withdrawal_arrived, withdrawal_begun, withdrawal_failed
from marketplace.withdrawals.events import WithdrawalArrived, WithdrawalFailed, WithdrawalSent
from marketplace.withdrawals.models import Withdrawal, WithdrawalAttempt
from marketplace.withdrawals.queries import share_in, withdrawal_seen_by
from marketplace.withdrawals.states import UNDER_WAY, WithdrawalState
from marketplace.withdrawals.told import PayoutTold
from marketplace.work.tries import Outcome, all_sent, end_try, keep_unknown, open_try
from marketplace.work.unit import Work


class WithdrawnTwice(Exception):
    """Stripe knows two payouts for one withdrawal, or one of another amount. A person has to look at once."""


@dataclass(frozen=True)
class Plan:
    """What is needed to send a withdrawal: the lease says that nobody else is at it."""

    withdrawal_id: UUID
    lease: datetime
    amount: Money
    first_tried_at: datetime | None
    """When a call was first made for it, by the machine's clock; then it is looked up before another."""


def plan_withdrawal(work: Work, withdrawal_id: UUID) -> Plan | None:
    """Takes the lease of a signed withdrawal; None when there is nothing to send.

    Raises StillUnknown while somebody else has the lease.
    """
    withdrawal = withdrawal_seen_by(work.session, work.actor, withdrawal_id, lock=True)
    if withdrawal.state not in UNDER_WAY:
        return None
    lease = withdrawal.take_lease()
    first = withdrawal.attempts[0].began_at if withdrawal.attempts else None
    return Plan(withdrawal.id, lease, withdrawal.amount, first)


def begin_attempt(work: Work, plan: Plan) -> WithdrawalAttempt | None:
    """Keeps that a call is about to be made: with the key of a try whose outcome is unknown, else with a new one.

    A new key is only ever taken after a look-up, and only for what is still ours: None when it waits for that. Raises
    StillUnknown when the lease was lost meanwhile.
    """
    withdrawal = withdrawal_seen_by(work.session, work.actor, plan.withdrawal_id, lock=True)
    withdrawal.must_be_held(plan.lease, UNDER_WAY)
    again = open_try(withdrawal.attempts)
    if again is not None:
        return again
    if share_in(work.session, withdrawal.currency, without=withdrawal.id).ours < withdrawal.amount:
        withdrawal.let_go(plan.lease)
        if withdrawal.state is not WithdrawalState.WAITING_FUNDS:
            withdrawal.move("wait_for_funds", by=Side.SYSTEM, at=work.now)
        return None
    if withdrawal.state is not WithdrawalState.SENDING:
        withdrawal.move("begin", by=Side.SYSTEM, at=work.now)
    number = len(withdrawal.attempts) + 1
    attempt = WithdrawalAttempt(
        withdrawal=withdrawal, number=number, key=f"withdrawal_{withdrawal.id}_{number}", began_at=system_clock()
    )
    work.session.add(attempt)
    work.session.flush()
    return attempt


def record_payout(work: Work, withdrawal_id: UUID, told: PayoutTold) -> Withdrawal:
    """Keeps what Stripe says of a payout to our bank, whoever found out first: on its way, arrived, or come back.

    Raises WithdrawnTwice.
    """
    withdrawal = withdrawal_seen_by(work.session, work.actor, withdrawal_id, lock=True)
    if withdrawal.payout_id not in (None, told.id):
        raise WithdrawnTwice(f"withdrawal {withdrawal.id}: {withdrawal.payout_id} and {told.id}")
    if told.amount != withdrawal.amount:
        raise WithdrawnTwice(f"withdrawal {withdrawal.id} is {withdrawal.amount}, {told.id} is {told.amount}")
    if withdrawal.payout_id is None:
        _sent(work, withdrawal, told)
    withdrawal.arrives_at = told.arrives_at
    if told.is_paid and withdrawal.state is WithdrawalState.ON_ITS_WAY:
        withdrawal.move("arrive", by=Side.SYSTEM, at=work.now)
        book(work, withdrawal_arrived(withdrawal.amount), key=f"withdrawal:{withdrawal.id}:arrived")
        work.announce(WithdrawalArrived(withdrawal_id=withdrawal.id))
    elif told.is_over and withdrawal.state in (WithdrawalState.ON_ITS_WAY, WithdrawalState.ARRIVED):
        _come_back(work, withdrawal, told)
    return withdrawal


def record_refusal(work: Work, plan: Plan, attempt_id: UUID, *, says: str, for_funds: bool) -> Withdrawal:
    """Keeps a definite no: the money has not moved. Too small a balance is waited for; all else ends it."""
    withdrawal = withdrawal_seen_by(work.session, work.actor, plan.withdrawal_id, lock=True)
    end_try(withdrawal.attempts, attempt_id, Outcome.NO_FUNDS if for_funds else Outcome.REFUSED, says)
    if withdrawal.state is not WithdrawalState.SENDING:
        return withdrawal
    withdrawal.lease_until, withdrawal.problem = None, says
    if for_funds:
        withdrawal.move("wait_for_funds", by=Side.SYSTEM, at=work.now, why=says)
        return withdrawal
    withdrawal.move("refuse", by=Side.SYSTEM, at=work.now, why=says)
    work.announce(WithdrawalFailed(withdrawal_id=withdrawal.id, why=says))
    return withdrawal


def record_unknown(
    work: Work, plan: Plan, *, says: str, attempt_id: UUID | None = None, key_is_spent: bool = False
) -> None:
    """Keeps that nobody knows yet. The try stays open for its key to be used again, unless that can say no more."""
    withdrawal = withdrawal_seen_by(work.session, work.actor, plan.withdrawal_id, lock=True)
    keep_unknown(withdrawal.attempts, attempt_id, says, key_is_spent=key_is_spent)
    withdrawal.let_go(plan.lease)


def _sent(work: Work, withdrawal: Withdrawal, told: PayoutTold) -> None:
    withdrawal.move("confirm", by=Side.SYSTEM, at=work.now)
    withdrawal.payout_id, withdrawal.sent_at = told.id, work.now
    withdrawal.lease_until, withdrawal.problem = None, ""
    all_sent(withdrawal.attempts)
    book(work, withdrawal_begun(withdrawal.amount), key=f"withdrawal:{withdrawal.id}:begun")
    work.announce(WithdrawalSent(withdrawal_id=withdrawal.id))


def _come_back(work: Work, withdrawal: Withdrawal, told: PayoutTold) -> None:
    """Our bank did not take it, or nobody sent it on; some banks say so only days after they have taken it."""
    if withdrawal.state is WithdrawalState.ARRIVED:
        arrived = book(work, withdrawal_arrived(withdrawal.amount), key=f"withdrawal:{withdrawal.id}:arrived")
        reverse(work, arrived.id, f"withdrawal:{withdrawal.id}:arrived:back")
    withdrawal.move("come_back", by=Side.SYSTEM, at=work.now, why=told.why)
    withdrawal.problem = told.why
    book(work, withdrawal_failed(withdrawal.amount), key=f"withdrawal:{withdrawal.id}:failed")
    work.announce(WithdrawalFailed(withdrawal_id=withdrawal.id, why=told.why))
