"""Disputes, saved ways to pay and payouts of accounts, each request and resource held against Stripe's schemas."""

from __future__ import annotations

from typing import Any

import stripe

from tests.standins.payments.program import Standin


def test_a_dispute_is_of_stripes_shape_to_its_end(standin: Standin, client: stripe.StripeClient) -> None:
    charge = standin.paid_charge()
    standin.control(f"charges/{charge.id}/dispute", {"amount": 5_000})
    [dispute] = client.v1.disputes.list({"charge": charge.id}).data
    client.v1.disputes.update(dispute.id, {"evidence": {"uncategorized_text": "winning_evidence"}, "submit": True})
    standin.advance(days=8)
    assert client.v1.disputes.retrieve(dispute.id).status == "won"
    told = standin.listener.types_about(dispute.id)
    assert "charge.dispute.created" in told


def test_a_saved_card_is_of_stripes_shape_and_pays(standin: Standin, client: stripe.StripeClient) -> None:
    customer = client.v1.customers.create({"email": "acme@example.com", "name": "Acme"})
    page: Any = client.v1.checkout.sessions.create(
        {"mode": "setup", "currency": "usd", "customer": customer.id, "success_url": "https://brand.example/back"}
    )
    assert standin.pay(page).status_code == 303
    [method] = client.v1.payment_methods.list({"customer": customer.id}).data
    paid: Any = client.v1.payment_intents.create(
        {"amount": 700, "currency": "usd", "customer": customer.id, "payment_method": method.id, "confirm": True,
         "off_session": True, "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}
    )  # fmt: skip
    assert paid.status == "succeeded"
    intent: Any = client.v1.checkout.sessions.retrieve(page.id, {"expand": ["setup_intent"]}).setup_intent
    assert (intent.status, intent.payment_method) == ("succeeded", method.id)
    assert client.v1.payment_methods.detach(method.id).customer is None


def test_the_platforms_own_payouts_are_of_stripes_shape_to_every_end(
    standin: Standin, client: stripe.StripeClient
) -> None:
    standin.paid_charge(90_000)
    standin.advance(days=2)
    made = [
        client.v1.payouts.create({"amount": 1_000 + place, "currency": "usd", "metadata": {"withdrawal": str(place)}})
        for place in range(4)
    ]
    cancelled, refused_late, refused, paid = made
    assert (paid.status, paid.automatic, paid.metadata["withdrawal"]) == ("in_transit", False, "3")
    standin.control(f"payouts/{cancelled.id}/return", {"failure": None})
    standin.control("accounts/platform/bank", {"failure": "account_closed"})
    standin.control(f"payouts/{refused.id}/return", {"failure": "no_account"})
    standin.control("accounts/platform/bank", {"failure": None})
    standin.advance(days=4)
    standin.control(f"payouts/{refused_late.id}/return", {"failure": "could_not_process"})
    ends = {one.id: client.v1.payouts.retrieve(one.id) for one in made}
    assert [ends[one.id].status for one in made] == ["canceled", "failed", "failed", "paid"]
    assert [ends[one.id].failure_code for one in made] == [None, "could_not_process", "no_account", None]
    back: Any = client.v1.balance_transactions.retrieve(str(ends[refused.id].failure_balance_transaction))
    assert (back.type, back.amount, back.source) == ("payout_failure", 1_002, refused.id)
    assert {one.id for one in client.v1.payouts.list({"limit": 10}).data} >= set(ends)
    assert standin.listener.types_about(refused_late.id) == ["payout.created", "payout.paid", "payout.failed"]
    assert standin.listener.types_about(cancelled.id) == ["payout.created", "payout.canceled"]
