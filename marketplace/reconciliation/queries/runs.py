"""Reads: comparisons, and how far the changes of our balance are kept here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.reconciliation.models import BalanceChange, Run
from marketplace.work.locking import locked


def run_seen_by(session: Session, actor: Actor, run_id: UUID, *, lock: bool = False) -> Run:
    """A comparison as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Run).where(Run.id == run_id), Run, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def nightly_run(session: Session, cut: datetime) -> Run | None:
    """The comparison that the night makes of this cut."""
    return session.scalar(sa.select(Run).where(Run.cut_at == cut, Run.asked_by_id.is_(None)))


def night_before(session: Session, run: Run) -> datetime | None:
    """When the night's comparison before this one came to its end; None for the first."""
    done: datetime | None = session.scalar(
        sa.select(sa.func.max(Run.done_at)).where(Run.asked_by_id.is_(None), Run.id != run.id)
    )
    return done


def last_done_run(session: Session) -> Run | None:
    """The latest comparison that has come to its end."""
    done = sa.select(Run).where(Run.done_at.is_not(None))
    return session.scalar(done.order_by(Run.asked_at.desc(), Run.id.desc()).limit(1))


def runs(session: Session, page: int, *, size: int = 20) -> Page[Run]:
    """All comparisons, newest first."""
    total = session.scalar(sa.select(sa.func.count()).select_from(Run)) or 0
    rows = session.scalars(
        sa.select(Run).order_by(Run.asked_at.desc(), Run.id.desc()).offset((page - 1) * size).limit(size)
    ).all()
    return Page(rows, page, size, total)


def mirrored_until(session: Session) -> datetime | None:
    """When the latest change that is kept here happened."""
    latest: datetime | None = session.scalar(sa.select(sa.func.max(BalanceChange.created_at)))
    return latest


def total_mirrored(session: Session) -> dict[str, int]:
    """What all changes kept here come to, by currency."""
    summed = sa.select(BalanceChange.currency, sa.func.sum(BalanceChange.net_minor)).group_by(BalanceChange.currency)
    return {currency: int(minor) for currency, minor in session.execute(summed)}
