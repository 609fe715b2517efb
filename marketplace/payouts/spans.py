"""Spans of days as people ask for them: both ends count, and either may be left open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from marketplace.payouts.errors import DaysTurnedAround, NoSuchDay

_YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Span:
    """From a day to a day, in somebody's time zone."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def read(cls, first: str, last: str) -> Span:
        """As typed into two fields, year first. Raises NoSuchDay and DaysTurnedAround."""
        span = cls(_day(first), _day(last))
        if span.first and span.last and span.first > span.last:
            raise DaysTurnedAround()
        return span

    def begins(self, zone: tzinfo) -> datetime | None:
        """The first instant in it."""
        return None if self.first is None else datetime.combine(self.first, time(), zone)

    def ends(self, zone: tzinfo) -> datetime | None:
        """The first instant after it."""
        return None if self.last is None else datetime.combine(self.last + timedelta(days=1), time(), zone)


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise NoSuchDay(typed=typed) from error
    if day.year not in _YEARS:
        raise NoSuchDay(typed=typed)
    return day
