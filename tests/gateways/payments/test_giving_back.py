"""Refunds and disputes through the gateway."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.gateways.payments.errors import BadRequest
from marketplace.gateways.payments.protocol import Dispute
from tests.gateways.payments.standin import StandIn
from tests.gateways.payments.test_stripe_payments import opened

DAY = 86_400


def paid(standin: StandIn, outcome: str = "card", minor: int = 100_00, currency: str = "USD") -> str:
    checkout = opened(standin, Money(minor, currency))
    assert standin.pay(checkout.id, outcome).status_code == 303
    return standin.payments.read_checkout(checkout.id).payment or ""


def disputed(standin: StandIn) -> Dispute:
    payment = paid(standin)
    standin.dispute(payment)
    found = standin.payments.disputes(datetime.now(UTC) - timedelta(hours=1))
    return next(one for one in found if one.payment == payment)


def test_a_part_is_given_back_once_under_its_key(standin: StandIn) -> None:
    payment, key = paid(standin), str(new_id())
    asked = {"payment": payment, "amount": Money(40_00, "USD"), "metadata": {"refund": "r1"}, "key": key}
    made = standin.payments.refund(**asked)
    assert standin.payments.refund(**asked).id == made.id
    assert (made.status, made.metadata, made.failure_balance) == ("succeeded", {"refund": "r1"}, None)
    assert made.balance is not None
    assert (made.balance.net, made.balance.category) == (Money(-40_00, "USD"), "refund")
    assert standin.payments.find_refunds(payment) == [made]
    charge = standin.payments.read_charge(made.charge or "")
    assert (charge.refunded, charge.payment, charge.is_paid) == (Money(40_00, "USD"), payment, True)


def test_a_refund_can_fail_days_after_it_looked_done(standin: StandIn) -> None:
    payment = paid(standin, "card_refund_fails")
    made = standin.payments.refund(payment=payment, amount=Money(30_00, "USD"), metadata={}, key=str(new_id()))
    assert made.status == "succeeded"
    standin.advance(6 * DAY)
    failed = standin.payments.read_refund(made.id)
    assert (failed.status, failed.failure) == ("failed", "expired_or_canceled_card")
    assert failed.failure_balance is not None
    assert failed.failure_balance.net == Money(30_00, "USD")
    assert standin.payments.read_charge(made.charge or "").refunded == Money(0, "USD")


def test_a_refund_to_a_bank_takes_days(standin: StandIn) -> None:
    payment = paid(standin, "bank_debit")
    standin.advance(5 * DAY)
    made = standin.payments.refund(payment=payment, amount=Money(30_00, "USD"), metadata={}, key=str(new_id()))
    assert made.status == "pending"
    standin.advance(6 * DAY)
    assert standin.payments.read_refund(made.id).status == "succeeded"


def test_a_dispute_takes_the_money_and_a_fee_at_once(standin: StandIn) -> None:
    dispute = disputed(standin)
    assert (dispute.status, dispute.reason, dispute.amount) == ("needs_response", "fraudulent", Money(100_00, "USD"))
    assert dispute.evidence_due_at is not None
    assert [(one.amount, one.fee) for one in dispute.balance] == [(Money(-100_00, "USD"), Money(15_00, "USD"))]
    assert standin.payments.read_charge(dispute.charge).is_disputed


def test_a_payer_may_dispute_days_later(standin: StandIn) -> None:
    payment = paid(standin, "card_disputed")
    standin.advance(4 * DAY)
    found = standin.payments.disputes(datetime.now(UTC) - timedelta(hours=1))
    assert payment in [one.payment for one in found]


@pytest.mark.parametrize(("text", "is_won"), [("winning_evidence", True), ("losing_evidence", False)])
def test_evidence_decides_a_dispute(standin: StandIn, text: str, is_won: bool) -> None:
    dispute, key = disputed(standin), str(new_id())
    sent = standin.payments.submit_evidence(dispute.id, text=text, key=key)
    assert (sent.status, sent.is_evidence_submitted) == ("under_review", True)
    assert standin.payments.submit_evidence(dispute.id, text=text, key=key) == sent
    with pytest.raises(BadRequest):
        standin.payments.submit_evidence(dispute.id, text="more", key=str(new_id()))
    standin.advance(8 * DAY)
    ended = standin.payments.read_dispute(dispute.id)
    assert (ended.is_won, ended.is_lost) == (is_won, not is_won)
    assert sum(one.amount.minor for one in ended.balance) == (0 if is_won else -100_00)


def test_a_dispute_without_an_answer_is_lost(standin: StandIn) -> None:
    dispute = disputed(standin)
    standin.advance(10 * DAY)
    assert standin.payments.read_dispute(dispute.id).is_lost


def test_what_is_disputed_is_not_refunded_too(standin: StandIn) -> None:
    dispute = disputed(standin)
    with pytest.raises(BadRequest):
        standin.payments.refund(
            payment=dispute.payment or "", amount=Money(1_00, "USD"), metadata={}, key=str(new_id())
        )
