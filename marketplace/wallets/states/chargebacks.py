"""The life of a chargeback: the bank of whoever paid a top-up takes the money back, and decides later who keeps it."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class ChargebackState(StrEnum):
    """Where a chargeback stands."""

    OPEN = "open"
    ANSWERING = "answering"
    ANSWERED = "answered"
    WON = "won"
    LOST = "lost"


C = ChargebackState

UNDECIDED = frozenset({C.OPEN, C.ANSWERING, C.ANSWERED})
"""The bank has not decided: the money is with it."""

CHARGEBACK_LIFECYCLE = Lifecycle(
    C.OPEN,
    (
        step("answer", Side.STAFF, {C.OPEN}, C.ANSWERING),
        step("hand_in", Side.SYSTEM, {C.OPEN, C.ANSWERING}, C.ANSWERED),
        step("win", Side.SYSTEM, UNDECIDED, C.WON),
        step("lose", Side.SYSTEM, UNDECIDED, C.LOST),
    ),
)

LABELS: dict[StrEnum, str] = {
    C.OPEN: N_("To be answered"),
    C.ANSWERING: N_("Answer on its way"),
    C.ANSWERED: N_("Answered, with the bank"),
    C.WON: N_("Won"),
    C.LOST: N_("Lost"),
}

TONES: dict[StrEnum, str] = {
    C.OPEN: "warning",
    C.ANSWERING: "info",
    C.ANSWERED: "info",
    C.WON: "success",
    C.LOST: "danger",
}
