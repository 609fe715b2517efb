"""Ways to pay that are saved on a page and charged while nobody is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.gateways.payments.errors import NoSuchThing, OutcomeUnknown
from marketplace.gateways.payments.protocol import Payment
from tests.gateways.payments.standin import StandIn

DAY = 86_400


def new_customer(standin: StandIn) -> str:
    return standin.payments.create_customer(
        reference="brand 1", email="acme@example.com", name="Acme", key=str(new_id())
    )


def saved(standin: StandIn, outcome: str = "card") -> tuple[str, str]:
    """A customer, and what they have saved."""
    customer = new_customer(standin)
    page = standin.payments.open_saving_page(
        customer=customer, reference="rule 1", currency="USD", success_url="http://localhost/wallet",
        cancel_url="http://localhost/wallet", language="en", key=str(new_id()),
    )  # fmt: skip
    assert (page.customer, page.payment_method, page.reference) == (customer, None, "rule 1")
    assert standin.pay(page.id, outcome).status_code == 303
    return customer, standin.payments.read_saving_page(page.id).payment_method or ""


def charged(standin: StandIn, customer: str, method: str, key: str | None = None) -> Payment:
    return standin.payments.charge_saved(
        customer=customer, payment_method=method, amount=Money(50_00, "USD"), metadata={"top_up": "t1"},
        key=key or str(new_id()),
    )  # fmt: skip


def test_a_lost_answer_is_looked_up_by_what_was_noted(standin: StandIn) -> None:
    customer, method = saved(standin)
    standin.plan("payment_intents.create", "drop_after", times=2)
    with pytest.raises(OutcomeUnknown):
        charged(standin, customer, method)
    found = standin.payments.find_payments(customer, datetime.now(UTC) - timedelta(hours=1))
    assert [one.metadata for one in found] == [{"top_up": "t1"}]


@pytest.mark.parametrize(("outcome", "is_paid"), [("bank_debit", True), ("bank_debit_fails_later", False)])
def test_a_saved_bank_account_takes_days(standin: StandIn, outcome: str, is_paid: bool) -> None:
    made = charged(standin, *saved(standin, outcome))
    assert (made.is_processing, made.is_paid) == (True, False)
    standin.advance(5 * DAY)
    ended = standin.payments.read_payment(made.id)
    assert (ended.is_processing, ended.is_paid) == (False, is_paid)


def test_what_is_saved_can_be_shown_and_forgotten(standin: StandIn) -> None:
    customer, method = saved(standin)
    shown = standin.payments.saved_methods(customer)
    assert [(one.id, one.way, one.name, one.last4, one.expires) for one in shown] == [
        (method, "card", "visa", "4242", (2034, 12))
    ]
    standin.payments.forget_saved(method)
    standin.payments.forget_saved(method)
    assert standin.payments.saved_methods(customer) == []
    with pytest.raises(NoSuchThing):
        charged(standin, customer, method)


def test_a_page_that_is_paid_can_save_how(standin: StandIn) -> None:
    customer = new_customer(standin)
    page = standin.payments.open_checkout(
        reference="top-up 1", amount=Money(100_00, "USD"), label="Wallet", success_url="http://localhost/wallet",
        cancel_url="http://localhost/wallet", language="zh-Hans", key=str(new_id()), ways=("card", "bank_debit"),
        customer=customer, save_for_later=True,
    )  # fmt: skip
    standin.pay(page.id)
    read = standin.payments.read_checkout(page.id)
    assert read.customer == customer
    assert read.payment_method == standin.payments.saved_methods(customer)[0].id
    assert charged(standin, customer, read.payment_method).is_paid
