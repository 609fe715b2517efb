import json
from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.standins.payments.program import PLATFORM_SECRET, Listener, Standin, eventually, running

PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def _about_session(standin: Standin, session: Any) -> list[str]:
    intent = standin.client().v1.checkout.sessions.retrieve(session.id).payment_intent
    return standin.listener.types_about(str(intent))


def test_events_are_signed_and_carry_the_thing(standin: Standin, client: stripe.StripeClient) -> None:
    session = standin.session(metadata={"top_up": "7"})
    standin.pay(session)
    eventually(lambda: _about_session(standin, session) == PAID)
    delivery = next(one for one in standin.listener.taken if session.id in one.body.decode())
    event: Any = client.construct_event(delivery.body, delivery.signature, PLATFORM_SECRET)
    assert (delivery.path, event.type) == ("/platform", "checkout.session.completed")
    assert (event.data.object.payment_status, event.data.object.metadata["top_up"]) == ("paid", "7")
    for body, secret in ((delivery.body + b" ", PLATFORM_SECRET), (delivery.body, "whsec_other")):
        with pytest.raises(stripe.SignatureVerificationError):
            client.construct_event(body, delivery.signature, secret)
    fetched = client.v1.events.retrieve(event.id)
    assert fetched.type == event.type
    eventually(lambda: client.v1.events.retrieve(event.id).pending_webhooks == 0)


def test_an_event_says_which_request_caused_it(standin: Standin, client: stripe.StripeClient) -> None:
    refund = client.v1.refunds.create({"charge": standin.paid_charge().id}, {"idempotency_key": "why 7"})
    told = client.v1.events.list({"type": "refund.created", "limit": 1}).data[0]
    assert told.data.object["id"] == refund.id
    assert told.request is not None
    assert told.request.idempotency_key == "why 7"


def test_what_is_refused_is_delivered_again_with_the_same_body(standin: Standin) -> None:
    standin.listener.refusals = 2
    session = standin.session()
    standin.pay(session)
    eventually(lambda: sorted(_about_session(standin, session)) == sorted(PAID))
    refused = [one.body for one in standin.listener.refused][-2:]
    assert len(refused) == 2
    assert set(refused) <= {one.body for one in standin.listener.taken}


def test_events_can_be_doubled_reordered_late_and_paused(standin: Standin, client: stripe.StripeClient) -> None:
    standin.control("webhooks", {"doubled": True, "reordered": True})
    first = standin.session()
    standin.pay(first)
    expected = [type for type in PAID[::-1] for _ in range(2)]
    eventually(lambda: _about_session(standin, first) == expected)

    standin.control("webhooks", {"paused": True})
    second = standin.session()
    standin.pay(second)
    waiting = client.v1.events.list({"delivery_success": False, "types": ["checkout.session.completed"]})
    assert [event.data.object["id"] for event in waiting.data] == [second.id]
    assert len(standin.look("webhooks")["waiting"]) == 4
    assert _about_session(standin, second) == []

    standin.control("webhooks", {"late_seconds": 1})
    eventually(lambda: _about_session(standin, second) == PAID)


def test_what_was_not_delivered_survives_a_kill(tmp_path: Path) -> None:
    listener = Listener(refusals=1_000)
    with listener.listening():
        with running(tmp_path, listener) as standin:
            session = standin.session()
            standin.pay(session)
            eventually(lambda: listener.refused)
            standin.kill()
        listener.refusals = 0
        listener.refused.clear()
        with running(tmp_path, listener) as standin:
            eventually(lambda: sorted(_about_session(standin, session)) == sorted(PAID), 20)
            assert standin.look("invariants")["ok"]
            eventually(lambda: standin.look("webhooks")["waiting"] == [])


def test_events_are_kept_when_nobody_listens(tmp_path: Path, standin: Standin) -> None:
    with running(tmp_path, Listener(), "--platform-webhook", "", "--thin-webhook", "") as quiet:
        quiet.pay(quiet.session())
        events = quiet.client().v1.events.list({"types": PAID})
        assert [event.type for event in events.data] == PAID[::-1]
        assert json.dumps(quiet.look("webhooks")["waiting"]) == "[]"
