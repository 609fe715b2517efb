"""Background work of the book."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM
from marketplace.ledger.actions import seal
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work


@job(queue="default")
def seal_journals(_: Ticked) -> None:
    """Gives every new journal its place in the chain of hashes."""
    more = True
    while more:
        with unit_of_work(SYSTEM) as work:
            more = seal(work) > 0
