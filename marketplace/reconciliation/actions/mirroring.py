"""Keeping what Stripe says of our balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from marketplace.reconciliation.models import BalanceChange
from marketplace.work.unit import Work

_AT_ONCE = 1000


def keep_changes(work: Work, changes: Sequence[Mapping[str, Any]]) -> int:
    """Keeps changes of our balance, as columns by name, that are not kept yet; gives how many were new."""
    new = 0
    for first in range(0, len(changes), _AT_ONCE):
        rows = [{**change, "mirrored_at": work.now} for change in changes[first : first + _AT_ONCE]]
        kept = (
            insert(BalanceChange).values(rows).on_conflict_do_nothing(index_elements=["id"]).returning(BalanceChange.id)
        )
        new += len(work.session.execute(kept).all())
    return new
