"""From the public post to the money: bound, checked, confirmed, settled, kept."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import Side
from marketplace.base.ids import BrandId, CreatorId, OrderId
from marketplace.orders.actions.steps import move, settle_brief
from marketplace.orders.errors import ReasonMissing
from marketplace.orders.events import OrderAwaitsConfirmation, OrderCompleted, OrderDisputed, OrderSettled
from marketplace.orders.models import Order
from marketplace.orders.policy import require_reviewer
from marketplace.orders.queries import order_seen_by
from marketplace.payouts import actions as payouts
from marketplace.work.unit import Work


def bind_post(work: Work, order_id: UUID) -> Order:
    """The creator has published and says where; the live check begins."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "bind_post")
    return order


def pass_live_check(work: Work, order_id: UUID) -> Order:
    """The post is there with account, words and label; the brand confirms, or its silence does."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "pass_live_check")
    work.announce(
        OrderAwaitsConfirmation(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            confirm_by=order.due_at or work.now,
        )
    )
    return order


def fail_live_check(work: Work, order_id: UUID, *, why: str) -> Order:
    """Something is missing in the post; the creator has a day to mend it."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "fail_live_check", why=why)
    return order


def confirm_work(work: Work, order_id: UUID) -> Order:
    """The brand accepts the work: the fee is the creator's now."""
    require_reviewer(work.actor)
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "confirm")
    settle(work, order, silently=False)
    return order


def confirm_silently(work: Work, order: Order) -> None:
    """The brand has said nothing in its time: the work is accepted."""
    move(work, order, "confirm_silently")
    settle(work, order, silently=True)


def object_to_work(work: Work, order_id: UUID, *, reason: str) -> Order:
    """The brand objects: the held money is frozen until staff rule."""
    require_reviewer(work.actor)
    if len(reason.strip()) < 10:
        raise ReasonMissing()
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "object", why=reason.strip())
    disputed(work, order, reason.strip())
    return order


def withdraw_objection(work: Work, order_id: UUID) -> Order:
    """The brand takes its objection back; the clock goes on where it stood."""
    require_reviewer(work.actor)
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "withdraw_objection")
    return order


def disputed(work: Work, order: Order, reason: str) -> None:
    """Tells both sides and staff that the two sides disagree."""
    order.reason = reason
    work.announce(
        OrderDisputed(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            reason=reason,
        )
    )


def settle(work: Work, order: Order, *, silently: bool) -> None:
    """Credits the creator and takes the fees, in the same transaction as the acceptance; then the post is watched."""
    payouts.settle(
        work,
        source=("order", order.id),
        creator_id=CreatorId(order.creator_id),
        price=order.price,
        brand_fee=order.brand_fee,
        creator_fee=order.creator_fee,
        title=str(order.terms["brief"]["title"]),
    )
    order.settled_at = work.now
    work.announce(
        OrderSettled(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            silently=silently,
        )
    )
    move(work, order, "watch", by=Side.SYSTEM)
    settle_brief(work, order)


def complete_order(work: Work, order: Order) -> None:
    """The post was kept as long as agreed."""
    move(work, order, "complete")
    work.announce(
        OrderCompleted(
            order_id=OrderId(order.id), brand_id=BrandId(order.brand_id), creator_id=CreatorId(order.creator_id)
        )
    )
