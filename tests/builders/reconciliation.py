"""Stripe tells of something that nobody here knows of."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM, Actor
from marketplace.reconciliation.actions import begin_nightly_run, finish_run, keep_changes
from marketplace.reconciliation.models import Item
from marketplace.work.unit import Work

WorkAs = Callable[[Actor], AbstractContextManager[Work]]


def an_open_item(work_as: WorkAs, id: str = "txn_unknown", *, minor: int = 12_34) -> UUID:
    """A change of our balance without a journal, found by a night's comparison."""
    with work_as(SYSTEM) as work:
        change = {
            "id": id, "type": "adjustment", "category": "other_adjustment", "currency": "USD", "amount_minor": minor,
            "fee_minor": 0, "net_minor": minor, "source": None, "parent": None, "purpose": None, "description": "",
            "created_at": work.now, "available_at": None,
        }  # fmt: skip
        keep_changes(work, [change])
        run = begin_nightly_run(work, work.now + timedelta(days=1))
        finish_run(work, run.id, says={"USD": minor}, mirrored={"USD": minor})
        return work.session.scalars(sa.select(Item.id).where(Item.subject == id)).one()
