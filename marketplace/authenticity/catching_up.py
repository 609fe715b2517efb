"""Reading everything that changed, in pieces of work of its own; for jobs, commands and worlds."""

from __future__ import annotations

from marketplace.authenticity.actions import judge_measured_channels, measure_changed_channels
from marketplace.base.actor import SYSTEM
from marketplace.work.unit import unit_of_work


def read_all_changed(*, batches: int = 20) -> int:
    """Reads changed channels in batches of their own transactions; gives how many were judged."""
    for _ in range(batches):
        with unit_of_work(SYSTEM) as work:
            if not measure_changed_channels(work):
                break
    with unit_of_work(SYSTEM) as work:
        return judge_measured_channels(work)
