"""What a creator owes is taken from what they earn next, before anything of it leaves; or is let go by two people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Forbidden
from marketplace.base.money import Money
from marketplace.gateways.current import other_settings
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.bank_details import Details
from marketplace.payouts.errors import AlreadyProposed, NothingOwed, OwnProposal
from marketplace.payouts.events import CreatorDebtNetted
from marketplace.payouts.jobs import mature_earnings
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import creator_debts, earnings_of, nettings_of, owed_by_creator, payouts_of
from marketplace.payouts.statements import statement
from marketplace.payouts.states import EarningState
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from tests.builders.accounts import owner_of
from tests.builders.payouts import (
    WorkAs,
    a_batch,
    a_creator_with_a_bank,
    a_give_back,
    a_payout_account,
    a_queued_payout,
    an_earning,
    usd,
)
from tests.conftest import TestClock
from tests.payouts.cast import Cast

Check = Callable[[], None]


@pytest.fixture
def paid(work_as: WorkAs, cast: Cast) -> Payout:
    """Maya's first 95 dollars are in a batch, and all of their price went back: she owes them."""
    a_payout_account(work_as, cast.maya)
    earning = an_earning(work_as, cast.acme, cast.maya, usd(100_00), title="Oat latte")
    payout = a_queued_payout(work_as, cast.maya)
    a_batch(work_as, cast.ines, [payout])
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earning, usd(100_00))
    return payout


def owed(session: Session, cast: Cast) -> Money:
    return balance(session, chart.owed_by_creator(cast.maya.id), "USD")


def test_the_next_earnings_pay_it_before_anything_is_paid_out(
    work_as: WorkAs, session: Session, cast: Cast, paid: Payout, everything_adds_up: Check
) -> None:
    assert owed(session, cast) == usd(95_00)
    an_earning(work_as, cast.acme, cast.maya, usd(60_00), title="Second")
    assert owed(session, cast) == usd(38_00)
    with work_as(SYSTEM) as work:
        assert payouts.queue_payout(work, cast.maya.id, "USD") is None  # the debt has eaten all of it
    an_earning(work_as, cast.acme, cast.maya, usd(100_00), title="Third")
    assert owed(session, cast) == usd(0)
    payout = a_queued_payout(work_as, cast.maya)
    assert payout.gross == usd(57_00)
    assert [one.amount for one in nettings_of(session, cast.maya.id)] == [usd(38_00), usd(57_00)]
    states = {one.title: one.where for one in earnings_of(session, cast.maya.id)}
    assert (states["Second"], states["Third"]) == (EarningState.NETTED, EarningState.IN_TRANSIT)
    told = session.scalars(sa.select(FactRow).where(FactRow.name == CreatorDebtNetted.NAME).order_by(FactRow.id)).all()
    assert [fact.payload["left_minor"] for fact in told] == [38_00, 0]
    everything_adds_up()


def test_the_statement_says_what_was_set_off(
    work_as: WorkAs, session: Session, cast: Cast, paid: Payout, everything_adds_up: Check
) -> None:
    third = an_earning(work_as, cast.acme, cast.maya, usd(200_00))
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, third, usd(20_00))
    said = statement(session, cast.jun.actor, a_queued_payout(work_as, cast.maya).id)
    assert (said.earned, said.given_back, said.netted, said.gross, said.net) == (
        usd(190_00),
        usd(19_00),
        usd(95_00),
        usd(76_00),
        usd(76_00),
    )
    assert [(line.gross, line.fee, line.net) for line in said.lines] == [(usd(200_00), usd(10_00), usd(76_00))]
    first = statement(session, cast.jun.actor, paid.id)  # what came later is not in it
    assert (first.given_back, first.netted, first.net) == (usd(0), usd(0), usd(95_00))
    everything_adds_up()


def test_earnings_that_wait_already_pay_it_at_once(
    work_as: WorkAs, session: Session, cast: Cast, everything_adds_up: Check
) -> None:
    a_payout_account(work_as, cast.maya)
    first = an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_batch(work_as, cast.ines, [a_queued_payout(work_as, cast.maya)])
    an_earning(work_as, cast.acme, cast.maya, usd(50_00))
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, first, usd(40_00))
    assert owed(session, cast) == usd(0)
    assert a_queued_payout(work_as, cast.maya).gross == usd(9_50)
    everything_adds_up()


def test_a_payout_that_comes_back_pays_it(
    work_as: WorkAs, session: Session, cast: Cast, everything_adds_up: Check
) -> None:
    a_payout_account(work_as, cast.maya)
    earning = an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    payout = a_queued_payout(work_as, cast.maya)
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earning, usd(40_00))
    with work_as(cast.ines.actor) as work:
        payouts.give_up_payout(work, payout.id)
    assert owed(session, cast) == usd(0)
    again = a_queued_payout(work_as, cast.maya)
    assert again.gross == usd(57_00)
    assert statement(session, cast.jun.actor, payout.id).gross == usd(95_00)
    everything_adds_up()


def test_money_on_hold_pays_when_its_hold_is_over(
    work_as: WorkAs, session: Session, cast: Cast, clock: TestClock, paid: Payout, everything_adds_up: Check
) -> None:
    with other_settings(EARNING_HOLD_DAYS="7"):
        an_earning(work_as, cast.acme, cast.maya, usd(100_00))
        assert owed(session, cast) == usd(95_00)
        clock.advance(days=8)
        for _ in range(2):
            mature_earnings(Ticked(due_at=clock.now))
    assert owed(session, cast) == usd(0)
    everything_adds_up()


def test_another_currency_is_left_alone(work_as: WorkAs, session: Session, cast: Cast, paid: Payout) -> None:
    an_earning(work_as, cast.acme, cast.maya, Money(10_000, "JPY"))
    assert owed_by_creator(session, cast.maya.id) == {"USD": usd(95_00)}
    assert a_queued_payout(work_as, cast.maya, "JPY").gross == Money(9_500, "JPY")


def test_tax_is_withheld_from_what_is_left(
    work_as: WorkAs, session: Session, cast: Cast, everything_adds_up: Check
) -> None:
    """20,000 earned, 10,000 of them given back after they were paid: the tax is that on 10,000, 90 a month."""
    details = Details("CN", "张小禾", account_number="6222 0212 3456 7890 123", bank_code="102100099996")
    lin, price = a_creator_with_a_bank(work_as, "Lin", details=details), Money(10_526_32, "CNY")
    first = an_earning(work_as, cast.acme, lin, price)
    a_batch(work_as, cast.ines, [a_queued_payout(work_as, lin, "CNY")])
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, first, price)
    an_earning(work_as, cast.acme, lin, price)
    with work_as(SYSTEM) as work:
        assert payouts.queue_payout(work, lin.id, "CNY") is None
    (payout,) = payouts_of(session, lin.id)
    assert (payout.gross_minor, payout.tax_minor) == (10_000_00, 90_00)
    assert balance(session, chart.tax_withheld(), "CNY") == Money(90_00, "CNY")
    everything_adds_up()


def test_two_people_let_a_debt_go(
    work_as: WorkAs, session: Session, cast: Cast, paid: Payout, everything_adds_up: Check
) -> None:
    with pytest.raises(Forbidden), work_as(owner_of(cast.acme).actor) as work:
        payouts.propose_write_off(work, cast.maya.id, "USD", note="no")
    with work_as(cast.ines.actor) as work:
        proposed = payouts.propose_write_off(work, cast.maya.id, "USD", note="She has stopped.")
    with pytest.raises(AlreadyProposed), work_as(cast.jun.actor) as work:
        payouts.propose_write_off(work, cast.maya.id, "USD", note="She has stopped.")
    with pytest.raises(OwnProposal), work_as(cast.ines.actor) as work:
        payouts.sign_write_off(work, proposed.id)
    an_earning(work_as, cast.acme, cast.maya, usd(20_00))  # she has not: 19 dollars of it are paid meanwhile
    (debt,) = creator_debts(session)
    assert (debt.owed, debt.write_off) == (usd(76_00), proposed)
    with work_as(cast.jun.actor) as work:
        assert payouts.sign_write_off(work, proposed.id).amount == usd(76_00)
    assert balance(session, chart.bad_debt(), "USD") == usd(76_00)
    assert creator_debts(session) == []
    with pytest.raises(NothingOwed), work_as(cast.ines.actor) as work:
        payouts.propose_write_off(work, cast.maya.id, "USD", note="again")
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    assert a_queued_payout(work_as, cast.maya).gross == usd(95_00)
    everything_adds_up()


def test_a_debt_that_is_paid_meanwhile_is_not_written_off(
    work_as: WorkAs, session: Session, cast: Cast, paid: Payout, everything_adds_up: Check
) -> None:
    with work_as(cast.ines.actor) as work:
        proposed = payouts.propose_write_off(work, cast.maya.id, "USD", note="She has stopped.")
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    with pytest.raises(NothingOwed), work_as(cast.jun.actor) as work:
        payouts.sign_write_off(work, proposed.id)
    with work_as(cast.jun.actor) as work:
        payouts.drop_write_off(work, proposed.id)
    assert balance(session, chart.bad_debt(), "USD") == usd(0)
    everything_adds_up()
