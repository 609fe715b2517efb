"""Idempotency keys and trouble on the way: what happens once, what happens never, what nobody can know."""

import threading
import time
from typing import Any

import pytest
import stripe

from tests.standins.payments.program import DAY, Standin


@pytest.fixture
def body(standin: Standin) -> Any:
    """A transfer that can be made; its group is its own."""
    standin.paid_charge(10_000)
    standin.advance(days=2)
    return {
        "amount": 500,
        "currency": "usd",
        "destination": standin.ready_account(),
        "transfer_group": f"payout_{time.monotonic_ns()}",
    }


def _made(standin: Standin, body: Any) -> int:
    return len(standin.client().v1.transfers.list({"transfer_group": body["transfer_group"]}).data)


def _key(name: str) -> Any:
    return {"idempotency_key": f"{name}_{time.monotonic_ns()}"}


def test_the_same_key_gets_the_first_answer_again(standin: Standin, client: stripe.StripeClient, body: Any) -> None:
    key = _key("same")
    first: Any = client.v1.transfers.create(body, key)
    second: Any = client.v1.transfers.create(dict(reversed(body.items())), key)
    assert (second.id, _made(standin, body)) == (first.id, 1)
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert second.last_response.headers["Original-Request"] == first.last_response.request_id
    assert second.last_response.request_id != first.last_response.request_id


def test_a_key_belongs_to_one_request(standin: Standin, client: stripe.StripeClient, body: Any) -> None:
    key = _key("one")
    client.v1.transfers.create(body, key)
    with pytest.raises(stripe.IdempotencyError) as refused:
        client.v1.transfers.create({**body, "amount": 501}, key)
    assert refused.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        client.v1.payouts.create({"amount": 1, "currency": "usd"}, key)
    assert _made(standin, body) == 1


def test_a_key_in_use_is_a_conflict(standin: Standin, client: stripe.StripeClient, body: Any) -> None:
    key = _key("busy")
    standin.fail("transfers.create", "slow", seconds=1.5)
    first = threading.Thread(target=lambda: standin.client().v1.transfers.create(body, key))
    first.start()
    time.sleep(0.5)
    with pytest.raises(stripe.APIError) as refused:
        client.v1.transfers.create(body, key)
    assert (refused.value.http_status, refused.value.error.code) == (409, "idempotency_key_in_use")
    first.join()
    assert client.v1.transfers.create(body, key).amount == 500
    assert _made(standin, body) == 1


def test_a_refusal_is_replayed_in_v1_even_when_it_would_work_now(standin: Standin, body: Any) -> None:
    client, key = standin.client(), _key("refused")
    poor = {**body, "currency": "pln"}
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.transfers.create(poor, key)
        assert refused.value.code == "balance_insufficient"
        standin.paid_charge(10_000, "pln")
        standin.advance(days=0.5)
    standin.advance(days=2)
    assert client.v1.transfers.create({**poor, "amount": 1}, _key("other")).amount == 1


def test_a_request_that_was_never_begun_does_not_use_up_its_key(standin: Standin, body: Any) -> None:
    key = _key("invalid")
    with pytest.raises(stripe.InvalidRequestError):
        standin.client(checked=False).v1.transfers.create({**body, "amount": 0}, key)
    assert standin.client().v1.transfers.create(body, key).amount == 500


def test_a_forgotten_key_pays_twice(standin: Standin, client: stripe.StripeClient, body: Any) -> None:
    key = _key("forgotten")
    client.v1.transfers.create(body, key)
    standin.control("clock/advance", {"seconds": DAY - 60})
    client.v1.transfers.create(body, key)
    assert _made(standin, body) == 1
    standin.control("clock/advance", {"seconds": 120})
    client.v1.transfers.create(body, key)
    assert _made(standin, body) == 2


@pytest.mark.parametrize(
    ("kind", "raised", "made_at_first"),
    [
        ("drop_before", stripe.APIConnectionError, 0),
        ("drop_after", stripe.APIConnectionError, 1),
        ("error_500_before", stripe.APIError, 0),
        ("rate_limit_429", stripe.RateLimitError, 0),
    ],
)
def test_trouble_is_answered_by_the_same_key(
    standin: Standin, client: stripe.StripeClient, body: Any, kind: str, raised: type[Exception], made_at_first: int
) -> None:
    key = _key(kind)
    standin.fail("transfers.create", kind)
    with pytest.raises(raised):
        client.v1.transfers.create(body, key)
    assert _made(standin, body) == made_at_first
    assert client.v1.transfers.create(body, key).amount == 500
    assert _made(standin, body) == 1


def test_a_stored_500_is_replayed_although_the_money_has_moved(standin: Standin, body: Any) -> None:
    client, key = standin.client(retries=2), _key("lost")
    standin.fail("transfers.create", "error_500_after")
    for _ in range(2):
        with pytest.raises(stripe.APIError) as refused:
            client.v1.transfers.create(body, key)
        assert refused.value.http_status == 500
    assert _made(standin, body) == 1


def test_v2_finishes_what_a_500_has_interrupted(standin: Standin, client: stripe.StripeClient) -> None:
    key, name = _key("v2"), f"v2 {time.monotonic_ns()}"
    standin.fail("v2.core.accounts.create", "error_500_after")
    with pytest.raises(stripe.APIError):
        client.v2.core.accounts.create({"display_name": name}, key)
    account = client.v2.core.accounts.create({"display_name": name}, key)
    named = [one.id for one in client.v2.core.accounts.list().auto_paging_iter() if one.display_name == name]
    assert named == [account.id]


def test_the_sdk_s_own_retry_survives_a_dropped_answer(standin: Standin, body: Any) -> None:
    standin.fail("transfers.create", "drop_after")
    standin.client(retries=1).v1.transfers.create(body)
    assert _made(standin, body) == 1


def test_a_fault_meets_the_calls_it_was_planned_for(standin: Standin, client: stripe.StripeClient, body: Any) -> None:
    standin.fail("transfers.*", "rate_limit_429", nth=2, times=2)
    client.v1.balance.retrieve()
    client.v1.transfers.create(body)
    for _ in range(2):
        with pytest.raises(stripe.RateLimitError):
            client.v1.transfers.create(body)
    client.v1.transfers.create(body)
    assert standin.look("faults")["faults"][0]["met"] == 2


def test_hours_pass_only_after_what_is_slow_in_seconds_is_done(standin: Standin, body: Any) -> None:
    standin.fail("transfers.create", "slow", seconds=0.6)
    sending = threading.Thread(target=lambda: standin.client().v1.transfers.create(body, _key("slow")))
    sending.start()
    time.sleep(0.2)
    standin.advance(days=2)
    assert _made(standin, body) == 1
    sending.join()


def test_a_slow_answer_is_slow(standin: Standin, client: stripe.StripeClient) -> None:
    standin.fail("balance.retrieve", "slow", seconds=0.7)
    began = time.monotonic()
    client.v1.balance.retrieve()
    assert time.monotonic() - began >= 0.7
