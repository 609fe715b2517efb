"""A mix that a brand saved."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import Actor
from marketplace.base.money import Money
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import Goal
from marketplace.matching.actions.planning import save_plan
from marketplace.matching.models import Plan
from marketplace.matching.queries.planning import PlanWishes
from tests.builders.orders import WorkAs


def a_plan(work_as: WorkAs, brand: Actor, brief_id: UUID) -> Plan:
    """The best mix for the budget of a brief, which somebody must come into question for."""
    with work_as(brand) as work:
        brief = brief_seen_by(work.session, brand, brief_id)
        budget = Money(brief.budget_minor, brief.currency)
        return save_plan(work, brief_id, PlanWishes(budget, Goal.AWARENESS, 0.0, 10))
