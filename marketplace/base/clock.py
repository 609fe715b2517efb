"""The one door through which time enters. Everything else is handed an instant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

Clock = Callable[[], datetime]
_machine: ContextVar[Clock | None] = ContextVar("machine_clock", default=None)


def system_clock() -> datetime:
    """The machine's time, in UTC. Leases, back-off and the age of keys go by it, whatever a demo's clock says."""
    clock = _machine.get()
    return datetime.now(UTC) if clock is None else clock()


@contextmanager
def machine_running_on(clock: Clock) -> Iterator[None]:
    """Lets the machine itself live on another clock; for simulations in which leases run out and keys grow old."""
    token = _machine.set(clock)
    try:
        yield
    finally:
        _machine.reset(token)


def fixed_clock(instant: datetime) -> Clock:
    """A clock that stands still."""
    return lambda: instant


def shifted_clock(by: timedelta, clock: Clock = system_clock) -> Clock:
    """A clock that runs ahead of another by a fixed length."""
    return lambda: clock() + by


def add_working_days(start: date, days: int, holidays: frozenset[date] = frozenset()) -> date:
    """The date `days` working days after `start`: weekends and the given holidays do not count."""
    day = start
    left = days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    return day
