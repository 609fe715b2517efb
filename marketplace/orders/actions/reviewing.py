"""A draft's way through the check and the brand's review; silence approves."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.ids import BrandId, CreatorId, OrderId
from marketplace.orders.actions.preparing import say_what_is_due
from marketplace.orders.actions.steps import move
from marketplace.orders.errors import ReasonMissing, RoundsUsedUp
from marketplace.orders.events import DraftApproved, DraftReadyForBrand
from marketplace.orders.models import Order
from marketplace.orders.policy import require_reviewer
from marketplace.orders.queries import order_seen_by
from marketplace.orders.states import OrderState
from marketplace.work.unit import Work


def hand_in_draft(work: Work, order_id: UUID) -> Order:
    """The creator hands a version in; the check begins."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "submit_draft")
    return order


def pass_check(work: Work, order_id: UUID, *, why: str = "") -> Order:
    """The check, or staff, lets the draft through: to the brand, or straight on when its rounds are used up."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "pass_check", why=why)
    if order.state is OrderState.APPROVED:
        _announce_approval(work, order, silently=True)
    else:
        work.announce(
            DraftReadyForBrand(
                order_id=OrderId(order.id),
                brand_id=BrandId(order.brand_id),
                creator_id=CreatorId(order.creator_id),
                review_by=order.due_at or work.now,
            )
        )
    return order


def fail_check(work: Work, order_id: UUID, *, why: str = "") -> Order:
    """The draft must be fixed first; this uses none of the brand's rounds."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "fail_check", why=why)
    say_what_is_due(work, order)
    return order


def approve_draft(work: Work, order_id: UUID) -> Order:
    """The brand approves the draft."""
    require_reviewer(work.actor)
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "approve")
    _announce_approval(work, order, silently=False)
    return order


def approve_draft_silently(work: Work, order: Order) -> None:
    """The brand has said nothing in its time: that is a yes."""
    move(work, order, "approve_silently")
    _announce_approval(work, order, silently=True)


def ask_for_changes(work: Work, order_id: UUID, *, why: str) -> Order:
    """The brand asks for a new version, which uses one of its rounds. Raises RoundsUsedUp, ReasonMissing."""
    require_reviewer(work.actor)
    if len(why.strip()) < 10:
        raise ReasonMissing()
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    if order.state is OrderState.BRAND_REVIEW and order.rounds_left == 0:
        raise RoundsUsedUp(rounds=order.terms["review_rounds"])
    move(work, order, "ask_for_changes", why=why.strip())
    order.rounds_used += 1
    say_what_is_due(work, order)
    return order


def _announce_approval(work: Work, order: Order, *, silently: bool) -> None:
    work.announce(
        DraftApproved(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            silently=silently,
        )
    )
