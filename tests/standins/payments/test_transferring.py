from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import stripe

from tests.standins.payments.program import Standin, eventually


def _available(standin: Standin, amount: int, currency: str = "usd") -> None:
    standin.paid_charge(amount, currency)
    standin.advance(days=2)


def _refusal(attempt: Any) -> stripe.InvalidRequestError:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        attempt()
    return refused.value


def test_a_transfer_moves_money_and_is_found_by_its_group(standin: Standin, client: stripe.StripeClient) -> None:
    _available(standin, 50_000)
    creator, (before, _) = standin.ready_account(), standin.held()
    sent: Any = client.v1.transfers.create(
        {
            "amount": 30_000,
            "currency": "usd",
            "destination": creator,
            "transfer_group": "payout_7",
            "metadata": {"payout": "7", "attempt": "1"},
        }
    )
    assert standin.held() == (before - 30_000, standin.held()[1])
    assert standin.held(creator) == (30_000, 0)
    found = client.v1.transfers.list({"transfer_group": "payout_7"})
    assert [(one.id, one.metadata["attempt"]) for one in found.data] == [(sent.id, "1")]
    assert client.v1.transfers.list({"transfer_group": "payout_8"}).data == []
    theirs = client.v1.charges.retrieve(sent.destination_payment, options={"stripe_account": creator})
    assert (theirs.amount, theirs.source_transfer) == (30_000, sent.id)
    assert client.v1.balance.retrieve(options={"stripe_account": creator}).available[0].amount == 30_000
    eventually(lambda: standin.listener.types_about(sent.id) == ["transfer.created"])


def test_pending_money_cannot_be_sent(standin: Standin, client: stripe.StripeClient) -> None:
    creator = standin.ready_account()
    standin.paid_charge(10_000, "chf")
    body: Any = {"amount": 1_000, "currency": "chf", "destination": creator}
    assert _refusal(lambda: client.v1.transfers.create(body)).code == "balance_insufficient"
    standin.advance(days=2)
    assert client.v1.transfers.create(body).amount == 1_000


def test_two_transfers_at_once_cannot_spend_the_same_money(standin: Standin) -> None:
    _available(standin, 10_000, "nok")
    creator = standin.ready_account()

    def send(_: int) -> str:
        try:
            standin.client().v1.transfers.create({"amount": 6_000, "currency": "nok", "destination": creator})
        except stripe.InvalidRequestError as refused:
            return str(refused.code)
        return "sent"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(send, range(6))) == ["balance_insufficient"] * 5 + ["sent"]
    assert standin.held(currency="nok") == (9_680 - 6_000, 0)


def test_a_charge_can_be_sent_on_before_it_is_available_but_no_more_than_it(
    standin: Standin, client: stripe.StripeClient
) -> None:
    creator, charge = standin.ready_account(), standin.paid_charge(10_000, "dkk")
    body: Any = {"currency": "dkk", "destination": creator, "source_transaction": charge.id}
    first = client.v1.transfers.create({**body, "amount": 7_000})
    assert first.transfer_group == f"group_{charge.payment_intent}"
    assert standin.held(creator, "dkk") == (0, 7_000)
    assert "must not exceed the source amount" in str(
        _refusal(lambda: client.v1.transfers.create({**body, "amount": 3_001}))
    )
    client.v1.transfers.create({**body, "amount": 2_000})
    standin.advance(days=2)
    assert standin.held(creator, "dkk") == (9_000, 0)
    wrong = {**body, "amount": 100, "currency": "usd"}
    assert _refusal(lambda: client.v1.transfers.create(wrong)).param == "currency"


def test_only_an_account_that_can_be_paid_is_paid(standin: Standin, client: stripe.StripeClient) -> None:
    _available(standin, 10_000)
    account = standin.account().id

    def send(to: str) -> Any:
        return client.v1.transfers.create({"amount": 100, "currency": "usd", "destination": to})

    assert _refusal(lambda: send(account)).code == "insufficient_capabilities_for_transfer"
    standin.control(f"accounts/{account}/status", {"status": "active"})
    send(account)
    standin.control(f"accounts/{account}/status", {"status": "restricted"})
    assert _refusal(lambda: send(account)).code == "insufficient_capabilities_for_transfer"
    missing = _refusal(lambda: send("acct_nobody"))
    assert (missing.code, missing.param) == ("resource_missing", "destination")


def test_a_transfer_is_taken_back_in_parts_and_never_beyond_it(standin: Standin, client: stripe.StripeClient) -> None:
    _available(standin, 20_000)
    creator = standin.ready_account()
    sent = client.v1.transfers.create({"amount": 10_000, "currency": "usd", "destination": creator})
    (before, _) = standin.held()
    part = client.v1.transfers.reversals.create(sent.id, {"amount": 4_000, "metadata": {"why": "dispute"}})
    assert client.v1.transfers.reversals.retrieve(sent.id, part.id).amount == 4_000
    assert standin.held(creator) == (6_000, 0)
    assert standin.held()[0] == before + 4_000
    assert "greater than unreversed" in str(
        _refusal(lambda: client.v1.transfers.reversals.create(sent.id, {"amount": 6_001}))
    )
    client.v1.transfers.reversals.create(sent.id)
    taken_back = client.v1.transfers.retrieve(sent.id)
    assert (taken_back.reversed, taken_back.amount_reversed) == (True, 10_000)
    assert len(taken_back.reversals.data) == 2
    assert "fully reversed" in str(_refusal(lambda: client.v1.transfers.reversals.create(sent.id)))


def test_money_that_has_gone_to_the_bank_cannot_be_taken_back(standin: Standin, client: stripe.StripeClient) -> None:
    _available(standin, 20_000)
    creator = standin.ready_account()
    sent = client.v1.transfers.create({"amount": 10_000, "currency": "usd", "destination": creator})
    own: Any = {"stripe_account": creator}
    payout = client.v1.payouts.create({"amount": 9_000, "currency": "usd"}, own)
    assert payout.status == "in_transit"
    assert _refusal(lambda: client.v1.transfers.reversals.create(sent.id)).code == "balance_insufficient"
    standin.advance(days=2)
    assert client.v1.payouts.retrieve(payout.id, options=own).status == "paid"
    again: Any = {"amount": 9_000, "currency": "usd"}
    assert _refusal(lambda: client.v1.payouts.create(again, own)).code == "balance_insufficient"


def test_lists_are_paged_without_gap_or_repeat(standin: Standin, client: stripe.StripeClient) -> None:
    _available(standin, 10_000)
    creator = standin.ready_account()
    sent = [
        client.v1.transfers.create(
            {"amount": 100 + at, "currency": "usd", "destination": creator, "transfer_group": "paged"}
        ).id
        for at in range(7)
    ]
    pages = client.v1.transfers.list({"transfer_group": "paged", "limit": 3})
    assert pages.has_more
    assert [one.id for one in pages.auto_paging_iter()] == sent[::-1]
    before = client.v1.transfers.list({"transfer_group": "paged", "limit": 2, "ending_before": sent[2]})
    assert [one.id for one in before.data] == [sent[4], sent[3]]
    entries = client.v1.balance_transactions.list({"type": "transfer", "limit": 100})
    assert {entry.source for entry in entries.auto_paging_iter()} >= set(sent)
    since = client.v1.transfers.retrieve(sent[0]).created
    assert client.v1.transfers.list({"transfer_group": "paged", "created": {"lt": since}}).data == []
