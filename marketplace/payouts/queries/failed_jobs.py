"""Reads: jobs that should have sent a payout and were given up after every try."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.payouts.events import PayoutDue
from marketplace.work.outbox import Delivery, DeliveryState


def given_up_jobs(session: Session, payout_ids: Iterable[UUID]) -> dict[UUID, list[Delivery]]:
    """Payout -> the jobs that should have sent it and that nothing tries any more; the others are left out."""
    of_payout = Delivery.payload["payout_id"].astext
    rows = session.scalars(
        sa.select(Delivery)
        .where(
            Delivery.state == DeliveryState.DEAD,
            Delivery.fact_name == PayoutDue.NAME,
            of_payout.in_([str(payout_id) for payout_id in payout_ids]),
        )
        .order_by(Delivery.created_at)
    )
    found: dict[UUID, list[Delivery]] = defaultdict(list)
    for row in rows:
        found[UUID(row.payload["payout_id"])].append(row)
    return dict(found)
