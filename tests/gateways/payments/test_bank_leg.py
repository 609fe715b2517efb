"""Money that is taken back from accounts, and money that goes on to banks."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.gateways.payments.errors import Forged, NotEnoughFunds
from tests.gateways.payments.standin import StandIn, client_of
from tests.gateways.payments.test_stripe_payments import funded, new_recipient, opened, sent
from tests.gateways.payments.test_verify_event import EVENT, raw, signed

__all__ = ["funded"]
DAY = 86_400
TEN = Money(10_00, "USD")


def lately() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


def test_a_transfer_is_taken_back_in_parts(funded: StandIn) -> None:
    made, key = sent(funded, new_recipient(funded).id, "g", str(new_id())), str(new_id())
    four = {"amount": Money(4_00, "USD"), "metadata": {"debt": "d1"}, "key": key}
    back = funded.payments.reverse_transfer(made.id, **four)
    assert funded.payments.reverse_transfer(made.id, **four).id == back.id
    assert funded.payments.find_reversals(made.id) == [back]
    assert funded.payments.read_transfer(made.id).reversed == Money(4_00, "USD")
    assert (back.transfer, back.metadata) == (made.id, {"debt": "d1"})


def test_what_has_gone_to_the_bank_cannot_be_taken_back(funded: StandIn) -> None:
    account = new_recipient(funded).id
    made = sent(funded, account, "g", str(new_id()))
    funded.advance(2 * DAY)
    with pytest.raises(NotEnoughFunds):
        funded.payments.reverse_transfer(made.id, amount=TEN, metadata={}, key=str(new_id()))
    assert funded.payments.find_reversals(made.id) == []


def test_a_transfer_goes_on_to_its_owners_bank(funded: StandIn) -> None:
    account = new_recipient(funded).id
    sent(funded, account, "g", str(new_id()))
    assert list(funded.payments.bank_payouts(account, lately())) == []
    funded.advance(DAY + 60)
    [payout] = funded.payments.bank_payouts(account, lately())
    assert (payout.status, payout.amount, payout.is_automatic, payout.account) == ("in_transit", TEN, True, account)
    assert payout.arrives_at > payout.created_at
    funded.advance(3 * DAY)
    assert funded.payments.read_bank_payout(account, payout.id).status == "paid"
    told = funded.payments.read_events(["payout.paid"], lately(), account=account)
    assert [(event.object_id, event.account) for event in told] == [(payout.id, account)]


def test_a_bank_may_send_money_back(funded: StandIn) -> None:
    account = new_recipient(funded).id
    funded.break_bank(account, "account_closed")
    made = sent(funded, account, "g", str(new_id()))
    funded.advance(2 * DAY)
    assert list(funded.payments.bank_payouts(account, lately())) == []
    funded.break_bank(account, None)
    funded.advance(60)
    [payout] = funded.payments.bank_payouts(account, lately())
    funded.break_bank(account, "account_closed")
    funded.advance(3 * DAY)
    failed = funded.payments.read_bank_payout(account, payout.id)
    assert (failed.status, failed.failure_code) == ("failed", "account_closed")
    assert funded.payments.reverse_transfer(made.id, amount=TEN, metadata={}, key=str(new_id())).amount == TEN


def test_our_own_money_goes_to_our_own_bank(funded: StandIn) -> None:
    key = str(new_id())
    payout = funded.payments.pay_out_to_bank(amount=TEN, metadata={"withdrawal": "w1"}, key=key)
    assert funded.payments.pay_out_to_bank(amount=TEN, metadata={"withdrawal": "w1"}, key=key).id == payout.id
    assert (payout.account, payout.is_automatic, payout.metadata) == (None, False, {"withdrawal": "w1"})
    funded.advance(3 * DAY)
    assert funded.payments.read_own_payout(payout.id).status == "paid"
    assert payout.id in [one.id for one in funded.payments.own_payouts(lately())]
    with pytest.raises(NotEnoughFunds):
        funded.payments.pay_out_to_bank(amount=Money(900_000_00, "USD"), metadata={}, key=str(new_id()))


def test_changes_of_the_balance_are_listed_between_two_moments(standin: StandIn) -> None:
    standin.pay(opened(standin, Money(77_00, "USD")).id)
    now = datetime.now(UTC)
    found = list(standin.payments.list_balance_transactions(now - timedelta(hours=1), now + timedelta(days=400)))
    one = next(one for one in found if one.amount == Money(77_00, "USD"))
    assert (one.category, one.type, one.exchange_rate) == ("charge", "charge", None)
    assert one.available_at is not None
    assert list(standin.payments.list_balance_transactions(until=one.created_at - timedelta(days=400))) == []


def test_a_bank_debit_is_processing_then_paid_or_failed(standin: StandIn) -> None:
    for outcome, is_paid in (("bank_debit", True), ("bank_debit_fails", False)):
        checkout = opened(standin)
        standin.pay(checkout.id, outcome)
        read = standin.payments.read_checkout(checkout.id)
        assert (read.is_processing, read.is_paid, read.is_failed) == (True, False, False)
        standin.advance(5 * DAY)
        read = standin.payments.read_checkout(checkout.id)
        assert (read.is_processing, read.is_paid, read.is_failed) == (False, is_paid, not is_paid)


@pytest.mark.parametrize(
    ("currency", "ways", "offered"),
    [("USD", ("bank_debit",), True), ("EUR", ("card", "bank_debit"), True), ("USD", ("card",), False),
     ("JPY", ("card", "bank_debit"), False)],
)  # fmt: skip
def test_a_page_offers_what_it_was_asked_to(
    standin: StandIn, currency: str, ways: tuple[str, ...], offered: bool
) -> None:
    page = standin.payments.open_checkout(
        reference="r", amount=Money(100_00, currency), label="Wallet", success_url="http://localhost/",
        cancel_url="http://localhost/", language="en", key=str(new_id()), ways=ways,  # type: ignore[arg-type]
    )  # fmt: skip
    assert standin.pay(page.id, "bank_debit").status_code == (303 if offered else 422)


CONNECTED = {**EVENT, "account": "acct_1", "type": "payout.paid", "data": {"object": {"id": "po_1"}}}


def test_an_event_of_an_account_says_which() -> None:
    payments = client_of("http://127.0.0.1:1")
    event = payments.verify_event(raw(CONNECTED), signed(raw(CONNECTED), "whsec_connected"), "connected")
    assert (event.account, event.object_id) == ("acct_1", "po_1")
    assert json.loads(event.payload) == CONNECTED


@pytest.mark.parametrize(
    ("said", "secret", "which"),
    [(CONNECTED, "whsec_platform", "connected"), (EVENT, "whsec_connected", "connected"),
     (CONNECTED, "whsec_platform", "platform"), ({**CONNECTED, "account": 7}, "whsec_connected", "connected")],
)  # fmt: skip
def test_an_event_at_the_wrong_address_is_refused(said: object, secret: str, which: str) -> None:
    with pytest.raises(Forged):
        client_of("http://127.0.0.1:1").verify_event(raw(said), signed(raw(said), secret), which)  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", [-301, 302])
def test_an_event_of_an_account_from_another_time_is_refused(seconds: int) -> None:
    with pytest.raises(Forged):
        client_of("http://127.0.0.1:1").verify_event(
            raw(CONNECTED), signed(raw(CONNECTED), "whsec_connected", at=time.time() + seconds), "connected"
        )
