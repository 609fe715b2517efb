"""Tax is withheld on what a creator was paid in the year, as the payouts say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.bank_details import Details
from marketplace.payouts.models import Payout
from marketplace.payouts.statements import statement
from marketplace.taxes.withholding import withheld_again
from tests.builders.payouts import WorkAs, a_batch, a_creator_with_a_bank, a_queued_payout, an_earning
from tests.conftest import TestClock
from tests.payouts.cast import Cast

CHINA = Details("CN", "张小禾", account_number="6222 0212 3456 7890 123", bank_code="102100099996")
TEN_THOUSAND = Money(10_526_32, "CNY")
"""A price that leaves 10,000.00 after our fee of 5 %."""


@pytest.fixture
def lin(work_as: WorkAs) -> Creator:
    return a_creator_with_a_bank(work_as, "Lin", details=CHINA)


@pytest.fixture
def paid(work_as: WorkAs, cast: Cast, lin: Creator) -> Callable[[], Payout]:
    """Ten thousand yuan are earned, queued and batched, so that the next payout is another one."""

    def pay() -> Payout:
        an_earning(work_as, cast.acme, lin, TEN_THOUSAND)
        payout = a_queued_payout(work_as, lin, "CNY")
        a_batch(work_as, cast.ines, [payout])
        return payout

    return pay


def test_each_month_of_ten_thousand_has_ninety_withheld(
    session: Session, paid: Callable[[], Payout], clock: TestClock, everything_adds_up: Callable[[], None]
) -> None:
    november = paid()
    clock.advance(days=14)
    december = paid()
    assert (november.tax_minor, december.tax_minor) == (90_00, 90_00)
    assert december.tax_basis["inputs"]["months"] == 2
    assert balance(session, chart.tax_withheld(), "CNY") == Money(180_00, "CNY")
    everything_adds_up()


def test_a_second_payout_in_a_month_has_no_second_allowance(paid: Callable[[], Payout]) -> None:
    assert [paid().tax_minor, paid().tax_minor] == [90_00, 240_00]


def test_a_new_year_begins_at_nothing(paid: Callable[[], Payout], clock: TestClock) -> None:
    paid()
    clock.advance(days=60)
    assert paid().tax_basis["inputs"]["income_before_minor"] == 0


def test_a_payout_that_came_back_does_not_count(work_as: WorkAs, session: Session, cast: Cast, lin: Creator) -> None:
    an_earning(work_as, cast.acme, lin, TEN_THOUSAND)
    first = a_queued_payout(work_as, lin, "CNY")
    with work_as(cast.ines.actor) as work:
        payouts.give_up_payout(work, first.id)
    second = a_queued_payout(work_as, lin, "CNY")
    assert second.tax_minor == 90_00
    assert balance(session, chart.tax_withheld(), "CNY") == Money(90_00, "CNY")


def test_the_statement_is_derived_again_from_what_was_kept(session: Session, paid: Callable[[], Payout]) -> None:
    for payout in (paid(), paid()):
        session.refresh(payout)
        assert withheld_again(payout.tax_basis).amount == statement(session, SYSTEM, payout.id).tax
