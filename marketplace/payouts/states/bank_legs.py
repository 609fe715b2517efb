"""Where money is between a creator's Stripe balance and their bank."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class BankLegStatus(StrEnum):
    """How money on its way to a creator's bank stands, as Stripe words it."""

    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    FAILED = "failed"
    CANCELED = "canceled"


B = BankLegStatus

ARRIVING = frozenset({B.PENDING, B.IN_TRANSIT})
"""What may still change without anybody's doing."""

LABELS: dict[StrEnum, str] = {
    B.PENDING: N_("About to leave for the bank"),
    B.IN_TRANSIT: N_("On its way to the bank"),
    B.PAID: N_("At the bank"),
    B.FAILED: N_("Refused by the bank"),
    B.CANCELED: N_("Called off"),
}

TONES: dict[StrEnum, str] = {
    B.PENDING: "info",
    B.IN_TRANSIT: "info",
    B.PAID: "success",
    B.FAILED: "danger",
    B.CANCELED: "neutral",
}
