"""The half of the scenarios that meets Stripe itself: it never takes a live key, and speaks to the right address."""

from __future__ import annotations

import json
from typing import Any

import pytest
import stripe

from tests.gateways.payments.sides import ACCOUNT, KEY, NotASandbox, sandbox_of
from tests.standins.payments.schemas import check_request


@pytest.mark.parametrize("key", ["sk_live_x", "rk_live_x", "pk_test_x", "whsec_x", " sk_test_x", "SK_TEST_X"])
def test_only_a_key_of_a_sandbox_is_taken(key: str) -> None:
    with pytest.raises(NotASandbox, match="sk_test_"):
        sandbox_of({KEY: key})


def test_without_a_key_a_scenario_is_skipped_with_the_reason() -> None:
    with pytest.raises(pytest.skip.Exception, match=KEY):
        sandbox_of({})
    with pytest.raises(pytest.skip.Exception, match=ACCOUNT):
        sandbox_of({KEY: "sk_test_x"}).ready_account()
    assert sandbox_of({KEY: "sk_test_x", ACCOUNT: "acct_1"}).ready_account() == "acct_1"


def test_it_attaches_a_card_for_tests_at_stripe(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, str, str, str]] = []

    def request(self: Any, method: str, url: str, headers: Any, post_data: Any = None) -> tuple[str, int, Any]:
        sent.append((method, url, headers["Authorization"], post_data))
        made = (
            {"object": "customer", "id": "cus_1"} if "customers" in url else {"object": "payment_method", "id": "pm_1"}
        )
        return json.dumps(made), 200, {}

    monkeypatch.setattr(stripe.RequestsClient, "request", request)
    assert sandbox_of({KEY: "sk_test_x"}).save("disputed") == ("cus_1", "pm_1")
    opened, attached = sent
    assert opened[:3] == ("post", "https://api.stripe.com/v1/customers", "Bearer sk_test_x")
    check_request(opened[0], opened[1], opened[3])
    where = "https://api.stripe.com/v1/payment_methods/pm_card_createDispute/attach"
    assert attached == ("post", where, "Bearer sk_test_x", "customer=cus_1")
