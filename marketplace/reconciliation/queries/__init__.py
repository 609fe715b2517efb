"""Reads: both sides, runs, and open items."""

from marketplace.reconciliation.queries.both_sides import booked_side, told_side
from marketplace.reconciliation.queries.entries import (
    DrilledEntry,
    all_drilled,
    change_of,
    currencies_of,
    drilled,
    drilled_of_change,
    items_about,
    kinds_on,
    sums_of,
)
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
from marketplace.reconciliation.queries.origins import Thing, origins_of
from marketplace.reconciliation.queries.runs import (
    last_done_run,
    mirrored_until,
    night_before,
    nightly_run,
    run_seen_by,
    runs,
    total_mirrored,
)
from marketplace.reconciliation.queries.sought import ACCOUNTS, Sought

__all__ = [
    "ACCOUNTS",
    "Chosen",
    "DrilledEntry",
    "Sought",
    "Thing",
    "all_drilled",
    "booked_side",
    "both_sides_of",
    "change_of",
    "correction_seen_by",
    "counts_of_items",
    "currencies_of",
    "drilled",
    "drilled_of_change",
    "item_seen_by",
    "items_about",
    "items_in",
    "items_to_settle",
    "kinds_on",
    "last_done_run",
    "latest_closed",
    "mirrored_until",
    "night_before",
    "nightly_run",
    "open_count",
    "open_items",
    "origins_of",
    "run_seen_by",
    "runs",
    "suggested_for",
    "sums_of",
    "told_side",
    "total_mirrored",
]
