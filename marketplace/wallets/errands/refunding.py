"""Sending a refund: claim, look up, call, record. A crash anywhere is answered by the same key or by the look-up."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound, Unavailable
from marketplace.base.text import N_
from marketplace.gateways.current import payments
from marketplace.gateways.payments.errors import BadRequest, NotEnoughFunds, StoredFailure
from marketplace.gateways.payments.protocol import Refund
from marketplace.wallets.actions.refunding import (
    RefundedTwice,
    RefundPlan,
    begin_refund_try,
    plan_refund,
    record_refund,
    record_refund_refusal,
    record_refund_unknown,
)
from marketplace.wallets.errands.paying_in import payment_of
from marketplace.wallets.queries import refund_of_stripe, refund_seen_by
from marketplace.wallets.told import RefundTold
from marketplace.work.unit import unit_of_work

NO_PAYMENT = N_("Stripe knows no payment behind this top-up.")


def send_back(refund_id: UUID) -> None:
    """Sends a refund, once. Raises Unavailable when the outcome is not known: then it is to be run again."""
    with unit_of_work(SYSTEM) as work:
        plan = plan_refund(work, refund_id)
    if plan is None:
        return
    try:
        payment = plan.payment or payment_of(plan.top_up_id)
        if payment and plan.look_up and _look_up(refund_id, payment):
            return
        with unit_of_work(SYSTEM) as work:
            key = begin_refund_try(work, plan)
    except Unavailable as trouble:
        _unknown(plan, trouble)
        raise
    if payment is None:
        _refused(plan, NO_PAYMENT, for_funds=False)
    else:
        _call(plan, payment, key)


def check_refund(stripe_id: str) -> None:
    """Asks Stripe about a refund: one of ours is kept as it is now; any other is left to the reconciliation."""
    told = payments().read_refund(stripe_id)
    refund_id = _ours(told)
    if refund_id is not None:
        _keep(refund_id, told)


def _look_up(refund_id: UUID, payment: str) -> bool:
    """Asks Stripe whether a refund was made already, and keeps it if so. Raises RefundedTwice for two of them."""
    found = [told for told in payments().find_refunds(payment) if told.metadata.get("refund") == str(refund_id)]
    if len(found) > 1:
        raise RefundedTwice(f"refund {refund_id}: {', '.join(told.id for told in found)}")
    for told in found:
        _keep(refund_id, told)
    return bool(found)


def _call(plan: RefundPlan, payment: str, key: str) -> None:
    try:
        told = payments().refund(
            payment=payment, amount=plan.amount, metadata={"refund": str(plan.refund_id)}, key=key
        )  # fmt: skip
    except NotEnoughFunds as no:
        _refused(plan, str(no), for_funds=True)
    except BadRequest as no:
        _refused(plan, str(no), for_funds=False)
    except Unavailable as trouble:
        _unknown(plan, trouble)
        raise
    else:
        _keep(plan.refund_id, told)


def _keep(refund_id: UUID, told: Refund) -> None:
    with unit_of_work(SYSTEM) as work:
        record_refund(
            work,
            refund_id,
            RefundTold(
                id=told.id,
                amount=told.amount,
                is_over=told.status in ("failed", "canceled"),
                why=told.failure or told.status,
                taken_by=told.balance.id if told.balance else None,
                brought_back_by=told.failure_balance.id if told.failure_balance else None,
            ),
        )


def _refused(plan: RefundPlan, says: str, *, for_funds: bool) -> None:
    with unit_of_work(SYSTEM) as work:
        record_refund_refusal(work, plan, says=says, for_funds=for_funds)


def _unknown(plan: RefundPlan, trouble: Unavailable) -> None:
    says = f"{type(trouble).__name__}: {trouble}"
    with unit_of_work(SYSTEM) as work:
        record_refund_unknown(work, plan, says=says, key_is_spent=isinstance(trouble, StoredFailure))


def _ours(told: Refund) -> UUID | None:
    """Our id of a refund; none for one that somebody made at Stripe by hand."""
    with unit_of_work(SYSTEM) as work:
        if known := refund_of_stripe(work.session, told.id):
            return known.id
        try:
            return refund_seen_by(work.session, work.actor, UUID(told.metadata.get("refund", ""))).id
        except (ValueError, NotFound):
            return None
