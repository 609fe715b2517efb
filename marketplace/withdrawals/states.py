"""The life of a withdrawal: our own money goes from Stripe to our bank."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class WithdrawalState(StrEnum):
    """Where a withdrawal stands."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    SENDING = "sending"
    WAITING_FUNDS = "waiting_funds"
    ON_ITS_WAY = "on_its_way"
    ARRIVED = "arrived"
    RETURNED = "returned"
    REFUSED = "refused"
    CALLED_OFF = "called_off"


S = WithdrawalState

UNDER_WAY = frozenset({S.SIGNED, S.SENDING, S.WAITING_FUNDS})
"""Signed and not sent: a job has still to do something about it."""

SPOKEN_FOR = UNDER_WAY | {S.PROPOSED}
"""Its amount is no longer free, though the book still has it at Stripe."""

WITHDRAWAL_LIFECYCLE = Lifecycle(
    S.PROPOSED,
    (
        step("sign", Side.STAFF, {S.PROPOSED}, S.SIGNED),
        step("call_off", Side.STAFF, {S.PROPOSED, S.SIGNED, S.WAITING_FUNDS}, S.CALLED_OFF),
        step("begin", Side.SYSTEM, {S.SIGNED, S.WAITING_FUNDS}, S.SENDING),
        step("wait_for_funds", Side.SYSTEM, {S.SIGNED, S.SENDING}, S.WAITING_FUNDS),
        step("confirm", Side.SYSTEM, UNDER_WAY, S.ON_ITS_WAY),
        step("refuse", Side.SYSTEM, {S.SENDING}, S.REFUSED),
        step("arrive", Side.SYSTEM, {S.ON_ITS_WAY}, S.ARRIVED),
        step("come_back", Side.SYSTEM, {S.ON_ITS_WAY, S.ARRIVED}, S.RETURNED),
    ),
)

LABELS: dict[StrEnum, str] = {
    S.PROPOSED: N_("Waits for a second person"),
    S.SIGNED: N_("Signed, goes out in a moment"),
    S.SENDING: N_("On its way to Stripe"),
    S.WAITING_FUNDS: N_("Waits at Stripe for funds"),
    S.ON_ITS_WAY: N_("On the way to our bank"),
    S.ARRIVED: N_("Arrived at our bank"),
    S.RETURNED: N_("Came back to Stripe"),
    S.REFUSED: N_("Refused by Stripe"),
    S.CALLED_OFF: N_("Called off"),
}

TONES: dict[StrEnum, str] = {
    S.PROPOSED: "warning",
    S.SIGNED: "info",
    S.SENDING: "info",
    S.WAITING_FUNDS: "warning",
    S.ON_ITS_WAY: "info",
    S.ARRIVED: "success",
    S.RETURNED: "danger",
    S.REFUSED: "danger",
}
