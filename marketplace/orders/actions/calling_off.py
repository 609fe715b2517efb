"""A brand calls a whole brief off, as long as nobody has accepted an order under it."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.briefs import actions as briefs
from marketplace.briefs.errors import WorkHasBegun
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.orders.actions.offering import withdraw_offer
from marketplace.orders.queries import orders_of_brief
from marketplace.orders.states import OPEN_STATES, OrderState
from marketplace.work.unit import Work


def cancel_brief(work: Work, brief_id: UUID) -> Brief:
    """Withdraws every open offer and cancels the brief; its money returns to the wallet. Raises WorkHasBegun."""
    brief_seen_by(work.session, work.actor, brief_id)
    live = orders_of_brief(work.session, brief_id, states=OPEN_STATES | {OrderState.COMPLETED, OrderState.BREACHED})
    if any(order.state is not OrderState.OFFERED for order in live):
        raise WorkHasBegun()
    for order in live:
        withdraw_offer(work, order.id)
    brief = brief_seen_by(work.session, SYSTEM, brief_id, lock=True)
    briefs.release_cancelled_brief(work, brief)
    return brief
