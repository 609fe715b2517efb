"""Background work of invoices. Every job may be told twice, late and out of order."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM
from marketplace.invoices.actions import bills_of, issue
from marketplace.invoices.queries import first_journal_at
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

MONTHS_LOOKED_BACK = 3
"""A night that was missed is made up for by the next; older months were asked about often enough."""


@job(queue="default")
def issue_invoices(_: Ticked) -> None:
    """Issues what is missing for the months that are over, one invoice in each piece of work."""
    with unit_of_work(SYSTEM) as work:
        begins = first_journal_at(work.session)
        now = work.now
    if begins is None:
        return
    last = now.year * 12 + now.month - 1  # the present month, counted from the year 0
    first = max(begins.year * 12 + begins.month - 1, last - MONTHS_LOOKED_BACK)
    for number in range(first, last):
        with unit_of_work(SYSTEM) as work:
            waiting = bills_of(work, number // 12, number % 12 + 1)
        for bill in waiting:
            with unit_of_work(SYSTEM) as work:
                issue(work, bill)
