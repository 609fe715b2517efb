"""The life of a batch of payouts."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class BatchState(StrEnum):
    """Where a batch of payouts stands."""

    MADE = "made"
    SIGNED = "signed"
    DONE = "done"
    CANCELLED = "cancelled"


B = BatchState

BATCH_LIFECYCLE = Lifecycle(
    B.MADE,
    (
        step("sign", Side.STAFF, {B.MADE}, B.SIGNED),
        step("cancel", Side.STAFF, {B.MADE}, B.CANCELLED),
        step("finish", Side.SYSTEM, {B.SIGNED}, B.DONE),
    ),
)

LABELS: dict[StrEnum, str] = {
    B.MADE: N_("To be signed"),
    B.SIGNED: N_("Signed, sending"),
    B.DONE: N_("Done"),
    B.CANCELLED: N_("Cancelled"),
}

TONES: dict[StrEnum, str] = {
    B.MADE: "warning",
    B.SIGNED: "info",
    B.DONE: "success",
}
