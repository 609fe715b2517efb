import subprocess
import sys
from contextlib import suppress
from typing import Any

import httpx
import pytest
import stripe
from hypothesis import given, settings
from hypothesis import strategies as st

from standins.payments.errors import ApiError
from standins.payments.operations import OPERATIONS
from standins.payments.reading import from_form, from_json
from tests.standins.payments.program import KEY, ROOT, Standin

PRICE = {"currency": "usd", "unit_amount": 1_000, "product_data": {"name": "x"}}
SESSION: Any = {
    "mode": "payment",
    "line_items": [{"price_data": PRICE, "quantity": 1}],
    "success_url": "https://brand.example/",
}
TRANSFER: Any = {"amount": 100, "currency": "usd", "destination": "acct_nobody"}


@pytest.mark.parametrize(
    ("path", "body", "param", "code"),
    [
        ("/v1/transfers", {**TRANSFER, "colour": "red"}, "colour", "parameter_unknown"),
        ("/v1/transfers", {**TRANSFER, "application_fee_amount": "1"}, "application_fee_amount", "parameter_unknown"),
        ("/v1/transfers", {"currency": "usd", "destination": "acct_1"}, "amount", "parameter_missing"),
        ("/v1/transfers", {**TRANSFER, "amount": "1.5"}, "amount", "parameter_invalid_integer"),
        ("/v1/transfers", {**TRANSFER, "amount": "-5"}, "amount", "parameter_invalid_integer"),
        ("/v1/transfers", {**TRANSFER, "amount": "١٢"}, "amount", "parameter_invalid_integer"),
        ("/v1/transfers", {**TRANSFER, "currency": "dollar"}, "currency", "parameter_invalid"),
        ("/v1/transfers", {**TRANSFER, "description": ""}, "description", "parameter_invalid_empty"),
        ("/v1/transfers", {**TRANSFER, "metadata": "x"}, "metadata", "parameter_invalid"),
        ("/v1/transfers", {**TRANSFER, "metadata[a]": "x" * 501}, "metadata[a]", "parameter_invalid"),
        ("/v1/transfers", {**TRANSFER, "a[b][c][d][e][f][g][h][i]": "1"}, None, "parameter_invalid"),
        ("/v1/transfers", {"metadata": "1", "metadata[a]": "1"}, "metadata[a]", "parameter_invalid"),
        ("/v1/checkout/sessions", {"mode": "payment", "success_url": "https://b.example/"}, "line_items", None),
        ("/v1/checkout/sessions", {"mode": "subscription", "success_url": "https://b.example/"}, "mode", None),
        ("/v1/transfers", {**TRANSFER, "expand[²]": "destination"}, "expand", "parameter_invalid"),
        ("/v1/transfers", {**TRANSFER, "expand[" + "9" * 5_000 + "]": "x"}, "expand", "parameter_invalid"),
        ("/v1/refunds", {}, "payment_intent", "parameter_missing"),
        ("/v1/refunds", {"charge": "ch_nobody"}, "charge", "resource_missing"),
    ],
)
def test_what_stripe_refuses_is_refused(standin: Standin, path: str, body: Any, param: str | None, code: Any) -> None:
    with standin.http(headers={"Authorization": f"Bearer {KEY}"}) as http:
        answer = http.post(path, data=body)
    error = answer.json()["error"]
    assert answer.status_code == 400
    assert error["type"] == "invalid_request_error"
    assert answer.headers["Request-Id"].startswith("req_")
    assert param is None or error["param"] == param
    assert code is None or error["code"] == code


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"mode": "subscription"}, "mode"),
        ({"success_url": "javascript:alert(1)"}, "success_url"),
        ({"cancel_url": "/relative"}, "cancel_url"),
        ({"line_items": []}, "line_items"),
        ({"line_items": [{"price_data": {**PRICE, "unit_amount": 49}, "quantity": 1}]}, "line_items"),
        ({"line_items": [{"price_data": PRICE, "quantity": 0}]}, "line_items[0][quantity]"),
        ({"line_items": [{"price_data": PRICE, "quantity": 1_000_000}]}, "line_items"),
        ({"line_items": [{"price_data": {**PRICE, "color": 1}, "quantity": 1}]}, "line_items[0][price_data][color]"),
        (
            {"line_items": [{"price_data": {**PRICE, "currency": each}, "quantity": 1} for each in ("usd", "eur")]},
            "line_items",
        ),
        ({"payment_intent_data": {"application_fee_amount": 5}}, "payment_intent_data[application_fee_amount]"),
    ],
)
def test_a_session_that_cannot_be_meant_is_refused(standin: Standin, change: Any, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        standin.client(checked=False).v1.checkout.sessions.create({**SESSION, **change})
    assert refused.value.param == param


@pytest.mark.parametrize(
    "body", [b'{"display_name": "\\ud800"}', b'{"metadata": {"\\udfff": "x"}}', b"[]", b"{", b"\xff"]
)
def test_an_account_that_cannot_be_read_is_refused(standin: Standin, body: bytes) -> None:
    with standin.http(headers={"Authorization": f"Bearer {KEY}"}) as http:
        answer = http.post("/v2/core/accounts", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


def test_only_the_key_opens_the_api(standin: Standin) -> None:
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key"):
        standin.client(key="sk_test_wrong").v1.balance.retrieve()
    with standin.http() as http:
        assert http.get("/v1/balance").status_code == 401
        assert http.get("/v1/balance", auth=(KEY, "")).status_code == 200


def test_an_account_or_address_that_is_not_there_is_said_so(standin: Standin, client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.PermissionError) as refused:
        client.v1.balance.retrieve(options={"stripe_account": "acct_nobody"})
    assert refused.value.error.code == "account_invalid"
    for missing in (
        lambda: client.v1.transfers.retrieve("tr_nobody"),
        lambda: client.v1.checkout.sessions.retrieve("cs_nobody"),
        lambda: client.v1.events.retrieve("evt_nobody"),
        lambda: client.v2.core.accounts.retrieve("acct_nobody"),
        lambda: standin.client(checked=False).v1.customers.list(),
    ):
        with pytest.raises(stripe.InvalidRequestError) as absent:
            missing()
        assert absent.value.http_status == 404


def test_a_connected_account_sees_only_its_own(standin: Standin, client: stripe.StripeClient) -> None:
    charge, creator = standin.paid_charge(), standin.ready_account()
    own: Any = {"stripe_account": creator}
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.charges.retrieve(charge.id, options=own)
    assert client.v1.balance_transactions.list(options=own).data == []
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.transfers.create({"amount": 1, "currency": "usd", "destination": creator}, own)


def test_only_what_can_be_opened_up_is(standin: Standin, client: stripe.StripeClient) -> None:
    charge = standin.paid_charge()
    opened: Any = client.v1.charges.list({"expand": ["data.balance_transaction"], "limit": 1})
    assert opened.data[0].balance_transaction.source == charge.id
    for wrong in ("amount", "balance_transaction.source.payment_intent.latest_charge.balance_transaction"):
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.charges.retrieve(charge.id, {"expand": [wrong]})


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("clock/advance", {"seconds": -1}),
        ("clock/advance", {"seconds": "1"}),
        ("clock/advance", {"seconds": True}),
        ("clock/advance", None),
        ("clock", {"now": "1790000000"}),
        ("clock", {"now": True}),
        ("clock", {"now": -1}),
        ("clock", {"now": 1e30}),
        ("clock", None),
        ("faults", [{"match": "*", "kind": "fire"}]),
        ("faults", [{"match": "*", "kind": "slow", "seconds": 9_999}]),
        ("faults", [{"match": "*", "kind": "slow", "nth": 0}]),
        ("faults", [{"kind": "slow"}]),
        ("faults", ["x"]),
        ("webhooks", {"doubled": "yes"}),
        ("webhooks", {"late_seconds": -1}),
        ("webhooks", {"tripled": True}),
    ],
)
def test_the_controls_say_what_they_take(standin: Standin, path: str, body: Any) -> None:
    with standin.http() as http:
        answer = http.post(f"/_standin/{path}", json=body)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"].startswith("Give ")


def test_every_operation_has_a_name_and_an_address_of_its_own() -> None:
    assert len({operation.name for operation in OPERATIONS}) == len(OPERATIONS)
    assert len({(operation.method, operation.path) for operation in OPERATIONS}) == len(OPERATIONS)


NAMES = st.sampled_from(["amount", "metadata", "expand", "line_items", "created", "include", "use_case", ""])
FORMS = st.lists(
    st.tuples(st.lists(NAMES | st.text(max_size=4), min_size=1, max_size=5), st.text(max_size=20)), max_size=6
)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(OPERATIONS), FORMS, JSONS)
def test_whatever_is_sent_is_read_or_refused(operation: Any, form: Any, json: Any) -> None:
    for reading in (
        lambda: operation.params.read(from_form((k[0] + "".join(f"[{s}]" for s in k[1:]), v) for k, v in form)),
        lambda: operation.params.read(json),
    ):
        with suppress(ApiError):
            reading()


@given(st.binary(max_size=60))
def test_whatever_the_body_is_reading_it_ends_well(body: bytes) -> None:
    with suppress(ApiError):
        from_json(body)


def test_a_body_too_large_is_refused(standin: Standin) -> None:
    with standin.http(headers={"Authorization": f"Bearer {KEY}"}) as http:
        answer: httpx.Response = http.post("/v1/transfers", data={"description": "x" * 2_000_000})
    assert answer.status_code == 413
    assert answer.json()["error"]["type"] == "invalid_request_error"


def test_it_imports_nothing_of_the_marketplace() -> None:
    script = (
        "import sys; sys.argv = ['standins.payments', '--help']\n"
        "try:\n    import standins.payments.__main__\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('marketplace', 'stripe')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
