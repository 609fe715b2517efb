"""A creator answers an offer."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId
from marketplace.briefs import actions as briefs
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import BriefState
from marketplace.matching.actions import applying
from marketplace.orders.actions.steps import move, returned_to_brief
from marketplace.orders.errors import ReasonMissing, TermsChanged
from marketplace.orders.events import OrderAccepted, OrderDeclined, OrderExpired
from marketplace.orders.models import Order
from marketplace.orders.queries import order_seen_by, orders_of_brief
from marketplace.orders.states import OPEN_STATES, OrderState
from marketplace.orders.terms import DECLINE_REASONS
from marketplace.work.unit import Work


def accept_order(work: Work, order_id: UUID, *, terms_hash: str) -> Order:
    """The creator takes the order on the terms they read.

    Raises TermsChanged when the offer is not the one they read, NotOpen when it is no longer open.
    """
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    if terms_hash != order.terms_hash:
        raise TermsChanged()
    move(work, order, "accept")
    order.accepted_at = work.now
    if order.application_id:
        applying.follow_order(work, order.application_id, "accept")
    work.announce(
        OrderAccepted(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            brief_id=BriefId(order.brief_id),
        )
    )
    _close_what_is_full(work, order)
    return order


def decline_order(work: Work, order_id: UUID, *, reason: str) -> Order:
    """The creator says no, with a reason from the list; the money returns to the brief."""
    if reason not in DECLINE_REASONS:
        raise ReasonMissing()
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    move(work, order, "decline", why=reason)
    order.reason = reason
    returned_to_brief(work, order, "decline")
    work.announce(
        OrderDeclined(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            reason=reason,
        )
    )
    return order


def expire_offer(work: Work, order: Order) -> None:
    """Nobody answered in time: the money returns to the brief."""
    move(work, order, "expire")
    returned_to_brief(work, order, "expire")
    work.announce(
        OrderExpired(
            order_id=OrderId(order.id), brand_id=BrandId(order.brand_id), creator_id=CreatorId(order.creator_id)
        )
    )


def _close_what_is_full(work: Work, order: Order) -> None:
    brief = brief_seen_by(work.session, SYSTEM, order.brief_id, lock=True)
    taken = orders_of_brief(work.session, brief.id, states=OPEN_STATES - {OrderState.OFFERED})
    if len(taken) >= brief.slots:
        briefs.fill_brief(work, brief)
    if brief.state is BriefState.CLOSED:
        briefs.run_brief(work, brief)
