"""The gateway to Stripe, spoken with the real SDK over HTTP to the stand-in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.gateways.payments.errors import (
    LiveKeyOnStandIn,
    NotLetIn,
    OutcomeUnknown,
    RateLimited,
    StoredFailure,
)
from marketplace.gateways.payments.protocol import Checkout, Recipient, Transfer
from marketplace.gateways.payments.stripe_payments import StripePayments
from tests.gateways.payments.standin import StandIn, client_of

HUNDRED = Money(100_00, "USD")


def opened(standin: StandIn, amount: Money = HUNDRED, key: str | None = None) -> Checkout:
    return standin.payments.open_checkout(
        reference="top-up 1",
        amount=amount,
        label="Wallet",
        success_url="http://localhost/wallet",
        cancel_url="http://localhost/wallet",
        language="en",
        key=key or str(new_id()),
    )


def new_recipient(standin: StandIn, *, ready: bool = True) -> Recipient:
    made = standin.payments.create_recipient(
        reference="creator 1", email="maya@example.com", name="Maya", country="US", key=str(new_id())
    )
    if ready:
        link = standin.payments.onboarding_link(
            made.id, return_url="http://localhost/back", refresh_url="http://localhost/again"
        )
        assert standin.onboard(link) == "http://localhost/back"
    return made


def sent(standin: StandIn, account: str, group: str, key: str, minor: int = 10_00) -> Transfer:
    return standin.payments.transfer(
        amount=Money(minor, "USD"), account=account, group=group, metadata={"payout": group}, key=key
    )


@pytest.fixture
def funded(standin: StandIn) -> StandIn:
    standin.pay(opened(standin, Money(1_000_00, "USD")).id)
    return standin


def test_a_payment_counts_with_its_actual_amounts(standin: StandIn) -> None:
    checkout = opened(standin)
    assert (checkout.is_paid, checkout.balance, checkout.reference) == (False, None, "top-up 1")
    assert checkout.url is not None
    standin.pay(checkout.id)
    paid = standin.payments.read_checkout(checkout.id)
    assert paid.is_paid
    assert paid.balance is not None
    assert (paid.balance.amount, paid.balance.fee, paid.balance.net) == (
        Money(100_00, "USD"), Money(3_20, "USD"), Money(96_80, "USD"),
    )  # fmt: skip
    listed = [one.id for one in standin.payments.list_balance_transactions()]
    assert paid.balance.id in listed


def test_a_declined_card_pays_nothing(standin: StandIn) -> None:
    checkout = opened(standin)
    standin.pay(checkout.id, "card_declined")
    assert not standin.payments.read_checkout(checkout.id).is_paid


def test_a_delayed_debit_is_not_paid_until_it_has_arrived(standin: StandIn) -> None:
    checkout = opened(standin)
    standin.pay(checkout.id, "bank_debit")
    assert not standin.payments.read_checkout(checkout.id).is_paid


def test_a_recipient_is_ready_after_onboarding(standin: StandIn) -> None:
    recipient = new_recipient(standin, ready=False)
    assert not recipient.is_ready
    link = standin.payments.onboarding_link(
        recipient.id, return_url="http://localhost/b", refresh_url="http://localhost/a"
    )
    standin.onboard(link)
    assert standin.payments.read_recipient(recipient.id).is_ready


def test_a_lost_request_leaves_the_outcome_unknown(funded: StandIn) -> None:
    recipient, group, key = new_recipient(funded), f"payout_{new_id()}", str(new_id())
    funded.plan("transfers.create", "drop_before", times=2)
    with pytest.raises(OutcomeUnknown):
        sent(funded, recipient.id, group, key)
    assert funded.payments.find_transfers(group) == []
    assert sent(funded, recipient.id, group, key).group == group


def test_a_lost_response_leaves_the_outcome_unknown_and_the_money_gone(funded: StandIn) -> None:
    recipient, group, key = new_recipient(funded), f"payout_{new_id()}", str(new_id())
    funded.plan("transfers.create", "drop_after", times=2)
    with pytest.raises(OutcomeUnknown):
        sent(funded, recipient.id, group, key)
    assert len(funded.payments.find_transfers(group)) == 1
    assert sent(funded, recipient.id, group, key).id == funded.payments.find_transfers(group)[0].id


def test_a_failure_kept_under_a_key_is_recognised(funded: StandIn) -> None:
    recipient, group, key = new_recipient(funded), f"payout_{new_id()}", str(new_id())
    funded.plan("transfers.create", "error_500_after")
    with pytest.raises(OutcomeUnknown) as first:
        sent(funded, recipient.id, group, key)
    assert not isinstance(first.value, StoredFailure)
    with pytest.raises(StoredFailure):
        sent(funded, recipient.id, group, key)
    assert len(funded.payments.find_transfers(group)) == 1


def test_asking_too_often_is_no_outcome(funded: StandIn) -> None:
    funded.plan("transfers.create", "rate_limit_429")
    with pytest.raises(RateLimited):
        sent(funded, new_recipient(funded).id, "often", str(new_id()))


def test_a_wrong_key_is_a_matter_of_settings(standin: StandIn) -> None:
    stranger = StripePayments(
        api_key="sk_test_other",
        base_url=standin.url,
        webhook_secret="a",
        thin_webhook_secret="b",
        connected_webhook_secret="c",
    )
    with pytest.raises(NotLetIn):
        stranger.balance()


def test_nobody_there_leaves_the_outcome_unknown() -> None:
    with pytest.raises(OutcomeUnknown):
        client_of("http://127.0.0.1:1").balance()


def test_a_live_key_never_meets_a_stand_in() -> None:
    with pytest.raises(LiveKeyOnStandIn):
        StripePayments(
            api_key="sk_live_x",
            base_url="http://127.0.0.1:1",
            webhook_secret="a",
            thin_webhook_secret="b",
            connected_webhook_secret="c",
        )


def test_the_balance_is_what_was_paid_without_fees(standin: StandIn) -> None:
    before = standin.payments.balance().get("GBP")
    assert before is None
    standin.pay(opened(standin, Money(100_00, "GBP")).id)
    after = standin.payments.balance()["GBP"]
    assert after.available + after.pending == Money(96_80, "GBP")


def test_events_can_be_listed_afterwards(standin: StandIn) -> None:
    checkout = opened(standin)
    standin.pay(checkout.id)
    since = datetime.now(UTC) - timedelta(hours=1)
    events = list(standin.payments.read_events(["checkout.session.completed"], since))
    assert checkout.id in [event.object_id for event in events]
    assert {event.type for event in events} == {"checkout.session.completed"}
