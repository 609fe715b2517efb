"""Before the draft: the product on its way and in use, and the outline."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.ids import BrandId, CreatorId, OrderId
from marketplace.orders.actions.steps import cancelled, move
from marketplace.orders.errors import NotLateYet, ReasonMissing
from marketplace.orders.events import ProductShipped, WorkDue
from marketplace.orders.models import Order
from marketplace.orders.policy import require_reviewer
from marketplace.orders.queries import order_seen_by
from marketplace.orders.states import OrderState
from marketplace.work.unit import Work

_DUE = {OrderState.OUTLINE_DUE: "outline", OrderState.DRAFT_DUE: "draft", OrderState.REVISION_DUE: "version"}


def ship_product(work: Work, order_id: UUID, *, tracking: str) -> Order:
    """The brand says that the product is on its way, with a tracking number or the carrier's name."""
    if not tracking.strip():
        raise ReasonMissing()
    require_reviewer(work.actor)
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "ship", why=tracking.strip())
    order.tracking = tracking.strip()
    work.announce(
        ProductShipped(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            tracking=order.tracking,
        )
    )
    return order


def receive_product(work: Work, order_id: UUID) -> Order:
    """The creator has the product."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "receive")
    return order


def begin_writing(work: Work, order_id: UUID, *, used: str) -> Order:
    """The creator has used the product and says how; nobody may praise what they have not used (广告法 §38)."""
    if len(used.strip()) < 10:
        raise ReasonMissing()
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "begin_writing", why=used.strip())
    say_what_is_due(work, order)
    return order


def leave_without_product(work: Work, order_id: UUID) -> Order:
    """The creator leaves with the kill fee, because the promised product was not sent in time."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    if order.state is OrderState.AWAIT_PRODUCT and order.promised_at and work.now < order.promised_at:
        raise NotLateYet(until=order.promised_at)
    move(work, order, "leave_without_product")
    cancelled(work, order, "leave_without_product", stage="before_draft")
    return order


def submit_outline(work: Work, order_id: UUID, *, text: str) -> Order:
    """The creator hands in an outline."""
    if len(text.strip()) < 20:
        raise ReasonMissing()
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "submit_outline")
    order.outline = text.strip()
    return order


def accept_outline(work: Work, order_id: UUID, *, note: str = "") -> Order:
    """The brand is content with the outline, or says what to mind."""
    require_reviewer(work.actor)
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "accept_outline", why=note.strip())
    say_what_is_due(work, order)
    return order


def say_what_is_due(work: Work, order: Order) -> None:
    """Tells the creator what is due now."""
    if order.state in _DUE:
        work.announce(
            WorkDue(
                order_id=OrderId(order.id),
                brand_id=BrandId(order.brand_id),
                creator_id=CreatorId(order.creator_id),
                what=_DUE[order.state],
            )
        )
