"""A brand saves a mix of creators for a brief, and drops it again."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.briefs.policy import require_manager
from marketplace.briefs.queries import brief_seen_by
from marketplace.matching.errors import NobodyInTheMix
from marketplace.matching.models import Plan, PlanRow
from marketplace.matching.queries.planning import PlanWishes, planned
from marketplace.matching.queries.plans import plan_seen_by
from marketplace.work.unit import Work


def save_plan(work: Work, brief_id: UUID, wishes: PlanWishes) -> Plan:
    """Plans the mix once more and keeps it, with the prices of this moment. Raises NobodyInTheMix."""
    brief = brief_seen_by(work.session, work.actor, brief_id)
    if work.actor.side is not Side.BRAND:
        raise NotFound()
    require_manager(work.actor)
    found = planned(work.session, brief, wishes, now=work.now)
    if not found.rows:
        raise NobodyInTheMix()
    plan = Plan(
        brief_id=brief.id,
        brief=brief,
        saved_at=work.now,
        saved_by_id=work.actor.person_id,
        currency=brief.currency,
        budget_minor=wishes.budget.minor,
        goal=wishes.goal,
        koc_ratio=wishes.koc_ratio,
        places=wishes.places,
        reach=found.reach,
        low=found.interval.low,
        high=found.interval.high,
        bound=found.bound,
        rows=[
            PlanRow(
                creator_id=one.row.creator_id,
                place=place,
                price_minor=one.row.price.minor,
                fee_minor=one.fee.minor,
                adds=one.adds,
                locked=one.locked,
            )
            for place, one in enumerate(found.rows, 1)
        ],
    )
    work.session.add(plan)
    work.session.flush()
    return plan


def drop_plan(work: Work, plan_id: UUID) -> UUID:
    """Forgets a saved mix; gives its brief."""
    plan = plan_seen_by(work.session, work.actor, plan_id)
    require_manager(work.actor)
    brief_id = plan.brief_id
    work.session.delete(plan)
    return brief_id
