"""The life of a top-up."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class TopUpState(StrEnum):
    """Where a top-up stands."""

    OPEN = "open"
    PROCESSING = "processing"
    PAID = "paid"
    EXPIRED = "expired"
    FAILED = "failed"


T = TopUpState

TOP_UP_LIFECYCLE = Lifecycle(
    T.OPEN,
    (
        step("process", Side.SYSTEM, {T.OPEN, T.EXPIRED}, T.PROCESSING),
        step("count", Side.SYSTEM, {T.OPEN, T.EXPIRED, T.PROCESSING, T.FAILED}, T.PAID),
        step("fail", Side.SYSTEM, {T.OPEN, T.EXPIRED, T.PROCESSING}, T.FAILED),
        step("expire", Side.SYSTEM, {T.OPEN}, T.EXPIRED),
    ),
)

LABELS: dict[StrEnum, str] = {
    T.OPEN: N_("Waiting for payment"),
    T.PROCESSING: N_("Bank debit on its way"),
    T.PAID: N_("In the wallet"),
    T.EXPIRED: N_("Not paid"),
    T.FAILED: N_("Bank debit came back"),
}

TONES: dict[StrEnum, str] = {
    T.OPEN: "info",
    T.PROCESSING: "info",
    T.PAID: "success",
    T.FAILED: "danger",
}
