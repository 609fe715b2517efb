"""Background work of authenticity. Safe to repeat: a channel that did not change is not read again."""

from __future__ import annotations

from marketplace.authenticity.actions import find_rings, fix_last_month, judge_every_channel
from marketplace.authenticity.catching_up import read_all_changed
from marketplace.base.actor import SYSTEM
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work


@job(queue="slow")
def read_changed_channels(_fact: Ticked) -> None:
    """Measures what changed and judges it."""
    read_all_changed()


@job(queue="slow")
def judge_everybody(_fact: Ticked) -> None:
    """Once a day: the others have moved, so everybody's place among them has."""
    with unit_of_work(SYSTEM) as work:
        judge_every_channel(work)


@job(queue="slow")
def look_for_rings(_fact: Ticked) -> None:
    """Once a day: who works together with whom, for staff to look at."""
    with unit_of_work(SYSTEM) as work:
        find_rings(work)


@job(queue="slow")
def fix_levels(_fact: Ticked) -> None:
    """Every day, so that none is missed: the levels of the month that is over are kept, once."""
    with unit_of_work(SYSTEM) as work:
        fix_last_month(work)
