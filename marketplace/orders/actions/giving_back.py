"""(A part of) the price of a settled order is to go back to the brand: finance staff propose it on the order's page."""

from __future__ import annotations

from uuid import UUID

from marketplace.accounts.policy import must_be_finance
from marketplace.base.ids import BrandId, BriefId, OrderId
from marketplace.base.money import Money
from marketplace.orders.queries import order_seen_by
from marketplace.payouts import actions as payouts
from marketplace.payouts.models import GiveBack
from marketplace.payouts.states import GiveBackReason
from marketplace.work.unit import Work


def propose_give_back(work: Work, order_id: UUID, *, price: Money, reason: GiveBackReason, note: str) -> GiveBack:
    """Finance staff want the brand to have (a part of) the price back; somebody else signs.

    Raises what `payouts.propose_give_back` raises.
    """
    must_be_finance(work.actor)
    order = order_seen_by(work.session, work.actor, order_id)
    return payouts.propose_give_back(
        work,
        order_id=OrderId(order.id),
        brief_id=BriefId(order.brief_id),
        brand_id=BrandId(order.brand_id),
        price=price,
        reason=reason,
        note=note,
    )
