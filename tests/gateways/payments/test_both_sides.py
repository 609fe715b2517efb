"""One suite for both: the stand-in, and Stripe's sandbox when STRIPE_SANDBOX_KEY is set (docs/stripe-sandbox.md)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.gateways.payments.errors import (
    AccountNotReady,
    BadRequest,
    Declined,
    NeedsAuthentication,
    NoSuchThing,
    NotEnoughFunds,
)
from marketplace.gateways.payments.protocol import Checkout, Dispute, Transfer, Way
from tests.gateways.payments.sides import HUNDRED, Card, Side, charged, recipient

TEN = Money(10_00, "USD")
SITE = {"success_url": "https://meadow.example/wallet", "cancel_url": "https://meadow.example/wallet"}


def _opened(side: Side, amount: Money = HUNDRED, key: str = "", ways: tuple[Way, ...] = ()) -> Checkout:
    return side.payments.open_checkout(
        reference="top-up 1", amount=amount, label="Wallet", language="en", key=key or str(new_id()), ways=ways, **SITE
    )


def _sent(side: Side, account: str, group: str, key: str = "", amount: Money = TEN) -> Transfer:
    return side.payments.transfer(
        amount=amount, account=account, group=group, metadata={"payout": group}, key=key or str(new_id())
    )


def _refunded(side: Side, payment: str, amount: Money, key: str = "") -> Any:
    return side.payments.refund(payment=payment, amount=amount, metadata={"refund": "r1"}, key=key or str(new_id()))


def _disputed(side: Side) -> Dispute:
    payment, lately = side.pay("disputed"), datetime.now(UTC) - timedelta(hours=1)
    found = side.until(lambda: [one for one in side.payments.disputes(lately) if one.payment == payment])
    return found[0]  # type: ignore[no-any-return]


def test_the_same_key_opens_one_page(side: Side) -> None:
    key = str(new_id())
    page = _opened(side, key=key)
    assert _opened(side, key=key).id == page.id
    assert side.payments.read_checkout(page.id).reference == "top-up 1"
    with pytest.raises(BadRequest):
        _opened(side, Money(5_00, "USD"), key)


@pytest.mark.parametrize("ways", [("card",), ("bank_debit",), ("card", "bank_debit")])
def test_a_page_may_be_told_what_to_offer(side: Side, ways: tuple[Way, ...]) -> None:
    assert _opened(side, ways=ways).url


def test_currencies_without_cents_are_sent_as_they_are(side: Side) -> None:
    assert _opened(side, Money(5_000, "JPY")).amount == Money(5_000, "JPY")


def test_a_saved_card_pays_once_under_its_key(side: Side) -> None:
    (customer, method), key = side.save("works"), str(new_id())
    made = charged(side.payments, customer, method, key=key)
    assert charged(side.payments, customer, method, key=key).id == made.id
    assert (made.is_paid, made.metadata) == (True, {"top_up": "t1"})
    assert made.balance is not None
    assert made.balance.amount - made.balance.fee == made.balance.net
    found = side.payments.find_payments(customer, datetime.now(UTC) - timedelta(hours=1))
    assert [one.id for one in found] == [made.id]


@pytest.mark.parametrize(
    ("card", "refusal"), [("declined_later", Declined), ("needs_authentication", NeedsAuthentication)]
)
def test_a_bank_may_say_no(side: Side, card: Card, refusal: type[Declined]) -> None:
    with pytest.raises(Declined) as said:
        charged(side.payments, *side.save(card))
    assert type(said.value) is refusal


def test_what_is_saved_is_shown_and_forgotten(side: Side) -> None:
    customer, method = side.save("works")
    shown = side.payments.saved_methods(customer)
    assert [(one.id, one.way, one.name, one.last4) for one in shown] == [(method, "card", "visa", "4242")]
    side.payments.forget_saved(method)
    side.payments.forget_saved(method)
    assert side.payments.saved_methods(customer) == []


def test_a_part_is_given_back_once_under_its_key(side: Side) -> None:
    payment, key = side.pay(), str(new_id())
    made = _refunded(side, payment, Money(40_00, "USD"), key)
    assert _refunded(side, payment, Money(40_00, "USD"), key).id == made.id
    assert (made.status, made.metadata) == ("succeeded", {"refund": "r1"})
    assert [one.id for one in side.payments.find_refunds(payment)] == [made.id]
    charge = side.payments.read_charge(made.charge)
    assert (charge.refunded, charge.payment, charge.is_paid) == (Money(40_00, "USD"), payment, True)
    with pytest.raises(BadRequest):
        _refunded(side, payment, Money(60_01, "USD"))


def test_a_dispute_takes_the_money_at_once(side: Side) -> None:
    dispute = _disputed(side)
    assert (dispute.status, dispute.reason, dispute.amount) == ("needs_response", "fraudulent", HUNDRED)
    assert sum(one.amount.minor for one in dispute.balance) == -HUNDRED.minor
    assert side.payments.read_charge(dispute.charge).is_disputed


@pytest.mark.parametrize(("text", "is_won"), [("winning_evidence", True), ("losing_evidence", False)])
def test_evidence_decides_a_dispute(side: Side, text: str, is_won: bool) -> None:
    dispute = _disputed(side)
    assert side.payments.submit_evidence(dispute.id, text=text, key=str(new_id())).is_evidence_submitted

    def ended() -> Dispute | None:
        read = side.payments.read_dispute(dispute.id)
        return read if read.is_won or read.is_lost else None

    assert side.until(ended, days=8).is_won is is_won


def test_an_account_is_opened_and_led_to_onboarding(side: Side) -> None:
    account = recipient(side.payments)
    assert not side.payments.read_recipient(account.id).is_ready
    link = side.payments.onboarding_link(
        account.id, return_url="https://meadow.example/back", refresh_url="https://meadow.example/again"
    )
    assert link.startswith("http")
    with pytest.raises(AccountNotReady):
        _sent(side, account.id, "not ready")


def test_a_transfer_is_sent_once_and_found_by_its_group(side: Side) -> None:
    side.pay("funds_at_once")
    account, group, key = side.ready_account(), f"payout_{new_id()}", str(new_id())
    assert side.payments.find_transfers(group) == []
    made = _sent(side, account, group, key)
    assert _sent(side, account, group, key).id == made.id
    assert side.payments.find_transfers(group) == [made]
    assert (made.amount, made.account, made.metadata) == (TEN, account, {"payout": group})
    back = side.payments.reverse_transfer(made.id, amount=Money(4_00, "USD"), metadata={}, key=str(new_id()))
    assert side.payments.find_reversals(made.id) == [back]


def test_a_balance_too_small_is_said_to_be(side: Side) -> None:
    with pytest.raises(NotEnoughFunds):
        _sent(side, side.ready_account(), "too much", amount=Money(999_999_00, "USD"))


def test_an_unknown_thing_is_said_to_be(side: Side) -> None:
    with pytest.raises(NoSuchThing):
        side.payments.read_transfer("tr_nothing")
    with pytest.raises(NoSuchThing):
        side.payments.refund(payment="pi_nothing", amount=TEN, metadata={}, key=str(new_id()))
