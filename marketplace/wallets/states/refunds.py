"""The life of a refund: money of a wallet goes back to the card or account it was paid from."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class RefundState(StrEnum):
    """Where a refund stands."""

    QUEUED = "queued"
    SENDING = "sending"
    WAITING_FUNDS = "waiting_funds"
    SENT = "sent"
    CALLED_OFF = "called_off"
    RETURNED = "returned"


R = RefundState

REFUND_UNDER_WAY = frozenset({R.QUEUED, R.SENDING, R.WAITING_FUNDS})
"""Not sent and not given up: somebody has still to do something about it."""

LIVE_REFUND = REFUND_UNDER_WAY | {R.SENT}
"""It takes its amount from what can still be given back of a payment."""

REFUND_LIFECYCLE = Lifecycle(
    R.QUEUED,
    (
        step("begin", Side.SYSTEM, {R.QUEUED, R.WAITING_FUNDS}, R.SENDING),
        step("wait_for_funds", Side.SYSTEM, {R.SENDING}, R.WAITING_FUNDS),
        step("confirm", Side.SYSTEM, REFUND_UNDER_WAY, R.SENT),
        step("refuse", Side.SYSTEM, {R.SENDING}, R.RETURNED),
        step("come_back", Side.SYSTEM, {R.SENT}, R.RETURNED),
        step("call_off", Side.BRAND, {R.QUEUED, R.WAITING_FUNDS}, R.CALLED_OFF),
    ),
)

LABELS: dict[StrEnum, str] = {
    R.QUEUED: N_("Goes out in a moment"),
    R.SENDING: N_("On its way to Stripe"),
    R.WAITING_FUNDS: N_("Waits at Stripe for funds"),
    R.SENT: N_("Sent to your card or bank"),
    R.CALLED_OFF: N_("Called off"),
    R.RETURNED: N_("Back in the wallet"),
}

TONES: dict[StrEnum, str] = {
    R.QUEUED: "info",
    R.SENDING: "info",
    R.WAITING_FUNDS: "warning",
    R.SENT: "success",
    R.RETURNED: "danger",
}
