"""The levels of a channel's health."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class Health(StrEnum):
    """How a month looked; named as creators in China know it: 优秀, 普通, 异常."""

    EXCELLENT = "excellent"
    ORDINARY = "ordinary"
    ABNORMAL = "abnormal"


LABELS: dict[StrEnum, str] = {
    Health.EXCELLENT: N_("Excellent"),
    Health.ORDINARY: N_("Ordinary"),
    Health.ABNORMAL: N_("Abnormal"),
}

TONES: dict[StrEnum, str] = {Health.EXCELLENT: "success", Health.ORDINARY: "neutral", Health.ABNORMAL: "warning"}
