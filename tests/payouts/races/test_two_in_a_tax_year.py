"""Two payouts of one creator in one month, at the same moment: the allowance is used once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from marketplace.base.money import Money
from marketplace.payouts import actions as payouts
from marketplace.payouts.bank_details import Details
from marketplace.payouts.queries import payouts_of
from marketplace.taxes.withholding import withhold
from marketplace.work.unit import unit_of_work
from tests.builders.payouts import a_creator_with_a_bank, an_earning
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look, sums_hold

CHINA = Details("CN", "张小禾", account_number="6222 0212 3456 7890 123", bank_code="102100099996")
PRICE = Money(10_526_32, "CNY")


def test_the_allowance_of_a_month_is_used_once(at_once: Callable[..., list[Any]], committed: Look, cast: Cast) -> None:
    with committed():
        lin = a_creator_with_a_bank(unit_of_work, "Lin", details=CHINA)
        an_earning(unit_of_work, cast.acme, lin, PRICE)
        lin_id = lin.id

    def pay() -> None:
        with unit_of_work(cast.ines.actor) as work:
            payout = payouts.queue_payout(work, lin_id, "CNY")
            if payout is not None:
                payouts.make_batch(work, [payout.id])

    def earn_and_pay() -> None:
        an_earning(unit_of_work, cast.acme, lin, PRICE)
        pay()

    at_once([pay, earn_and_pay, pay])
    with committed() as session:
        made = payouts_of(session, lin_id)
        assert sum(payout.gross_minor for payout in made) == 20_000_00
        whole = withhold(Money(20_000_00, "CNY"), "CN", date(2026, 11, 24)).amount.minor
        assert sum(payout.tax_minor for payout in made) == whole == 330_00
    sums_hold(committed)
