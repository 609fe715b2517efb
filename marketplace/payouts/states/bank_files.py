"""The life of a bank file."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class BankFileState(StrEnum):
    """Where a bank file stands."""

    MADE = "made"
    HANDED_OVER = "handed_over"
    CARRIED_OUT = "carried_out"
    CANCELLED = "cancelled"


F = BankFileState

BANK_FILE_LIFECYCLE = Lifecycle(
    F.MADE,
    (
        step("hand_over", Side.STAFF, {F.MADE}, F.HANDED_OVER),
        # Once a bank may have it, a file cannot be called back: what the bank did with it is written down.
        step("cancel", Side.STAFF, {F.MADE}, F.CANCELLED),
        step("carry_out", Side.STAFF, {F.HANDED_OVER}, F.CARRIED_OUT),
    ),
)

LABELS: dict[StrEnum, str] = {
    F.MADE: N_("To be signed"),
    F.HANDED_OVER: N_("With the bank"),
    F.CARRIED_OUT: N_("Carried out"),
    F.CANCELLED: N_("Cancelled"),
}

TONES: dict[StrEnum, str] = {
    F.MADE: "warning",
    F.HANDED_OVER: "info",
    F.CARRIED_OUT: "success",
}
