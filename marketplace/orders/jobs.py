"""Background work of orders: clocks that run out, briefs that close."""

from __future__ import annotations

import structlog

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Conflict
from marketplace.briefs import actions as brief_actions
from marketplace.briefs.events import BriefClosed
from marketplace.briefs.queries import brief_seen_by, briefs_due
from marketplace.briefs.states import BriefState
from marketplace.orders.actions.clocks import run_order_clock
from marketplace.orders.queries import orders_due, orders_of_brief
from marketplace.orders.states import OPEN_STATES, OrderState
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)


@job(queue="default")
def run_due_clocks(_tick: Ticked) -> None:
    """Takes the clocked step of every order and brief that is due, each in its own transaction."""
    with unit_of_work(SYSTEM) as work:
        orders, briefs = orders_due(work.session, work.now), briefs_due(work.session, work.now)
    for order_id in orders:
        try:
            with unit_of_work(SYSTEM) as work:
                verb = run_order_clock(work, order_id)
            log.info("order clock ran out", order_id=str(order_id), verb=verb)
        except Conflict:
            log.info("order moved while its clock ran out", order_id=str(order_id))
    for brief_id in briefs:
        with unit_of_work(SYSTEM) as work:
            brief_actions.run_brief_clock(work, brief_id)


@job(queue="default")
def run_closed_brief(fact: BriefClosed) -> None:
    """A brief that closes while orders are under way is running."""
    with unit_of_work(SYSTEM) as work:
        brief = brief_seen_by(work.session, SYSTEM, fact.brief_id, lock=True)
        under_way = orders_of_brief(work.session, brief.id, states=OPEN_STATES - {OrderState.OFFERED})
        if brief.state is BriefState.CLOSED and under_way:
            brief_actions.run_brief(work, brief)
