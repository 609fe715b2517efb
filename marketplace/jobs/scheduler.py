"""The scheduler process: starts what is due by the table in `schedule.py` and sweeps the outbox.

Any number may run; a database lock lets one of them work at a time.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event

import sqlalchemy as sa
import structlog
from flask import Flask

from marketplace.database import db
from marketplace.jobs.health import beat
from marketplace.work.deliveries import sweep, tick
from marketplace.work.instants import instant_of
from marketplace.work.jobs import Job, Ticked

log = structlog.get_logger(__name__)

_LOCK = 7_236_112_001  # any number that nothing else locks
_SWEEP_SECONDS = 5


@dataclass(frozen=True)
class Every:
    """A job that starts again and again."""

    seconds: int
    job: Job

    def slot(self, now: datetime) -> datetime:
        """The start that is due at this instant; the same for every instant until the next one."""
        return datetime.fromtimestamp(now.timestamp() // self.seconds * self.seconds, UTC)


@dataclass(frozen=True)
class Daily:
    """A job that starts once a day at an hour, UTC."""

    hour: int
    job: Job

    def slot(self, now: datetime) -> datetime:
        """The start that is due at this instant: today's hour, or yesterday's before it."""
        today = now.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        return today if today <= now else today - timedelta(days=1)


def serve(app: Flask, schedule: Sequence[Every | Daily]) -> None:
    """Runs until told to stop; survives a database or a queue that goes away for a while."""
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        try:
            with app.app_context():
                _keep_time(schedule, stop)
        except sa.exc.SQLAlchemyError as error:
            log.warning("the database is away", error=type(error).__name__)
            stop.wait(1)


def start_what_is_due(schedule: Sequence[Every | Daily], started: dict[str, datetime], now: datetime) -> int:
    """Starts every row whose slot has not been started yet; gives how many."""
    count = 0
    for row in schedule:
        slot = row.slot(now)
        if started.get(row.job.name) == slot:
            continue
        count += tick(row.job.name, Ticked(due_at=slot), f"tick:{slot.isoformat()}")
        started[row.job.name] = slot
    return count


def _now() -> datetime:
    """The time that jobs will be told: in a demo whose clock was moved ahead, what became due starts at once."""
    try:
        return instant_of(db.session())
    finally:
        db.session.remove()


def _keep_time(schedule: Sequence[Every | Daily], stop: Event) -> None:
    started: dict[str, datetime] = {}
    swept_at = 0.0
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not stop.is_set():
            if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_LOCK))):
                stop.wait(2)
                continue
            while not stop.is_set():
                connection.execute(sa.text("SELECT 1"))  # the lock is ours as long as this connection lives
                start_what_is_due(schedule, started, _now())
                if time.monotonic() - swept_at > _SWEEP_SECONDS:
                    sweep()
                    beat("scheduler")
                    swept_at = time.monotonic()
                stop.wait(1)
