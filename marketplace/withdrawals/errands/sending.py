"""Sending a withdrawal: claim, look up, call, record. A crash anywhere is answered by the same key or the look-up."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound, Unavailable
from marketplace.gateways.current import payments
from marketplace.gateways.payments.errors import BadRequest, NotEnoughFunds, StoredFailure
from marketplace.gateways.payments.protocol import BankPayout
from marketplace.withdrawals.actions.sending import (
    Plan,
    WithdrawnTwice,
    begin_attempt,
    plan_withdrawal,
    record_payout,
    record_refusal,
    record_unknown,
)
from marketplace.withdrawals.queries import withdrawal_of_stripe, withdrawal_seen_by
from marketplace.withdrawals.told import PayoutTold
from marketplace.work.unit import unit_of_work

LOOKED_BACK = timedelta(days=1)
"""How much earlier than our first call Stripe is asked for payouts: its clock is another one."""


def send(withdrawal_id: UUID) -> None:
    """Sends a signed withdrawal, once. Raises Unavailable when the outcome is not known: then it is to be run again."""
    with unit_of_work(SYSTEM) as work:
        plan = plan_withdrawal(work, withdrawal_id)
    if plan is None:
        return
    try:
        if plan.first_tried_at and _look_up(withdrawal_id, plan.first_tried_at - LOOKED_BACK):
            return
        with unit_of_work(SYSTEM) as work:
            attempt = begin_attempt(work, plan)
            if attempt is None:
                return
            attempt_id, key = attempt.id, attempt.key
    except Unavailable as trouble:
        _unknown(plan, trouble, None)
        raise
    _call(plan, attempt_id, key)


def check_withdrawal(payout_id: str) -> None:
    """Asks Stripe about a payout to our bank: one of ours is kept as it is; any other is the reconciliation's."""
    told = payments().read_own_payout(payout_id)
    withdrawal_id = _ours(told)
    if withdrawal_id is not None:
        _keep(withdrawal_id, told)


def check_withdrawal_again(withdrawal_id: UUID) -> None:
    """Asks Stripe what has become of a withdrawal that was sent."""
    with unit_of_work(SYSTEM) as work:
        payout_id = withdrawal_seen_by(work.session, work.actor, withdrawal_id).payout_id
    if payout_id is not None:
        _keep(withdrawal_id, payments().read_own_payout(payout_id))


def _look_up(withdrawal_id: UUID, since: datetime) -> bool:
    """Asks Stripe whether it was sent already, and keeps it if so. Raises WithdrawnTwice for two payouts."""
    found = [one for one in payments().own_payouts(since) if one.metadata.get("withdrawal") == str(withdrawal_id)]
    if len(found) > 1:
        raise WithdrawnTwice(f"withdrawal {withdrawal_id}: {', '.join(one.id for one in found)}")
    for told in found:
        _keep(withdrawal_id, told)
    return bool(found)


def _call(plan: Plan, attempt_id: UUID, key: str) -> None:
    try:
        told = payments().pay_out_to_bank(
            amount=plan.amount, metadata={"withdrawal": str(plan.withdrawal_id)}, key=key
        )  # fmt: skip
    except (NotEnoughFunds, BadRequest) as no:
        with unit_of_work(SYSTEM) as work:
            record_refusal(work, plan, attempt_id, says=str(no), for_funds=isinstance(no, NotEnoughFunds))
    except Unavailable as trouble:
        _unknown(plan, trouble, attempt_id)
        raise
    else:
        _keep(plan.withdrawal_id, told)


def _keep(withdrawal_id: UUID, told: BankPayout) -> None:
    with unit_of_work(SYSTEM) as work:
        record_payout(
            work,
            withdrawal_id,
            PayoutTold(
                id=told.id,
                amount=told.amount,
                arrives_at=told.arrives_at,
                is_paid=told.status == "paid",
                is_over=told.status in ("failed", "canceled"),
                why=told.failure or told.failure_code or told.status,
            ),
        )


def _unknown(plan: Plan, trouble: Unavailable, attempt_id: UUID | None) -> None:
    says = f"{type(trouble).__name__}: {trouble}"
    with unit_of_work(SYSTEM) as work:
        record_unknown(
            work, plan, says=says, attempt_id=attempt_id, key_is_spent=isinstance(trouble, StoredFailure)
        )  # fmt: skip


def _ours(told: BankPayout) -> UUID | None:
    """Our id of a payout; none for one that somebody made at Stripe by hand."""
    with unit_of_work(SYSTEM) as work:
        if known := withdrawal_of_stripe(work.session, told.id):
            return known.id
        try:
            return withdrawal_seen_by(work.session, work.actor, UUID(told.metadata.get("withdrawal", ""))).id
        except (ValueError, NotFound):
            return None
