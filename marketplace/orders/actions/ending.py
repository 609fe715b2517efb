"""Ending an order early: by agreement, for lateness, by silence, or by a ruling."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Forbidden
from marketplace.base.ids import BrandId, CreatorId, OrderId
from marketplace.orders.actions.finishing import settle
from marketplace.orders.actions.steps import cancelled, move
from marketplace.orders.errors import NotLateYet, NotYourAnswer, ReasonMissing
from marketplace.orders.events import CancellationRefused, CancellationRequested
from marketplace.orders.models import Order
from marketplace.orders.policy import require_reviewer, side_of
from marketplace.orders.queries import order_seen_by
from marketplace.orders.states import GRACE, OrderState
from marketplace.work.moves import moves_of
from marketplace.work.unit import Work


def request_cancellation(work: Work, order_id: UUID, *, reason: str) -> Order:
    """One side asks the other to call the order off; silence agrees."""
    require_reviewer(work.actor)
    if len(reason.strip()) < 10:
        raise ReasonMissing()
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    side = side_of(work.actor, order)
    move(work, order, "request_cancellation", why=reason.strip())
    order.cancel_asked_by, order.reason = side.value, reason.strip()
    work.announce(
        CancellationRequested(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            by=side.value,
            answer_by=order.due_at or work.now,
        )
    )
    return order


def agree_to_cancel(work: Work, order_id: UUID) -> Order:
    """The other side agrees. Raises NotYourAnswer for the side that asked."""
    order = _question(work, order_id)
    move(work, order, "agree_to_cancel")
    cancelled(work, order, "agree_to_cancel", stage=stage_of(work, order))
    return order


def refuse_to_cancel(work: Work, order_id: UUID) -> Order:
    """The other side wants to go on: the order returns to where it stood, with the time it had left."""
    order = _question(work, order_id)
    by = side_of(work.actor, order)
    move(work, order, "refuse_to_cancel")
    order.cancel_asked_by = None
    work.announce(
        CancellationRefused(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            by=by.value,
        )
    )
    return order


def cancel_late(work: Work, order_id: UUID) -> Order:
    """The brand ends an order whose creator is late beyond the grace; everything held returns. Raises NotLateYet."""
    require_reviewer(work.actor)
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    if "cancel_late" in order.open_to(Side.BRAND) and order.promised_at and work.now < order.promised_at + GRACE:
        raise NotLateYet(until=order.promised_at + GRACE)
    move(work, order, "cancel_late")
    cancelled(work, order, "cancel_late", stage=None)
    return order


def rule(work: Work, order_id: UUID, *, verb: str, reason: str) -> Order:
    """Staff decide a dispute for one side, with a reason. `verb` is `rule_for_creator` or `rule_for_brand`."""
    if not work.actor.on_duty(Duty.TRUST):
        raise Forbidden()
    if len(reason.strip()) < 10:
        raise ReasonMissing()
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, verb, why=reason.strip())
    if order.state is OrderState.SETTLED:
        settle(work, order, silently=False)
    else:
        cancelled(work, order, verb, stage=None)
    return order


def stage_of(work: Work, order: Order) -> str | None:
    """How far the work had come when a cancellation was asked for, which decides the kill fee.

    None when the creator asked: who leaves gets no fee.
    """
    if order.cancel_asked_by != Side.BRAND.value:
        return None
    reached = {move.to_state for move in moves_of(work.session, order)}
    if OrderState.APPROVED.value in reached:
        return "after_approval"
    if OrderState.COMPLIANCE_CHECK.value in reached:
        return "after_draft"
    return "before_draft"


def _question(work: Work, order_id: UUID) -> Order:
    require_reviewer(work.actor)
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    if order.cancel_asked_by == side_of(work.actor, order).value:
        raise NotYourAnswer()
    return order
