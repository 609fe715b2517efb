"""Messages that say they are Stripe's."""

from __future__ import annotations

import hashlib
import hmac
import json
import time

import pytest

from marketplace.gateways.payments.errors import Forged
from tests.gateways.payments.standin import client_of

PAYMENTS = client_of("http://127.0.0.1:1")
EVENT = {"id": "evt_1", "object": "event", "type": "transfer.created", "created": 1_790_000_000,
         "data": {"object": {"id": "tr_1"}}}  # fmt: skip
THIN = {"id": "evt_2", "object": "v2.core.event", "type": "v2.core.account.updated",
        "created": "2026-11-24T12:00:00.000Z",
        "related_object": {"id": "acct_1", "type": "v2.core.account", "url": "/v2/core/accounts/acct_1"}}  # fmt: skip


def signed(payload: bytes, secret: str = "whsec_platform", at: float | None = None) -> str:
    at = int(time.time() if at is None else at)
    signature = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={signature}"


def raw(said: object) -> bytes:
    return json.dumps(said).encode()


def test_a_signed_event_is_read() -> None:
    event = PAYMENTS.verify_event(raw(EVENT), signed(raw(EVENT)), "platform")
    assert (event.id, event.type, event.object_id) == ("evt_1", "transfer.created", "tr_1")
    assert json.loads(event.payload) == EVENT


def test_a_thin_event_is_read_with_its_own_secret() -> None:
    event = PAYMENTS.verify_event(raw(THIN), signed(raw(THIN), "whsec_thin"), "thin")
    assert (event.id, event.object_id) == ("evt_2", "acct_1")
    with pytest.raises(Forged):
        PAYMENTS.verify_event(raw(THIN), signed(raw(THIN), "whsec_platform"), "thin")


@pytest.mark.parametrize("seconds", [-600, -301, 302, 600, 86_400 * 365])
def test_a_message_from_another_time_is_refused(seconds: int) -> None:
    with pytest.raises(Forged):
        PAYMENTS.verify_event(raw(EVENT), signed(raw(EVENT), at=time.time() + seconds), "platform")


@pytest.mark.parametrize("seconds", [-290, 290])
def test_clocks_may_differ_by_minutes(seconds: int) -> None:
    assert PAYMENTS.verify_event(raw(EVENT), signed(raw(EVENT), at=time.time() + seconds), "platform")


@pytest.mark.parametrize(
    "signature", [None, "", "t=1,v1=abc", "nonsense", "t=x,v1=y", "v1=abc", "t=,v1=", "t=1,v1=签名", "=" * 5000]
)
def test_a_message_without_a_right_signature_is_refused(signature: str | None) -> None:
    with pytest.raises(Forged):
        PAYMENTS.verify_event(raw(EVENT), signature, "platform")


def test_a_changed_message_is_refused() -> None:
    with pytest.raises(Forged):
        PAYMENTS.verify_event(raw(EVENT).replace(b"tr_1", b"tr_2"), signed(raw(EVENT)), "platform")


@pytest.mark.parametrize(
    "payload", [b"", b"null", b"[]", b"{}", b"7", b"\xff\xfe", b'{"id": "evt_1"}', b'{"data": 1, "id": 2}']
)
def test_a_signed_message_that_is_no_event_is_refused(payload: bytes) -> None:
    with pytest.raises(Forged):
        PAYMENTS.verify_event(payload, signed(payload), "platform")
