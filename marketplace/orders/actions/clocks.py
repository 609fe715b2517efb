"""What silence does: every clocked step of the lifecycle, taken late perhaps, but once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from marketplace.orders.actions import answering, ending, finishing, preparing, reviewing
from marketplace.orders.actions.steps import cancelled, move
from marketplace.orders.models import Order
from marketplace.orders.queries import order_seen_by
from marketplace.work.unit import Work


def _moves_on(verb: str) -> Callable[[Work, Order], None]:
    def step(work: Work, order: Order) -> None:
        move(work, order, verb)
        preparing.say_what_is_due(work, order)

    return step


def _cancels(verb: str, *, stage: str | None) -> Callable[[Work, Order], None]:
    def step(work: Work, order: Order) -> None:
        move(work, order, verb)
        cancelled(work, order, verb, stage=stage)

    return step


def _cancel_by_silence(work: Work, order: Order) -> None:
    move(work, order, "cancel_by_silence")
    cancelled(work, order, "cancel_by_silence", stage=ending.stage_of(work, order))


def _dispute_unfixed(work: Work, order: Order) -> None:
    move(work, order, "dispute_unfixed")
    finishing.disputed(work, order, "dispute_unfixed")


SILENCE: Mapping[str, Callable[[Work, Order], None]] = {
    "expire": answering.expire_offer,
    "cancel_unshipped": _cancels("cancel_unshipped", stage="before_draft"),
    "receive_silently": _moves_on("receive_silently"),
    "end_use": _moves_on("end_use"),
    "cancel_without_outline": _cancels("cancel_without_outline", stage=None),
    "accept_outline_silently": _moves_on("accept_outline_silently"),
    "cancel_undelivered": _cancels("cancel_undelivered", stage=None),
    "cancel_unrevised": _cancels("cancel_unrevised", stage=None),
    "approve_silently": reviewing.approve_draft_silently,
    "cancel_unpublished": _cancels("cancel_unpublished", stage=None),
    "dispute_unfixed": _dispute_unfixed,
    "confirm_silently": finishing.confirm_silently,
    "complete": finishing.complete_order,
    "cancel_by_silence": _cancel_by_silence,
}
"""Clocked verb -> what it does. A test holds it against the lifecycle: no clock without its deed."""


def run_order_clock(work: Work, order_id: UUID) -> str | None:
    """Takes the step of an order whose clock has run out, and gives its verb; none when somebody was faster."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    row = order.LIFECYCLE.clocked(order.state)
    if row is None or order.due_at is None or order.due_at > work.now:
        return None
    SILENCE[row.verb](work, order)
    return row.verb
