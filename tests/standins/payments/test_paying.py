from typing import Any

import httpx
import pytest
import stripe

from tests.standins.payments.program import DAY, Standin, eventually

SUCCESS = "https://brand.example/back?session="


def test_a_payment_by_card_is_paid_at_once_and_costs_its_fee(standin: Standin, client: stripe.StripeClient) -> None:
    session = standin.session(100_000, client_reference_id="top-up 7", metadata={"top_up": "7"})
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)

    answer = standin.pay(session)

    assert answer.headers["Location"] == SUCCESS + session.id
    expand = {"expand": ["payment_intent.latest_charge.balance_transaction", "line_items"]}
    paid: Any = client.v1.checkout.sessions.retrieve(session.id, expand)
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert (paid.client_reference_id, paid.metadata["top_up"]) == ("top-up 7", "7")
    money = paid.payment_intent.latest_charge.balance_transaction
    assert (money.amount, money.fee, money.net) == (100_000, 2_930, 97_070)
    assert [line.amount_total for line in paid.line_items.data] == [100_000]


def test_money_is_pending_first_and_available_two_days_later(standin: Standin, client: stripe.StripeClient) -> None:
    available, pending = standin.held(currency="gbp")
    charge = standin.paid_charge(5_000, "gbp")
    assert standin.held(currency="gbp") == (available, pending + 5_000 - 175)
    assert client.v1.balance_transactions.retrieve(charge.balance_transaction).status == "pending"

    standin.advance(days=2)

    assert client.v1.balance_transactions.retrieve(charge.balance_transaction).status == "available"
    assert standin.held(currency="gbp") == (available + pending + 5_000 - 175, 0)
    balance = client.v1.balance.retrieve()
    assert sum(part.amount for part in balance.available if part.currency == "gbp") == available + pending + 4_825


def test_paying_twice_moves_the_money_once(standin: Standin) -> None:
    session = standin.session()
    before = sum(standin.held())
    assert standin.pay(session).status_code == standin.pay(session).status_code == 303
    assert sum(standin.held()) == before + 10_000 - 320


def test_a_declined_card_leaves_the_session_open_for_another_try(standin: Standin, client: stripe.StripeClient) -> None:
    session = standin.session()
    refused = standin.pay(session, "card_declined")
    assert refused.status_code == 402
    assert "Your card was declined" in refused.text
    tried: Any = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (tried.status, tried.payment_status) == ("open", "unpaid")
    assert tried.payment_intent.latest_charge.failure_code == "card_declined"

    assert standin.pay(session).status_code == 303
    again: Any = client.v1.checkout.sessions.retrieve(session.id)
    assert (again.payment_intent, again.payment_status) == (tried.payment_intent.id, "paid")


@pytest.mark.parametrize(
    ("outcome", "told", "payment_status"),
    [
        ("bank_debit", "checkout.session.async_payment_succeeded", "paid"),
        ("bank_debit_fails", "checkout.session.async_payment_failed", "unpaid"),
    ],
)
def test_a_bank_debit_is_decided_days_later(standin: Standin, outcome: str, told: str, payment_status: str) -> None:
    client, session, before = standin.client(), standin.session(), sum(standin.held())
    assert standin.pay(session, outcome).status_code == 303
    waiting: Any = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (waiting.status, waiting.payment_status) == ("complete", "unpaid")
    assert waiting.payment_intent.status == "processing"
    assert sum(standin.held()) == before

    standin.advance(days=4)

    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == payment_status
    assert sum(standin.held()) == before + (9_680 if payment_status == "paid" else 0)
    eventually(lambda: told in standin.listener.types_about(session.id))


def test_an_expired_session_cannot_be_paid(standin: Standin, client: stripe.StripeClient) -> None:
    session, left_alone = standin.session(), standin.session()
    assert client.v1.checkout.sessions.expire(session.id).status == "expired"
    assert standin.pay(session).status_code == 410
    with pytest.raises(stripe.InvalidRequestError, match="Only open"):
        client.v1.checkout.sessions.expire(session.id)

    standin.advance(days=1)
    assert client.v1.checkout.sessions.retrieve(left_alone.id).status == "expired"


def test_a_refund_gives_back_the_amount_but_not_the_fee(standin: Standin, client: stripe.StripeClient) -> None:
    charge, before = standin.paid_charge(10_000), sum(standin.held())
    refund = client.v1.refunds.create({"payment_intent": charge.payment_intent, "amount": 4_000})
    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"
    assert sum(standin.held()) == before - 4_000
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 4_000
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        client.v1.refunds.create({"charge": charge.id, "amount": 6_001})
    client.v1.refunds.create({"charge": charge.id})
    assert client.v1.charges.retrieve(charge.id).refunded
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id})
    assert refused.value.code == "charge_already_refunded"


def test_a_refund_needs_money(standin: Standin, client: stripe.StripeClient) -> None:
    charge = standin.paid_charge(2_000, "sek")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id})  # the fee is gone, so 2 000 is more than there is
    assert refused.value.code == "balance_insufficient"


def test_a_session_lasts_from_half_an_hour_to_a_day(standin: Standin) -> None:
    now = standin.session().created
    assert standin.session(expires_at=now + DAY // 2).expires_at == now + DAY // 2
    for wrong in (now + 60, now + 2 * DAY):
        with pytest.raises(stripe.InvalidRequestError, match="expires_at"):
            standin.session(expires_at=wrong)


def test_the_pay_page_speaks_the_reader_s_language_and_sets_no_scripts_free(standin: Standin) -> None:
    session = standin.session(123_450, "cny")
    with standin.http(headers={"Accept-Language": "zh-CN,zh;q=0.9"}) as http:
        page: httpx.Response = http.get(f"/pay/{session.id}")
        assert "支付 ¥1,234.50 CNY" in page.text
        assert "script-src" not in page.headers["Content-Security-Policy"]
        assert "form-action 'self' https://brand.example" in page.headers["Content-Security-Policy"]
        assert "Pay ¥1,234.50 CNY" in http.get(f"/pay/{session.id}", headers={"Accept-Language": "en"}).text
        assert http.post(f"/pay/{session.id}", data={"outcome": "by magic"}).status_code == 422
        forged = http.post(f"/pay/{session.id}", data={"outcome": "card"}, headers={"Origin": "https://evil.example"})
        assert forged.status_code == 403
        assert http.get("/pay/cs_test_nothing").status_code == 404
        assert http.get("/").status_code == 200
