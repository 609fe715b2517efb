"""Earnings become payouts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.gateways.current import other_settings
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.queueing import smallest_payout
from marketplace.payouts.errors import CountryNotPayable
from marketplace.payouts.jobs import queue_payouts
from marketplace.payouts.queries import earnings_of, payouts_of, purses_of
from marketplace.payouts.states import EarningState, PayoutState
from marketplace.work.jobs import Ticked
from tests.builders.accounts import owner_of
from tests.builders.payouts import WorkAs, a_creator, a_payout_account, a_queued_payout, an_earning, person_behind, usd
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast

Check = Callable[[], None]
TICK = Ticked(due_at=NOON)


def test_earnings_of_one_currency_become_one_payout(
    session: Session, work_as: WorkAs, cast: Cast, everything_adds_up: Check
) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    an_earning(work_as, cast.acme, cast.maya, usd(40_00))
    an_earning(work_as, cast.acme, cast.maya, Money(9_000, "JPY"))
    an_earning(work_as, cast.acme, cast.bo, usd(10_00))
    a_payout_account(work_as, cast.maya)
    queue_payouts(TICK)
    queue_payouts(TICK)
    made = payouts_of(session, cast.maya.id)
    assert sorted((str(p.gross), str(p.net)) for p in made) == [
        ("133.00 USD", "133.00 USD"),
        ("8,550 JPY", "8,550 JPY"),
    ]
    assert payouts_of(session, cast.bo.id) == [], "without an account nothing is queued"
    assert {earning.where for earning in earnings_of(session, cast.maya.id)} == {EarningState.IN_TRANSIT}
    purse = next(p for p in purses_of(session, cast.maya.id) if p.currency == "USD")
    assert (purse.available, purse.in_transit) == (usd(0), usd(133_00))
    everything_adds_up()


def test_the_oldest_earning_says_until_when_it_is_promised(work_as: WorkAs, cast: Cast, clock: TestClock) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    clock.advance(days=2)
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    assert a_queued_payout(work_as, cast.maya).promised_by == datetime(2026, 11, 27, 23, 59, 59, tzinfo=UTC)


def test_an_account_that_is_not_ready_holds_the_money_back(session: Session, work_as: WorkAs, cast: Cast) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya, status="pending")
    queue_payouts(TICK)
    assert payouts_of(session, cast.maya.id) == []
    assert balance(session, chart.creator_available(cast.maya.id), "USD") == usd(95_00)


def test_very_little_waits_for_more(session: Session, work_as: WorkAs, cast: Cast) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(1_00))
    a_payout_account(work_as, cast.maya)
    queue_payouts(TICK)
    assert payouts_of(session, cast.maya.id) == []
    an_earning(work_as, cast.acme, cast.maya, usd(5))
    queue_payouts(TICK)
    assert [p.net for p in payouts_of(session, cast.maya.id)] == [usd(1_00)]


@pytest.mark.parametrize(
    ("minimum", "currency", "minor"),
    [("1", "USD", 1_00), ("25", "JPY", 25), ("2", "KWD", 2_000), ("0", "USD", 1)],
)
def test_the_smallest_payout_is_so_many_whole_units(minimum: str, currency: str, minor: int) -> None:
    with other_settings(PAYOUT_MINIMUM=minimum):
        assert smallest_payout(currency) == Money(minor, currency)


def test_what_is_earned_later_waits_until_the_first_is_in_a_batch(
    session: Session, work_as: WorkAs, cast: Cast
) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    first = a_queued_payout(work_as, cast.maya)
    an_earning(work_as, cast.acme, cast.maya, usd(50_00))
    queue_payouts(TICK)
    assert len(payouts_of(session, cast.maya.id)) == 1
    with work_as(cast.ines.actor) as work:
        payouts.make_batch(work, [first.id])
    queue_payouts(TICK)
    assert [p.state for p in payouts_of(session, cast.maya.id)] == [PayoutState.QUEUED, PayoutState.BATCHED]


def test_a_creator_where_nobody_can_be_paid_is_told_so(work_as: WorkAs, cast: Cast) -> None:
    lin = a_creator(work_as, "Lin", country="BR")
    with pytest.raises(CountryNotPayable), work_as(person_behind(work_as, lin).actor) as work:
        payouts.begin_onboarding(work)


def test_only_a_creator_sets_up_payouts(work_as: WorkAs, cast: Cast) -> None:
    for actor in (owner_of(cast.acme).actor, cast.ines.actor, SYSTEM):
        with pytest.raises(Exception, match="could not find"), work_as(actor) as work:
            payouts.begin_onboarding(work)
