"""The life of a top-up."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class TopUpState(StrEnum):
    """Where a top-up stands."""

    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"


T = TopUpState

TOP_UP_LIFECYCLE = Lifecycle(
    T.OPEN,
    (
        step("count", Side.SYSTEM, {T.OPEN, T.EXPIRED}, T.PAID),
        step("expire", Side.SYSTEM, {T.OPEN}, T.EXPIRED),
    ),
)

LABELS: dict[StrEnum, str] = {
    T.OPEN: N_("Waiting for payment"),
    T.PAID: N_("In the wallet"),
    T.EXPIRED: N_("Not paid"),
}

TONES: dict[StrEnum, str] = {
    T.OPEN: "info",
    T.PAID: "success",
}
