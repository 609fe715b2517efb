"""Reads: both sides, runs, and open items."""

from marketplace.reconciliation.queries.both_sides import booked_side, told_side
from marketplace.reconciliation.queries.evidence import both_sides_of, suggested_for
from marketplace.reconciliation.queries.items import (
    Chosen,
    correction_seen_by,
    counts_of_items,
    item_seen_by,
    items_in,
    items_to_settle,
    latest_closed,
    open_count,
    open_items,
)
from marketplace.reconciliation.queries.runs import (
    last_done_run,
    mirrored_until,
    nightly_run,
    run_seen_by,
    runs,
    total_mirrored,
)

__all__ = [
    "Chosen",
    "booked_side",
    "both_sides_of",
    "correction_seen_by",
    "counts_of_items",
    "item_seen_by",
    "items_in",
    "items_to_settle",
    "last_done_run",
    "latest_closed",
    "mirrored_until",
    "nightly_run",
    "open_count",
    "open_items",
    "run_seen_by",
    "runs",
    "suggested_for",
    "told_side",
    "total_mirrored",
]
