"""Numbers of invoices given at the same moment: none twice, none left out, and a party has one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.invoices.actions import bills_of, issue
from marketplace.invoices.models import Invoice
from marketplace.work.unit import unit_of_work
from tests.builders.payouts import a_creator, an_earning, usd
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look, sums_hold


def test_four_at_once_leave_no_gap_and_give_no_number_twice(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, clock: TestClock
) -> None:
    with committed():
        for name in ("Maya2", "Bo2", "Cleo2", "Dara2"):
            an_earning(unit_of_work, cast.acme, a_creator(unit_of_work, name), usd(100_00))
    clock.now = NOON + timedelta(days=10)
    with committed(), unit_of_work(SYSTEM) as work:
        bills = bills_of(work, 2026, 11)
    assert len(bills) == 5

    def issue_all(places: list[int]) -> int:
        made = 0
        for place in places:
            with unit_of_work(SYSTEM) as work:
                made += issue(work, bills[place]) is not None
        return made

    orders = ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 3, 0, 4, 2])
    made = at_once([lambda places=places: issue_all(places) for places in orders])
    assert sum(made) == 5
    with committed() as session:
        numbers = sorted(session.scalars(sa.select(Invoice.number)))
    assert numbers == [f"MW-INV-2026-{n:06d}" for n in range(1, 6)]
    sums_hold(committed)
