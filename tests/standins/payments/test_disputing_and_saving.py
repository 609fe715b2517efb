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
