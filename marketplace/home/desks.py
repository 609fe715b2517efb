"""What each desk shows: read from the packages below, nothing of its own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marketplace.accounts.queries import brand as brand_with_id
from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import briefs_of, open_briefs
from marketplace.briefs.states import BriefState
from marketplace.console.counts import waiting
from marketplace.creators.queries import creator as creator_with_id
from marketplace.creators.queries import next_step_before_applying
from marketplace.database import db
from marketplace.jobs.health import outbox_health
from marketplace.matching.models import Application
from marketplace.matching.states import ApplicationState
from marketplace.orders.models import Order
from marketplace.orders.queries import orders_seen_by
from marketplace.orders.states import OPEN_STATES, OrderState
from marketplace.payouts.queries import purses_of
from marketplace.wallets.queries import wallet_of

_DESK_ROWS = 6


def public_numbers() -> dict[str, int]:
    """How many briefs are open and how many orders were settled, for the landing page."""
    session = db.session()
    return {
        "open_briefs": session.scalar(sa.select(sa.func.count()).where(Brief.state == BriefState.OPEN)) or 0,
        "settled_orders": session.scalar(
            sa.select(sa.func.count()).where(Order.state.in_({OrderState.RETENTION, OrderState.COMPLETED}))
        )
        or 0,
    }


def brand_desk(actor: Actor) -> dict[str, Any]:
    """A brand's briefs, the orders that wait for it, its wallet, and the next step."""
    session, brand_id = db.session(), actor.brand_id
    if brand_id is None:
        raise NotFound()
    found = briefs_of(session, brand_id)
    fresh = session.scalar(
        sa.select(sa.func.count())
        .select_from(Application)
        .join(Brief, Brief.id == Application.brief_id)
        .where(Brief.brand_id == brand_id, Application.state == ApplicationState.SUBMITTED)
    )
    return {
        "brand": brand_with_id(session, brand_id),
        "briefs": found[:_DESK_ROWS],
        "brief_count": len(found),
        "new_applications": fresh or 0,
        "wallet": wallet_of(session, brand_id),
        **_orders(actor),
    }


def creator_desk(actor: Actor) -> dict[str, Any]:
    """A creator's orders, open briefs, earnings, and the next step of the profile."""
    session, creator_id = db.session(), actor.creator_id
    if creator_id is None:
        raise NotFound()
    return {
        "creator": creator_with_id(session, creator_id),
        "next_step": next_step_before_applying(session, creator_id),
        "open_briefs": open_briefs(session, limit=_DESK_ROWS),
        "purses": purses_of(session, creator_id),
        **_orders(actor),
    }


def staff_desk(actor: Actor) -> dict[str, Any]:
    """What waits for staff, and whether the background is well."""
    return {"counts": waiting(), "outbox": outbox_health(db.session()), **_orders(actor)}


def _orders(actor: Actor) -> dict[str, Any]:
    found = orders_seen_by(db.session(), actor, states=OPEN_STATES - {OrderState.RETENTION}, size=30)
    rows = [(order, order.standing) for order in found.rows]
    mine = [row for row in rows if row[1].whose is actor.side]
    return {"order_count": found.total, "your_moves": mine[:_DESK_ROWS], "your_move_count": len(mine)}
