"""Sending a payout: claim, look up, call, record. A crash anywhere is answered by the same key or by the look-up."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Unavailable
from marketplace.gateways.current import payments
from marketplace.gateways.payments.errors import AccountNotReady, BadRequest, NotEnoughFunds, StoredFailure
from marketplace.gateways.payments.protocol import Transfer
from marketplace.payouts.actions.sending import (
    NO_ACCOUNT,
    PaidTwice,
    Plan,
    Try,
    begin_attempt,
    plan_sending,
    record_refusal,
    record_returned,
    record_sent,
    record_unknown,
)
from marketplace.payouts.errands.accounts import check_account_of
from marketplace.payouts.queries import payout_seen_by, payout_with_transfer
from marketplace.work.tries import Outcome
from marketplace.work.unit import unit_of_work

_REFUSALS: dict[type[Exception], Outcome] = {
    NotEnoughFunds: Outcome.NO_FUNDS,
    AccountNotReady: Outcome.ACCOUNT_NOT_READY,
    BadRequest: Outcome.REFUSED,
}


def send(payout_id: UUID) -> None:
    """Sends a signed payout, once. Raises Unavailable when the outcome is not known: then it is to be run again."""
    with unit_of_work(SYSTEM) as work:
        plan = plan_sending(work, payout_id)
    if plan is None:
        return
    try:
        if plan.look_up and look_up(plan.payout_id, plan.group):
            return
        if plan.account is None or not check_account_of(plan.creator_id):
            _refused(plan, Outcome.ACCOUNT_NOT_READY, NO_ACCOUNT, None)
            return
        with unit_of_work(SYSTEM) as work:
            attempt = begin_attempt(work, plan, plan.account)
    except Unavailable as trouble:
        _unknown(plan, trouble, None)
        raise
    _call(plan, attempt)


def look_up(payout_id: UUID, group: str) -> bool:
    """Asks Stripe whether a payout has already been sent, and keeps it if so. Raises PaidTwice for two transfers."""
    found = [transfer for transfer in payments().find_transfers(group) if transfer.reversed != transfer.amount]
    if len(found) > 1:
        raise PaidTwice(f"{group}: {', '.join(transfer.id for transfer in found)}")
    for transfer in found:
        _sent(payout_id, transfer)
    return bool(found)


def check_transfer(transfer_id: str) -> None:
    """Asks Stripe about a transfer: one of ours is kept as sent, one that was taken back as returned."""
    transfer = payments().read_transfer(transfer_id)
    payout_id = _payout_of(transfer)
    if payout_id is None:
        return
    with unit_of_work(SYSTEM) as work:
        known = payout_with_transfer(work.session, transfer_id) is not None
    if not known and transfer.reversed != transfer.amount:
        _sent(payout_id, transfer)
        known = True
    if known and transfer.reversed:
        with unit_of_work(SYSTEM) as work:
            record_returned(work, payout_id, reversed_amount=transfer.reversed)


def _call(plan: Plan, attempt: Try) -> None:
    try:
        transfer = payments().transfer(
            amount=plan.net,
            account=attempt.account,
            group=plan.group,
            metadata={"payout": str(plan.payout_id), "attempt": str(attempt.attempt_id)},
            key=attempt.key,
        )
    except tuple(_REFUSALS) as no:
        outcome = next(outcome for kind, outcome in _REFUSALS.items() if isinstance(no, kind))
        _refused(plan, outcome, str(no), attempt)
        return
    except Unavailable as trouble:
        _unknown(plan, trouble, attempt)
        raise
    _sent(plan.payout_id, transfer)


def _sent(payout_id: UUID, transfer: Transfer) -> None:
    with unit_of_work(SYSTEM) as work:
        record_sent(work, payout_id, transfer_id=transfer.id, account=transfer.account, amount=transfer.amount)


def _refused(plan: Plan, outcome: Outcome, says: str, attempt: Try | None) -> None:
    with unit_of_work(SYSTEM) as work:
        record_refusal(work, plan, outcome, says=says, attempt_id=attempt.attempt_id if attempt else None)


def _unknown(plan: Plan, trouble: Unavailable, attempt: Try | None) -> None:
    with unit_of_work(SYSTEM) as work:
        record_unknown(
            work,
            plan,
            says=f"{type(trouble).__name__}: {trouble}",
            attempt_id=attempt.attempt_id if attempt else None,
            key_is_spent=isinstance(trouble, StoredFailure),
        )


def _payout_of(transfer: Transfer) -> UUID | None:
    """The payout a transfer was made for; none for a transfer that is not ours."""
    try:
        payout_id = UUID((transfer.group or "").removeprefix("payout_"))
    except ValueError:
        return None
    with unit_of_work(SYSTEM) as work:
        return payout_seen_by(work.session, work.actor, payout_id).id
