"""Background work of accounts."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from marketplace.accounts.lockout import PATIENCE
from marketplace.accounts.models import Link, Tries
from marketplace.base.actor import SYSTEM
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

LINKS_KEPT = timedelta(days=30)


@job()
def forget_old_tries_and_links(_tick: Ticked) -> None:
    """Deletes what no longer counts: failed tries of long ago and links that have expired."""
    longest = max(patience.forgotten_after for patience in PATIENCE.values())
    with unit_of_work(SYSTEM) as work:
        stale = sa.or_(Tries.last_failed_at.is_(None), Tries.last_failed_at < work.now - longest)
        work.session.execute(sa.delete(Tries).where(stale))
        work.session.execute(sa.delete(Link).where(Link.expires_at < work.now - LINKS_KEPT))
