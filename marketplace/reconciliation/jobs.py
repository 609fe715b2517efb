"""Background work of the comparison: every night, and when somebody asks. It may be told twice and die anywhere."""

from __future__ import annotations

from uuid import UUID

import structlog

from marketplace.base.actor import SYSTEM
from marketplace.reconciliation.actions import begin_nightly_run, finish_run
from marketplace.reconciliation.errands.mirroring import mirror
from marketplace.reconciliation.events import ReconciliationAsked
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)


@job(queue="money")
def compare_last_night(_: Ticked) -> None:
    """Compares both sides as they were at midnight, UTC."""
    with unit_of_work(SYSTEM) as work:
        midnight = work.now.replace(hour=0, minute=0, second=0, microsecond=0)
        run = begin_nightly_run(work, midnight)
        run_id, is_done = run.id, run.done_at is not None
    if not is_done:
        _compare(run_id)


@job(queue="money")
def compare_now(fact: ReconciliationAsked) -> None:
    """Compares both sides because somebody asked."""
    _compare(fact.run_id)


def _compare(run_id: UUID) -> None:
    read = mirror()
    with unit_of_work(SYSTEM) as work:
        run = finish_run(work, run_id, says=read.says, mirrored=read.total)
        found = run.found
    if found or not read.is_whole:
        log.warning("our book and Stripe do not say the same", found=found, mirror_is_whole=read.is_whole)
