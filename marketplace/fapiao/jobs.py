"""Background work of 发票. Every job may be told twice, late and out of order."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM
from marketplace.fapiao.actions import mark_credited
from marketplace.invoices.events import InvoiceIssued
from marketplace.work.jobs import job
from marketplace.work.unit import unit_of_work


@job(queue="default")
def mark_credited_fapiao(fact: InvoiceIssued) -> None:
    """A credit note was issued: the 发票 for what it gives back wait for a red-letter one."""
    with unit_of_work(SYSTEM) as work:
        mark_credited(work, fact.invoice_id)
