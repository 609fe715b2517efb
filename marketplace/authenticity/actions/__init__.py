"""What is done about authenticity: channels are read and judged, creators speak, staff decide."""

from marketplace.authenticity.actions.reading import (
    judge_every_channel,
    judge_measured_channels,
    measure_changed_channels,
)
from marketplace.authenticity.actions.remarking import appeal, decide_appeal, write_note
from marketplace.authenticity.actions.watching import find_rings, fix_last_month

__all__ = [
    "appeal",
    "decide_appeal",
    "find_rings",
    "fix_last_month",
    "judge_every_channel",
    "judge_measured_channels",
    "measure_changed_channels",
    "write_note",
]
