"""Saving a way to pay, and collecting from it: claim, look up, call, record."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.errors import NotFound, Unavailable
from marketplace.base.ids import new_id
from marketplace.base.text import N_
from marketplace.gateways.current import payments
from marketplace.gateways.payments.errors import BadRequest, Declined, StoredFailure
from marketplace.wallets.actions.auto_topping_up import (
    record_collecting,
    record_customer,
    record_method,
    record_no_collection,
    record_saving_page,
)
from marketplace.wallets.errands.paying_in import PageWords, check_top_up, keep_payment
from marketplace.wallets.queries import rule_seen_by, top_up_seen_by
from marketplace.wallets.states import TopUpState
from marketplace.work.attempts import KEY_LIFE
from marketplace.work.unit import unit_of_work

GIVEN_UP = N_("There was no answer, and nothing was collected.")


def open_saving_page(rule_id: UUID, words: PageWords, *, email: str, name: str) -> str:
    """The address of a page on which a card or an account is saved. Raises Unavailable."""
    with unit_of_work(SYSTEM) as work:
        rule = rule_seen_by(work.session, work.actor, rule_id)
        customer, currency = rule.customer, rule.currency
    if customer is None:
        customer = payments().create_customer(
            reference=str(rule_id), email=email, name=name, key=f"auto_top_up_{rule_id}"
        )
        with unit_of_work(SYSTEM) as work:
            customer = record_customer(work, rule_id, customer).customer or customer
    page = payments().open_saving_page(
        customer=customer,
        reference=str(rule_id),
        currency=currency,
        success_url=words.return_url,
        cancel_url=words.return_url,
        language=words.language,
        key=f"saving_{new_id()}",
    )
    with unit_of_work(SYSTEM) as work:
        record_saving_page(work, rule_id, page.id)
    if page.url is None:
        raise Unavailable("the page has no address")
    return page.url


def check_saving(rule_id: UUID) -> bool:
    """Asks whether a way to pay was saved; keeps it if so."""
    with unit_of_work(SYSTEM) as work:
        page_id = rule_seen_by(work.session, work.actor, rule_id).saving_page_id
    if page_id is None:
        return False
    page = payments().read_saving_page(page_id)
    if page.payment_method is None or page.customer is None:
        return False
    saved = {one.id: one for one in payments().saved_methods(page.customer)}.get(page.payment_method)
    with unit_of_work(SYSTEM) as work:
        record_method(
            work,
            rule_id,
            method=page.payment_method,
            name=saved.name if saved else "",
            last4=saved.last4 if saved else "",
        )
    return True


def collect(top_up_id: UUID) -> None:
    """Collects one top-up from a saved way to pay, once. Raises Unavailable while the outcome is not known."""
    with unit_of_work(SYSTEM) as work:
        top_up = top_up_seen_by(work.session, work.actor, top_up_id)
        if top_up.state is not TopUpState.OPEN or top_up.rule_id is None:
            return
        rule = rule_seen_by(work.session, work.actor, top_up.rule_id)
        customer, method, amount = rule.customer, rule.payment_method, top_up.amount
        tried_at = top_up.tried_at
    if customer is None or method is None:
        _nothing_came(top_up_id, GIVEN_UP, is_the_banks=False)
        return
    if tried_at is not None:
        if _look_up(top_up_id, customer, tried_at):
            return
        if system_clock() - tried_at >= KEY_LIFE:
            _nothing_came(top_up_id, GIVEN_UP, is_the_banks=False)
            return
    with unit_of_work(SYSTEM) as work:
        tried_at = record_collecting(work, top_up_id).tried_at or system_clock()
    try:
        made = payments().charge_saved(
            customer=customer,
            payment_method=method,
            amount=amount,
            metadata={"reference": str(top_up_id)},
            key=f"top_up_{top_up_id}",
        )
    except (Declined, BadRequest) as no:
        _nothing_came(top_up_id, str(no), is_the_banks=True)
    except StoredFailure:  # the key says the same for ever
        if not _look_up(top_up_id, customer, tried_at):
            _nothing_came(top_up_id, GIVEN_UP, is_the_banks=False)
    else:
        keep_payment(top_up_id, made)


def _look_up(top_up_id: UUID, customer: str, tried_at: datetime) -> bool:
    """Asks whether it was collected already, and keeps it if so."""
    for payment in payments().find_payments(customer, tried_at - timedelta(hours=1)):
        if payment.metadata.get("reference") == str(top_up_id):
            keep_payment(top_up_id, payments().read_payment(payment.id))
            return True
    return False


def check_payment(payment_id: str) -> None:
    """Asks about a payment: one of ours that nobody has a page for is kept as it is now."""
    told = payments().read_payment(payment_id)
    try:
        top_up_id = UUID(told.metadata.get("reference", ""))
        with unit_of_work(SYSTEM) as work:
            is_collected = top_up_seen_by(work.session, work.actor, top_up_id).rule_id is not None
    except (ValueError, NotFound):
        return
    if is_collected:
        keep_payment(top_up_id, told)
    else:
        check_top_up(top_up_id)


def _nothing_came(top_up_id: UUID, says: str, *, is_the_banks: bool) -> None:
    with unit_of_work(SYSTEM) as work:
        record_no_collection(work, top_up_id, says=says, is_the_banks=is_the_banks)
