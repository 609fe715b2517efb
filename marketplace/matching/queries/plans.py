"""Reading the mixes that brands saved."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Side
from marketplace.base.errors import NotFound
from marketplace.matching.models import Plan


def plan_seen_by(session: Session, actor: Actor, plan_id: UUID) -> Plan:
    """A saved mix as the brand itself and staff see it. Raises NotFound for everybody else."""
    plan = session.get(Plan, plan_id)
    is_own = plan is not None and actor.side is Side.BRAND and actor.brand_id == plan.brief.brand_id
    if plan is None or not (is_own or actor.side in {Side.STAFF, Side.SYSTEM}):
        raise NotFound()
    return plan


def plans_of(session: Session, brief_id: UUID) -> Sequence[Plan]:
    """The saved mixes of a brief, newest first."""
    return session.scalars(sa.select(Plan).where(Plan.brief_id == brief_id).order_by(Plan.saved_at.desc())).all()
