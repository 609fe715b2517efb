from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.clock import add_working_days, fixed_clock, shifted_clock, system_clock

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_the_machine_tells_the_time_in_utc():
    assert system_clock().tzinfo is UTC


def test_a_fixed_clock_stands_still_and_a_shifted_one_runs_ahead_of_it():
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    clock = fixed_clock(noon)
    assert clock() == clock() == noon
    assert shifted_clock(timedelta(days=3), clock)() == noon + timedelta(days=3)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 24), 3, date(2026, 11, 27)),  # Tuesday → Friday
        (date(2026, 11, 25), 3, date(2026, 11, 30)),  # Wednesday → Monday: a weekend between
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # Saturday → Monday
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
    ],
)
def test_working_days_leave_weekends_out(start, days, due):
    assert add_working_days(start, days) == due


def test_working_days_leave_holidays_out():
    thanksgiving = frozenset({date(2026, 11, 26)})
    assert add_working_days(date(2026, 11, 24), 3, thanksgiving) == date(2026, 11, 30)


@given(DAYS, st.integers(1, 60), st.frozensets(DAYS, max_size=20))
def test_a_due_date_is_always_a_working_day_with_the_promised_number_before_it(start, days, holidays):
    due = add_working_days(start, days, holidays)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert due.weekday() < 5
    assert due not in holidays
    assert sum(day.weekday() < 5 and day not in holidays for day in between) == days
