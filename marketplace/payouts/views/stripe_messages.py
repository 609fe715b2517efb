"""Where Stripe writes to: verify, keep, answer. What follows is a job's."""

from __future__ import annotations

import structlog
from flask import request
from flask.typing import ResponseReturnValue

from marketplace.base.actor import SYSTEM
from marketplace.gateways.current import payments
from marketplace.gateways.payments.errors import Forged
from marketplace.payouts.actions.webhooks import receive_event
from marketplace.payouts.states import Destination
from marketplace.payouts.views.blueprint import webhooks
from marketplace.web.doors import open_to_all
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)


@webhooks.post("/webhooks/stripe")
@open_to_all
def platform() -> ResponseReturnValue:
    """Events of the platform's own account."""
    return _taken(Destination.PLATFORM)


@webhooks.post("/webhooks/stripe/accounts")
@open_to_all
def accounts() -> ResponseReturnValue:
    """Thin events about creators' accounts."""
    return _taken(Destination.THIN)


@webhooks.post("/webhooks/stripe/connected")
@open_to_all
def connected() -> ResponseReturnValue:
    """Events of what happens inside creators' accounts: their money on its way to their banks."""
    return _taken(Destination.CONNECTED)


def _taken(destination: Destination) -> ResponseReturnValue:
    try:
        event = payments().verify_event(request.get_data(), request.headers.get("Stripe-Signature"), destination.value)
    except Forged as why:
        log.warning("refused a forged message", destination=destination.value, why=str(why)[:200])
        return {"error": "signature"}, 400
    with unit_of_work(SYSTEM) as work:
        new = receive_event(
            work,
            event_id=event.id,
            type=event.type,
            account=event.account,
            object_id=event.object_id,
            payload=event.payload,
            destination=destination,
        )
    return {"received": True, "new": new}, 200
