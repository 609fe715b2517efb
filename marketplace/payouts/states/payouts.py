"""The life of a payout."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class PayoutState(StrEnum):
    """Where a payout stands."""

    QUEUED = "queued"
    BATCHED = "batched"
    SIGNED = "signed"
    SENDING = "sending"
    SENT = "sent"
    WAITING_FUNDS = "waiting_funds"
    BLOCKED = "blocked"
    RETURNED = "returned"


P = PayoutState

LIVE = frozenset(set(P) - {P.RETURNED})
"""States of a payout that keep its earnings from being paid by another one."""

PAYOUT_LIFECYCLE = Lifecycle(
    P.QUEUED,
    (
        step("batch", Side.STAFF, {P.QUEUED}, P.BATCHED),
        step("unbatch", Side.STAFF, {P.BATCHED}, P.QUEUED),
        step("sign", Side.STAFF, {P.BATCHED}, P.SIGNED),
        step("begin", Side.SYSTEM, {P.SIGNED, P.WAITING_FUNDS}, P.SENDING),
        # Money that was found to have moved is always written down, whatever we thought of it.
        step("confirm", Side.SYSTEM, LIVE - {P.SENT}, P.SENT),
        step("wait_for_funds", Side.SYSTEM, {P.SENDING}, P.WAITING_FUNDS),
        step("block", Side.SYSTEM, {P.SIGNED, P.SENDING, P.WAITING_FUNDS}, P.BLOCKED),
        # A blocked payout goes through two people again: what has changed meanwhile has to be looked at.
        step("queue_again", {Side.STAFF, Side.SYSTEM}, {P.BLOCKED}, P.QUEUED),
        step("return", Side.SYSTEM, {P.SENT}, P.RETURNED),
        step("give_up", {Side.STAFF, Side.SYSTEM}, {P.QUEUED, P.BLOCKED}, P.RETURNED),
        # The other rail: people carry a file to the bank and write down what the bank did.
        step("hand_over", Side.STAFF, {P.SIGNED}, P.SENDING),
        step("carry_out", Side.STAFF, {P.SENDING}, P.SENT),
        step("refuse", Side.STAFF, {P.SENDING}, P.RETURNED),
        step("bounce", Side.STAFF, {P.SENT}, P.RETURNED),
    ),
)

UNDER_WAY = frozenset({P.SIGNED, P.SENDING, P.WAITING_FUNDS})
"""States from which a payout goes on by itself."""

LABELS: dict[StrEnum, str] = {
    P.QUEUED: N_("Ready for a batch"),
    P.BATCHED: N_("Waiting for signature"),
    P.SIGNED: N_("Signed"),
    P.SENDING: N_("Sending"),
    P.SENT: N_("Sent"),
    P.WAITING_FUNDS: N_("Waiting for funds"),
    P.BLOCKED: N_("Blocked"),
    P.RETURNED: N_("Returned"),
}

TONES: dict[StrEnum, str] = {
    P.QUEUED: "info",
    P.BATCHED: "info",
    P.SIGNED: "info",
    P.SENDING: "info",
    P.SENT: "success",
    P.WAITING_FUNDS: "warning",
    P.BLOCKED: "danger",
    P.RETURNED: "warning",
}
