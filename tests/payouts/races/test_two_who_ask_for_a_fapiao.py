"""Two people of a brand ask for a 发票 for the same invoice at the same moment, two of the staff issue one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.base.errors import Conflict
from marketplace.fapiao.actions import ask_for_fapiao
from marketplace.fapiao.errors import AskedAlready
from marketplace.fapiao.models import Fapiao
from marketplace.fapiao.queries import can_be_asked_for
from marketplace.invoices.states import Party
from marketplace.work.instants import running_on
from marketplace.work.unit import unit_of_work
from tests.builders.accounts import owner_of
from tests.builders.fapiao import ORDINARY, an_issued_fapiao
from tests.builders.payouts import Money, an_earning, an_invoice
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look


def test_one_of_four_is_served_and_the_others_are_told_why(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, clock: TestClock
) -> None:
    with committed() as session:
        an_earning(unit_of_work, cast.acme, cast.maya, Money(1_000_00, "CNY"))
        an_invoice(unit_of_work)
        clock.now = NOON + timedelta(days=10)
        actor = owner_of(cast.acme).actor
        ids = [one.id for one in can_be_asked_for(session, Party.BRAND, cast.acme.id)]
    assert len(ids) == 1

    def ask() -> Fapiao:
        with unit_of_work(actor) as work:
            return ask_for_fapiao(work, ids, ORDINARY)

    answers = at_once([ask] * 4)
    assert sorted(type(one).__name__ for one in answers) == ["AskedAlready"] * 3 + ["Fapiao"]
    assert all(str(one).startswith("For MW-INV-") for one in answers if isinstance(one, AskedAlready))
    with committed() as session:
        wish_id = session.scalars(sa.select(Fapiao.id)).one()

    def issue(number: str) -> Fapiao:
        with running_on(clock):
            return an_issued_fapiao(unit_of_work, wish_id, cast.jun, number=number)

    issued = at_once([lambda: issue("1" * 20), lambda: issue("2" * 20)])
    assert sorted(isinstance(one, Conflict) for one in issued) == [False, True], issued
