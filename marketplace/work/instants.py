"""What time it is for a piece of work: the machine's, a demo's shifted one, or one a simulation sets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.base.clock import Clock, system_clock
from marketplace.database import Model

_clock: ContextVar[Clock | None] = ContextVar("clock", default=None)


class DemoClock(Model):
    """How far the clock of a demo has been advanced; one row, and only where the demo clock is switched on."""

    __tablename__ = "demo_clock"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    ahead_seconds: Mapped[int] = mapped_column(default=0)


@contextmanager
def running_on(clock: Clock) -> Iterator[None]:
    """Runs everything inside on another clock; for simulations, worlds and tests."""
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)


def instant_of(session: Session) -> datetime:
    """The instant at which a piece of work happens, in UTC."""
    if clock := _clock.get():
        return clock()
    if not current_app.config.get("DEMO_CLOCK"):
        return system_clock()
    ahead = session.scalar(sa.select(DemoClock.ahead_seconds)) or 0
    return system_clock() + timedelta(seconds=ahead)


def advance_demo_clock(session: Session, by: timedelta) -> timedelta:
    """Moves the demo's clock forward, and says how far ahead it is now.

    Raises RuntimeError where the demo clock is not switched on.
    """
    if not current_app.config.get("DEMO_CLOCK"):
        raise RuntimeError("the demo clock is switched off here (DEMO_CLOCK)")
    row = session.get(DemoClock, 1, with_for_update=True) or DemoClock(id=1, ahead_seconds=0)
    row.ahead_seconds += int(by.total_seconds())
    session.add(row)
    return timedelta(seconds=row.ahead_seconds)
