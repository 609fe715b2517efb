"""Reads: what an open item is about, as both sides say it now."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.reconciliation.models import BalanceChange, Item
from marketplace.reconciliation.queries.both_sides import booked_side
from marketplace.reconciliation.sides import Break
from marketplace.reconciliation.suggestions import Suggestion, suggestion_for


def both_sides_of(session: Session, item: Item) -> Break:
    """The break behind an item."""
    changes = {
        change.id: change
        for change in session.scalars(sa.select(BalanceChange).where(BalanceChange.id.in_(item.told_ids)))
    }
    told = tuple(changes[id].told for id in item.told_ids if id in changes)
    booked = booked_side(session, [UUID(one) for one in item.journal_ids])
    return Break(item.kind, told, tuple(sorted(booked, key=lambda one: (one.at, one.key))), item.difference)


def suggested_for(session: Session, item: Item) -> Suggestion:
    """What would put an item right."""
    return suggestion_for(both_sides_of(session, item))
