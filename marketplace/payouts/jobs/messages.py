"""What Stripe tells us, and what it told us while nobody listened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

import sqlalchemy as sa
import structlog

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.errors import Unavailable
from marketplace.gateways.current import payments
from marketplace.payouts.actions.webhooks import finish_event, receive_event
from marketplace.payouts.errands.accounts import check_account
from marketplace.payouts.errands.bank_legs import check_bank_leg, check_bank_legs
from marketplace.payouts.errands.sending import check_transfer
from marketplace.payouts.events import WebhookReceived
from marketplace.payouts.models import WebhookEvent
from marketplace.payouts.queries import accounts_not_ready, accounts_with_money_moving
from marketplace.payouts.states import Destination
from marketplace.wallets.errands.auto_topping_up import check_payment
from marketplace.wallets.errands.disputing import check_dispute
from marketplace.wallets.errands.paying_in import check_top_up, check_top_up_of_session
from marketplace.wallets.errands.refunding import check_refund
from marketplace.wallets.models import TopUp
from marketplace.wallets.states import TopUpState
from marketplace.withdrawals.errands.sending import check_withdrawal
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)

LOOKED_BACK = timedelta(days=3)
"""How far the nightly catch-up reads Stripe's events: as long as Stripe itself tries to deliver them."""

LOOKED_BACK_AT_BANKS = timedelta(days=14)
"""For so long after a payout the nightly catch-up looks whether its money has gone on to a bank."""

ASKED_AGAIN_AFTER = timedelta(hours=1)

FETCHED: Mapping[str, Callable[[str], None]] = {
    "checkout.session.completed": check_top_up_of_session,
    "checkout.session.async_payment_succeeded": check_top_up_of_session,
    "checkout.session.async_payment_failed": check_top_up_of_session,
    "checkout.session.expired": check_top_up_of_session,
    "payment_intent.succeeded": check_payment,
    "payment_intent.payment_failed": check_payment,
    "refund.created": check_refund,
    "refund.updated": check_refund,
    "refund.failed": check_refund,
    "charge.dispute.created": check_dispute,
    "charge.dispute.updated": check_dispute,
    "charge.dispute.funds_withdrawn": check_dispute,
    "charge.dispute.funds_reinstated": check_dispute,
    "charge.dispute.closed": check_dispute,
    "payout.created": check_withdrawal,
    "payout.updated": check_withdrawal,
    "payout.paid": check_withdrawal,
    "payout.failed": check_withdrawal,
    "payout.canceled": check_withdrawal,
    "transfer.created": check_transfer,
    "transfer.updated": check_transfer,
    "transfer.reversed": check_transfer,
}
"""What a message of the platform makes us fetch; messages that are not listed are kept and nothing more."""


FETCHED_INSIDE: Mapping[str, Callable[[str, str], None]] = {
    "payout.created": check_bank_leg,
    "payout.updated": check_bank_leg,
    "payout.paid": check_bank_leg,
    "payout.failed": check_bank_leg,
    "payout.canceled": check_bank_leg,
}
"""What a message from inside a connected account makes us fetch there."""


def fetched_after(destination: Destination, type: str, account: str | None = None) -> Callable[[str], None] | None:
    """What a message makes us fetch. One about what happens inside an account speaks of ids that are not ours."""
    if destination is Destination.THIN:
        return check_account
    if destination is Destination.CONNECTED:
        inside = FETCHED_INSIDE.get(type)
        return partial(inside, account) if inside and account else None
    return FETCHED.get(type) if destination is Destination.PLATFORM else None


@job(queue="money")
def act_on_webhook(fact: WebhookReceived) -> None:
    """Fetches what a message spoke of as it is now. Order and repetition do not matter."""
    with unit_of_work(SYSTEM) as work:
        event = work.session.get(WebhookEvent, fact.event_id)
        if event is None or event.done_at is not None:
            return
        object_id, fetch = event.object_id, fetched_after(event.destination, event.type, event.account)
    if fetch is not None and object_id is not None:
        fetch(object_id)
    with unit_of_work(SYSTEM) as work:
        finish_event(work, fact.event_id)


@job(queue="money")
def catch_up_with_stripe(_: Ticked) -> None:
    """Reads the events that never reached us, and asks again about accounts and top-ups that are still open."""
    found = list(payments().read_events(list(FETCHED), system_clock() - LOOKED_BACK))
    for event in reversed(found):
        with unit_of_work(SYSTEM) as work:
            receive_event(
                work,
                event_id=event.id,
                type=event.type,
                object_id=event.object_id,
                payload=event.payload,
                destination=Destination.PLATFORM,
            )
    with unit_of_work(SYSTEM) as work:
        accounts = accounts_not_ready(work.session)
        moving = accounts_with_money_moving(work.session, work.now - LOOKED_BACK_AT_BANKS)
        top_ups = work.session.scalars(
            sa.select(TopUp.id).where(
                TopUp.state.in_([TopUpState.OPEN, TopUpState.PROCESSING]),
                sa.or_(TopUp.session_id.is_not(None), TopUp.payment_id.is_not(None)),
                TopUp.asked_at < work.now - ASKED_AGAIN_AFTER,
            )
        ).all()
    asked: list[Callable[[], object]] = [partial(check_account, account) for account in accounts]
    asked += [partial(check_bank_legs, account) for account in moving]
    asked += [partial(check_top_up, top_up_id) for top_up_id in top_ups]
    for ask in asked:
        try:
            ask()
        except Unavailable as trouble:  # the others are asked all the same, and this one tomorrow
            log.warning("could not catch up", error=type(trouble).__name__)
