"""Where the money of an earning is."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class EarningState(StrEnum):
    """Where the money of one earning is."""

    PENDING = "pending"
    AVAILABLE = "available"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    PAID_BY_BANK = "paid_by_bank"
    GIVEN_BACK = "given_back"
    NETTED = "netted"


LABELS: dict[StrEnum, str] = {
    EarningState.PENDING: N_("Pending"),
    EarningState.AVAILABLE: N_("Available"),
    EarningState.IN_TRANSIT: N_("On its way"),
    EarningState.PAID: N_("In your Stripe balance"),
    EarningState.PAID_BY_BANK: N_("Sent to your bank"),
    EarningState.GIVEN_BACK: N_("Back with the brand"),
    EarningState.NETTED: N_("Set off against what you owe"),
}

TONES: dict[StrEnum, str] = {
    EarningState.PENDING: "neutral",
    EarningState.AVAILABLE: "info",
    EarningState.IN_TRANSIT: "info",
    EarningState.PAID: "success",
    EarningState.PAID_BY_BANK: "success",
    EarningState.GIVEN_BACK: "warning",
    EarningState.NETTED: "warning",
}
