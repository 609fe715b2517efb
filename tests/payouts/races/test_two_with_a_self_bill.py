"""Self-billed documents written at the same moment: no number twice, none left out, one for each payout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import short_code
from marketplace.self_billing.actions import bill_payout
from marketplace.self_billing.models import SelfBill
from marketplace.work.unit import unit_of_work
from tests.builders.payouts import a_payout_account, an_earning, usd
from tests.builders.self_billing import a_sent_payout, an_agreement
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look, sums_hold


def test_four_at_once_leave_no_gap_and_write_nothing_twice(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast
) -> None:
    with committed():
        sent: dict[UUID, list[UUID]] = {}
        for creator in (cast.maya, cast.bo):
            a_payout_account(unit_of_work, creator)
            an_agreement(unit_of_work, creator)
            for _ in range(3):
                an_earning(unit_of_work, cast.acme, creator, usd(100_00))
                payout = a_sent_payout(unit_of_work, creator, cast.ines, cast.jun)
                sent.setdefault(creator.id, []).append(payout.id)
    ids = [payout_id for of_one in sent.values() for payout_id in of_one]

    def bill_all(places: list[int]) -> int:
        made = 0
        for place in places:
            with unit_of_work(SYSTEM) as work:
                made += len(bill_payout(work, ids[place]))
        return made

    orders = ([0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [2, 0, 4, 1, 3, 5], [1, 3, 5, 0, 4, 2])
    made = at_once([lambda places=places: bill_all(places) for places in orders])
    assert sum(made) == 6
    with committed() as session:
        for creator_id, of_one in sent.items():
            rows = session.scalars(sa.select(SelfBill).where(SelfBill.creator_id == creator_id)).all()
            numbers = sorted(row.number.rpartition("-")[2] for row in rows)
            assert numbers == ["0001", "0002", "0003"]
            assert {row.payout_id for row in rows} == set(of_one)
            assert all(short_code(creator_id) in row.number for row in rows)
    sums_hold(committed)
