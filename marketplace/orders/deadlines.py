"""When a clock of an order runs out: lengths from the frozen terms, and ends that depend on dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from marketplace.orders.states import GRACE, ORDER_LIFECYCLE, PROMISES, OrderState


def clock_end(clock: str, at: datetime, terms: Mapping[str, Any]) -> datetime:
    """The instant at which a clock that starts at `at` runs out."""
    if clock == "use_until":
        return at + timedelta(days=int(terms.get("days_of_use", 0)))
    if clock == "retained_until":
        return at + timedelta(days=int(terms["retention_days"]))
    if clock == "publish_lost_at":
        return max(at, end_of_window(terms)) + GRACE + length_of(clock, terms)
    return at + length_of(clock, terms)


def promise_end(state: OrderState, at: datetime, terms: Mapping[str, Any]) -> datetime | None:
    """The instant until which the side whose turn it is has promised to act; none where nothing is promised."""
    if state is OrderState.APPROVED:
        return max(at, end_of_window(terms))
    length = PROMISES.get(state)
    return at + length if length is not None else None


def end_of_window(terms: Mapping[str, Any]) -> datetime:
    """The last instant of the publishing window, UTC."""
    last = date.fromisoformat(str(terms["publish_until"]))
    return datetime.combine(last + timedelta(days=1), time(), UTC)


def length_of(clock: str, terms: Mapping[str, Any]) -> timedelta:
    """The length of a clock: the terms' own, else the default."""
    hours = terms.get("clock_hours", {}).get(clock)
    return timedelta(hours=float(hours)) if hours is not None else ORDER_LIFECYCLE.clocks[clock]
