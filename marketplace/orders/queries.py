"""Reading orders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Side
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.orders.models import Order
from marketplace.orders.policy import side_of
from marketplace.orders.states import OrderState


def order_seen_by(session: Session, actor: Actor, order_id: UUID, *, lock: bool = False) -> Order:
    """The order as the actor sees it. Raises NotFound for an outsider."""
    order = session.get(Order, order_id, with_for_update={"of": Order} if lock else None, populate_existing=lock)
    if order is None:
        raise NotFound()
    side_of(actor, order)
    return order


def orders_seen_by(
    session: Session, actor: Actor, *, states: Collection[OrderState] = (), number: int = 1, size: int = 25
) -> Page[Order]:
    """The orders an actor takes part in (all of them for staff), those that are due first on top."""
    seen = sa.select(Order)
    if actor.side is Side.BRAND:
        seen = seen.where(Order.brand_id == actor.brand_id)
    elif actor.side is Side.CREATOR:
        seen = seen.where(Order.creator_id == actor.creator_id)
    elif actor.side not in {Side.STAFF, Side.SYSTEM}:
        raise NotFound()
    if states:
        seen = seen.where(Order.state.in_(states))
    total = session.scalar(sa.select(sa.func.count()).select_from(seen.subquery())) or 0
    rows = session.scalars(
        seen.order_by(Order.due_at.asc().nulls_last(), Order.offered_at.desc()).offset((number - 1) * size).limit(size)
    ).all()
    return Page(rows, number, size, total)


def orders_of_brief(session: Session, brief_id: UUID, *, states: Collection[OrderState] = ()) -> Sequence[Order]:
    """The orders made under a brief."""
    found = sa.select(Order).where(Order.brief_id == brief_id).order_by(Order.offered_at)
    if states:
        found = found.where(Order.state.in_(states))
    return session.scalars(found).all()


def order_of_application(session: Session, application_id: UUID) -> Order | None:
    """The latest order an application became, if it did."""
    return session.scalars(
        sa.select(Order).where(Order.application_id == application_id).order_by(Order.offered_at.desc()).limit(1)
    ).one_or_none()


def orders_due(session: Session, now: datetime, *, limit: int = 500) -> Sequence[UUID]:
    """Ids of the orders whose clock has run out, the longest overdue first."""
    return session.scalars(sa.select(Order.id).where(Order.due_at <= now).order_by(Order.due_at).limit(limit)).all()
