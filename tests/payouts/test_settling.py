"""From held money to earnings, and how much of it is whose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import CreatorId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.fees import brand_fee_on, creator_fee_on
from marketplace.payouts.jobs import mature_earnings
from marketplace.payouts.promise import promise_date
from marketplace.payouts.queries import earnings_of, purses_of
from marketplace.payouts.states import EarningState
from marketplace.settings import settings
from marketplace.taxes.withholding import withhold
from marketplace.wallets.errors import HoldGone
from marketplace.work.jobs import Ticked
from tests.builders.payouts import WorkAs, a_held_order, an_earning, usd
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast

Check = Callable[[], None]


def test_settled_work_is_divided_among_creator_and_platform(
    session: Session, work_as: WorkAs, cast: Cast, everything_adds_up: Check
) -> None:
    earning = an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    assert (earning.gross, earning.fee, earning.net) == (usd(100_00), usd(5_00), usd(95_00))
    assert earning.where is EarningState.AVAILABLE
    assert balance(session, chart.creator_available(cast.maya.id), "USD") == usd(95_00)
    assert balance(session, chart.fee_brand(), "USD") == usd(10_00)
    assert balance(session, chart.fee_creator(), "USD") == usd(5_00)
    assert balance(session, chart.held_order(earning.source_id), "USD") == usd(0)
    everything_adds_up()


def test_work_is_settled_once(session: Session, work_as: WorkAs, cast: Cast) -> None:
    _, order_id = a_held_order(work_as, cast.acme, usd(100_00))
    ids = set()
    for _ in range(2):
        with work_as(SYSTEM) as work:
            earning = payouts.settle(
                work, source=("order", order_id), creator_id=CreatorId(cast.maya.id), price=usd(100_00),
                brand_fee=usd(10_00), creator_fee=usd(5_00), title="Oat latte",
            )  # fmt: skip
            ids.add(earning.id)
    assert len(ids) == len(earnings_of(session, cast.maya.id)) == 1


def test_neither_more_nor_less_than_what_is_held_is_settled(session: Session, work_as: WorkAs, cast: Cast) -> None:
    _, order_id = a_held_order(work_as, cast.acme, usd(100_00))
    for price in (usd(99_99), usd(100_01)):
        with pytest.raises(HoldGone), work_as(SYSTEM) as work:
            payouts.settle(
                work, source=("order", order_id), creator_id=CreatorId(cast.maya.id), price=price,
                brand_fee=usd(10_00), creator_fee=usd(5_00), title="Oat latte",
            )  # fmt: skip
    assert balance(session, chart.held_order(order_id), "USD") == usd(110_00)
    assert earnings_of(session, cast.maya.id) == []


def test_an_earning_under_a_hold_becomes_available_when_it_is_over(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARNING_HOLD_DAYS", "7")
    settings.cache_clear()
    try:
        earning = an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    finally:
        settings.cache_clear()
    assert [(p.pending, p.available) for p in purses_of(session, cast.maya.id)] == [(usd(95_00), usd(0))]
    clock.advance(days=6)
    mature_earnings(Ticked(due_at=clock.now))
    session.refresh(earning)
    assert earning.where is EarningState.PENDING
    clock.advance(days=1)
    mature_earnings(Ticked(due_at=clock.now))
    session.refresh(earning)
    assert earning.where is EarningState.AVAILABLE
    assert [(p.pending, p.available) for p in purses_of(session, cast.maya.id)] == [(usd(0), usd(95_00))]


@given(st.integers(1, 10**10), st.integers(0, 5000), st.sampled_from(["USD", "JPY", "KWD"]))
def test_fees_are_never_more_than_their_share_and_a_half(minor: int, rate: int, currency: str) -> None:
    price = Money(minor, currency)
    for fee in (brand_fee_on(price, rate), creator_fee_on(price, rate)):
        assert fee.currency == currency
        assert abs(fee.minor * 10_000 - minor * rate) <= 5_000


def test_fees_come_from_the_settings() -> None:
    assert (brand_fee_on(usd(100_05)), creator_fee_on(usd(100_05))) == (usd(10_01), usd(5_00))


@pytest.mark.parametrize(
    ("settled", "promised"),
    [
        (date(2026, 11, 24), date(2026, 11, 27)),  # Tuesday
        (date(2026, 11, 26), date(2026, 12, 1)),  # Thursday, over a weekend
        (date(2026, 11, 28), date(2026, 12, 2)),  # Saturday
    ],
)
def test_money_is_promised_within_three_working_days(settled: date, promised: date) -> None:
    assert promise_date(datetime(settled.year, settled.month, settled.day, 23, 59, tzinfo=UTC)) == promised


def test_what_was_withheld_can_be_explained() -> None:
    withheld = withhold(usd(100_00), "US", NOON.date())
    assert withheld.amount == usd(0)
    assert withheld.as_json() == {
        "policy": "none_withheld",
        "version": "2026-01-01",
        "inputs": {
            "gross_minor": 100_00,
            "currency": "USD",
            "country": "US",
            "on": "2026-11-24",
            "income_before_minor": 0,
            "withheld_before_minor": 0,
            "months": 1,
            "tin_missing": False,
        },
        "withheld_minor": 0,
    }
