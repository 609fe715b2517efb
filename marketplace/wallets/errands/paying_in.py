"""From a top-up to Stripe's page, and from Stripe's word to the wallet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Unavailable
from marketplace.gateways.current import payments
from marketplace.gateways.payments.protocol import BalanceTransaction, Payment
from marketplace.wallets.actions.auto_topping_up import record_no_collection
from marketplace.wallets.actions.topping_up import (
    count_top_up,
    expire_top_up,
    record_checkout,
    record_failed_debit,
    record_processing,
)
from marketplace.wallets.queries import top_up_of_session, top_up_seen_by
from marketplace.wallets.states import TopUpState
from marketplace.work.unit import unit_of_work


@dataclass(frozen=True)
class PageWords:
    """What Stripe's page says and where it leads back to."""

    label: str
    return_url: str
    language: str


def open_payment_page(top_up_id: UUID, words: PageWords) -> str:
    """The address of Stripe's page for a top-up; the same one however often it is asked for."""
    with unit_of_work(SYSTEM) as work:
        top_up = top_up_seen_by(work.session, work.actor, top_up_id)
        amount, kept = top_up.amount, top_up.checkout_url
    if kept:
        return kept
    checkout = payments().open_checkout(
        reference=str(top_up_id),
        amount=amount,
        label=words.label,
        success_url=words.return_url,
        cancel_url=words.return_url,
        language=words.language,
        key=f"top_up_{top_up_id}",
    )
    with unit_of_work(SYSTEM) as work:
        record_checkout(work, top_up_id, session_id=checkout.id, url=checkout.url)
    if checkout.url is None:
        raise Unavailable("the page has no address")
    return checkout.url


def check_top_up(top_up_id: UUID) -> TopUpState:
    """Asks Stripe whether a top-up was paid, and counts it if so. Stripe's word of now is the only one that counts."""
    with unit_of_work(SYSTEM) as work:
        top_up = top_up_seen_by(work.session, work.actor, top_up_id)
        session_id, payment_id, state = top_up.session_id, top_up.payment_id, top_up.state
    if state is TopUpState.PAID or (session_id is None and payment_id is None):
        return state
    if session_id is None:  # it was collected, not paid on a page
        return keep_payment(top_up_id, payments().read_payment(str(payment_id)))
    checkout = payments().read_checkout(session_id)
    if checkout.is_paid:
        if checkout.balance is None:
            raise Unavailable("paid, but the balance transaction is not there yet")
        return _counted(top_up_id, checkout.balance, checkout.payment)
    if checkout.is_processing:
        with unit_of_work(SYSTEM) as work:
            return record_processing(work, top_up_id, payment=checkout.payment).state
    if checkout.is_failed:
        with unit_of_work(SYSTEM) as work:
            return record_failed_debit(work, top_up_id).state
    if checkout.is_expired:
        with unit_of_work(SYSTEM) as work:
            return expire_top_up(work, top_up_id).state
    return state


def check_top_up_of_session(session_id: str) -> None:
    """Asks Stripe about the top-up behind one of its pages.

    A page whose address we have not kept (the crash came between call and record) is known by its reference.
    """
    with unit_of_work(SYSTEM) as work:
        top_up = top_up_of_session(work.session, session_id)
        top_up_id = top_up.id if top_up else None
    if top_up_id is None:
        checkout = payments().read_checkout(session_id)
        try:
            top_up_id = UUID(checkout.reference or "")
        except ValueError:
            return  # a page that is none of ours
        with unit_of_work(SYSTEM) as work:
            record_checkout(work, top_up_id, session_id=session_id, url=checkout.url)
    check_top_up(top_up_id)


def keep_payment(top_up_id: UUID, told: Payment) -> TopUpState:
    """Keeps what became of a payment that was collected from a saved card or account."""
    if told.is_paid:
        if told.balance is None:
            raise Unavailable("paid, but the balance transaction is not there yet")
        return _counted(top_up_id, told.balance, told.id)
    with unit_of_work(SYSTEM) as work:
        if told.is_processing:
            return record_processing(work, top_up_id, payment=told.id).state
        return record_no_collection(work, top_up_id, says=told.status, is_the_banks=True).state


def payment_of(top_up_id: UUID) -> str | None:
    """What Stripe calls the payment of a top-up; asked of Stripe for one from before we kept it."""
    with unit_of_work(SYSTEM) as work:
        top_up = top_up_seen_by(work.session, work.actor, top_up_id)
        kept, session_id = top_up.payment_id, top_up.session_id
    if kept or session_id is None:
        return kept
    payment = payments().read_checkout(session_id).payment
    if payment is not None:
        with unit_of_work(SYSTEM) as work:
            top_up_seen_by(work.session, work.actor, top_up_id, lock=True).payment_id = payment
    return payment


def _counted(top_up_id: UUID, change: BalanceTransaction, payment: str | None) -> TopUpState:
    with unit_of_work(SYSTEM) as work:
        counted = count_top_up(
            work, top_up_id, paid=change.amount, fee=change.fee, balance_transaction=change.id, payment=payment
        )
        return counted.state
