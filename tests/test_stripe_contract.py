"""The contract with Stripe can be broken, and then it is said where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from standins.payments.recording import Recorder
from tests.gateways.payments.standin import running_payments
from tests.stripe_contract import FOLDER, checked

FORM = "amount=100&currency=usd&destination=acct_1"
REFUND = {"url": "/v1/refunds", "method": "POST", "status": 400, "answer": {}}


def test_what_the_gateway_sends_is_recorded_once_a_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "record"))
    with running_payments(tmp_path / "payments") as standin:
        for minor in (500, 700):
            checkout = standin.payments.open_checkout(
                reference="r", amount=Money(minor, "USD"), label="Wallet", success_url="http://localhost/",
                cancel_url="http://localhost/", language="en", key=str(new_id()),
            )  # fmt: skip
            standin.pay(checkout.id)
            standin.payments.read_checkout(checkout.id)
    found = checked(tmp_path / "record")
    assert (found.operations, found.violations) == ({"checkout.sessions.create", "checkout.sessions.retrieve"}, [])
    assert found.shapes == 2


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"operation": "transfers.create", "url": "/v1/transfers", "body": f"{FORM}&colour=red"}, "colour"),
        ({"operation": "transfers.create", "url": "/v1/transfers", "body": "currency=usd"}, "destination"),
        ({"operation": "transfers.create", "url": "/v1/transfers", "body": f"{FORM}&amount=much"}, "amount"),
        ({"operation": "balance.retrieve", "method": "GET", "url": "/v1/balance?colour=red", "body": ""}, "colour"),
        (
            {"operation": "transfers.create", "url": "/v1/transfers", "body": FORM, "status": 200,
             "answer": {"object": "transfer", "id": "tr_1"}},
            "amount",
        ),
        ({"event": {"object": "event", "type": "transfer.created", "id": 1}}, "id"),
    ],
)  # fmt: skip
def test_whatever_does_not_fit_is_a_violation(tmp_path: Path, said: dict[str, Any], wrong: str) -> None:
    line = said if "event" in said else REFUND | said
    (tmp_path / "1.jsonl").write_text(json.dumps(line) + "\n" + '{"operation": "trans', encoding="utf-8")
    found = checked(tmp_path)
    assert len(found.violations) == 1
    assert wrong in found.violations[0]


def test_a_new_name_of_a_parameter_is_a_new_shape_and_a_new_value_is_not(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)

    def told(body: str, answer: Any) -> int:
        recorder.exchange("x", method="POST", url="/v1/x", body=body, status=200, answer=answer)
        recorder.event(json.dumps({"type": "x", "data": answer}))
        return sum(len(path.read_text().splitlines()) for path in tmp_path.iterdir())

    assert told("a=1&metadata[k]=v", {"id": "1", "metadata": {"k": "v"}}) == 2
    assert told("a=2&metadata[other]=w", {"id": "2", "metadata": {"other": "w"}}) == 2
    assert told("a=2&b=1", {"id": "2", "metadata": {}}) == 3
    assert told("a=2", {"id": None, "metadata": {}}) == 5
