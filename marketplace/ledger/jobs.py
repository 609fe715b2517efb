"""Background work of the book."""

from __future__ import annotations

import structlog

from marketplace.base.actor import SYSTEM
from marketplace.ledger.actions import record_check, seal
from marketplace.work.invariants import verify_all
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)


@job(queue="default")
def seal_journals(_: Ticked) -> None:
    """Gives every new journal its place in the chain of hashes."""
    more = True
    while more:
        with unit_of_work(SYSTEM) as work:
            more = seal(work) > 0


@job(queue="default")
def check_books(_: Ticked) -> None:
    """Asks whether everything that must always be true is true, and keeps the answer where staff see it."""
    with unit_of_work(SYSTEM) as work:
        broken = record_check(work, verify_all(work.session)).broken
    if broken:
        log.error("the books do not hold", broken=broken)
