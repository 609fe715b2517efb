"""The life of a rule by which a wallet tops itself up."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.actor import Side
from marketplace.base.lifecycle import Lifecycle, step
from marketplace.base.text import N_


class AutoTopUpState(StrEnum):
    """Where a rule stands."""

    WAITING = "waiting"
    ON = "on"
    PAUSED = "paused"
    OFF = "off"


A = AutoTopUpState

AUTO_TOP_UP_LIFECYCLE = Lifecycle(
    A.WAITING,
    (
        step("arm", Side.SYSTEM, {A.WAITING, A.ON, A.PAUSED, A.OFF}, A.ON),
        step("pause", Side.SYSTEM, {A.ON}, A.PAUSED),
        step("turn_off", Side.BRAND, {A.WAITING, A.ON, A.PAUSED}, A.OFF),
        step("resume", Side.BRAND, {A.PAUSED, A.OFF}, A.ON),
    ),
)

LABELS: dict[StrEnum, str] = {
    A.WAITING: N_("Needs a way to pay"),
    A.ON: N_("On"),
    A.PAUSED: N_("Paused: the bank said no"),
    A.OFF: N_("Off"),
}

TONES: dict[StrEnum, str] = {
    A.WAITING: "info",
    A.ON: "success",
    A.PAUSED: "danger",
}
