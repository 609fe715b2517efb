"""From Stripe's word of a dispute to our books, and from our answer to the bank."""

from __future__ import annotations

from uuid import UUID

import structlog

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound
from marketplace.gateways.current import payments
from marketplace.gateways.payments.errors import BadRequest
from marketplace.gateways.payments.protocol import Dispute
from marketplace.wallets.actions.disputing import record_answer, record_dispute
from marketplace.wallets.errands.paying_in import check_top_up
from marketplace.wallets.queries import chargeback_seen_by, top_up_of_payment, top_up_seen_by
from marketplace.wallets.states import ChargebackState, TopUpState
from marketplace.wallets.told import ChangeTold, DisputeTold
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)


def check_dispute(dispute_id: str) -> None:
    """Asks Stripe about a dispute and keeps it as it is now; one over a payment that is not ours is left alone."""
    told = payments().read_dispute(dispute_id)
    top_up_id = _top_up_behind(told)
    if top_up_id is None:
        log.warning("a dispute over a payment that is none of ours", dispute_id=dispute_id)
        return
    with unit_of_work(SYSTEM) as work:
        record_dispute(work, top_up_id, _as_told(told))


def hand_in_answer(chargeback_id: UUID) -> None:
    """Hands our answer to the bank. An answer that is there already, or comes too late, is found out by asking."""
    with unit_of_work(SYSTEM) as work:
        chargeback = chargeback_seen_by(work.session, work.actor, chargeback_id)
        dispute_id, state, text = chargeback.dispute_id, chargeback.state, chargeback.answer
    if state is not ChargebackState.ANSWERING:
        return
    try:
        payments().submit_evidence(dispute_id, text=text, key=f"chargeback_{chargeback_id}_answer")
    except BadRequest as no:
        log.warning("the bank takes no answer", dispute_id=dispute_id, why=str(no)[:200])
        check_dispute(dispute_id)
        return
    with unit_of_work(SYSTEM) as work:
        record_answer(work, chargeback_id)


def _as_told(told: Dispute) -> DisputeTold:
    return DisputeTold(
        id=told.id,
        amount=told.amount,
        reason=told.reason,
        opened_at=told.created_at,
        answer_by=told.evidence_due_at,
        is_answered=told.is_evidence_submitted,
        # An inquiry that is closed has taken nothing and ends well.
        is_won=told.is_won or told.status == "warning_closed",
        is_lost=told.is_lost,
        changes=tuple(ChangeTold(change.id, change.amount, change.fee) for change in told.balance),
    )


def _top_up_behind(told: Dispute) -> UUID | None:
    """Our top-up behind a disputed payment, counted: word of the dispute may come before word of the payment."""
    if told.payment is None:
        return None
    with unit_of_work(SYSTEM) as work:
        known = top_up_of_payment(work.session, told.payment)
        if known is not None and known.state is TopUpState.PAID:
            return known.id
    try:
        top_up_id = UUID(payments().read_payment(told.payment).metadata.get("reference", ""))
        with unit_of_work(SYSTEM) as work:
            top_up_seen_by(work.session, work.actor, top_up_id)
    except (ValueError, NotFound):
        return None
    check_top_up(top_up_id)
    return top_up_id
