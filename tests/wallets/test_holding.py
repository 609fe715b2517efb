"""Money set aside for briefs and orders, and given back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId, new_id
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.errors import KeyReused
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.wallets import actions as wallets
from marketplace.wallets.errors import BudgetTooSmall, HoldGone, WalletTooSmall
from marketplace.wallets.queries import wallet_of
from tests.builders.payouts import WorkAs, a_held_order, a_topped_up_wallet, usd
from tests.payouts.cast import Cast

Check = Callable[[], None]


def test_a_budget_is_set_aside_and_the_rest_comes_back(
    session: Session, work_as: WorkAs, cast: Cast, everything_adds_up: Check
) -> None:
    brief_id, brand_id = BriefId(new_id()), BrandId(cast.acme.id)
    a_topped_up_wallet(work_as, cast.acme, usd(100_00))
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=brief_id, brand_id=brand_id, amount=usd(80_00))
    assert wallet_of(session, brand_id) == {"USD": usd(20_00)}
    with work_as(SYSTEM) as work:
        assert wallets.release_brief(work, brief_id=brief_id, brand_id=brand_id, currency="USD") == usd(80_00)
        assert wallets.release_brief(work, brief_id=brief_id, brand_id=brand_id, currency="USD") == usd(0)
    assert wallet_of(session, brand_id) == {"USD": usd(100_00)}
    everything_adds_up()


def test_a_wallet_too_small_says_what_is_missing(session: Session, work_as: WorkAs, cast: Cast) -> None:
    a_topped_up_wallet(work_as, cast.acme, usd(100_00))
    with pytest.raises(WalletTooSmall) as refused, work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=BriefId(new_id()), brand_id=BrandId(cast.acme.id), amount=usd(120_00))
    assert (refused.value.values["held"], refused.value.values["missing"]) == (usd(100_00), usd(20_00))
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}


def test_one_currency_does_not_pay_for_another(work_as: WorkAs, cast: Cast) -> None:
    a_topped_up_wallet(work_as, cast.acme, usd(100_00))
    with pytest.raises(WalletTooSmall), work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=BriefId(new_id()), brand_id=BrandId(cast.acme.id), amount=Money(1_00, "CNY"))


def test_a_brief_is_funded_once(session: Session, work_as: WorkAs, cast: Cast) -> None:
    brief_id, brand_id = BriefId(new_id()), BrandId(cast.acme.id)
    a_topped_up_wallet(work_as, cast.acme, usd(100_00))
    for _ in range(2):
        with work_as(SYSTEM) as work:
            wallets.fund_brief(work, brief_id=brief_id, brand_id=brand_id, amount=usd(10_00))
    assert wallet_of(session, brand_id) == {"USD": usd(90_00)}
    with pytest.raises(KeyReused), work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=brief_id, brand_id=brand_id, amount=usd(11_00))


def test_a_budget_too_small_says_what_is_missing(work_as: WorkAs, cast: Cast) -> None:
    brief_id, _ = a_held_order(work_as, cast.acme, usd(100_00))
    with pytest.raises(BudgetTooSmall) as refused, work_as(SYSTEM) as work:
        wallets.hold_order(work, order_id=OrderId(new_id()), brief_id=brief_id, amount=usd(110_01))
    assert refused.value.values["missing"] == usd(1)


def test_a_hold_goes_back_to_the_brief_once(
    session: Session, work_as: WorkAs, cast: Cast, everything_adds_up: Check
) -> None:
    brief_id, order_id = a_held_order(work_as, cast.acme, usd(100_00))
    with work_as(SYSTEM) as work:
        wallets.return_order_hold(work, order_id=order_id, brief_id=brief_id, currency="USD")
    assert balance(session, chart.held_brief(brief_id), "USD") == usd(220_00)
    with pytest.raises(HoldGone), work_as(SYSTEM) as work:
        wallets.return_order_hold(work, order_id=order_id, brief_id=brief_id, currency="USD")
    everything_adds_up()


def test_a_kill_fee_is_earned_and_the_rest_returns(
    session: Session, work_as: WorkAs, cast: Cast, everything_adds_up: Check
) -> None:
    brief_id, order_id = a_held_order(work_as, cast.acme, usd(100_00))
    with work_as(SYSTEM) as work:
        earning = payouts.cancel_with_kill_fee(
            work,
            order_id=order_id,
            brief_id=brief_id,
            creator_id=CreatorId(cast.maya.id),
            kill_fee=usd(50_00),
            creator_fee=usd(2_50),
            title="Oat latte",
        )
    assert (earning.gross, earning.fee, earning.net) == (usd(50_00), usd(2_50), usd(47_50))
    assert balance(session, chart.held_brief(brief_id), "USD") == usd(170_00)
    assert balance(session, chart.creator_available(cast.maya.id), "USD") == usd(47_50)
    assert balance(session, chart.fee_cancellation(), "USD") == usd(2_50)
    everything_adds_up()


def test_refund_and_settlement_compete_for_the_same_hold(
    work_as: WorkAs, cast: Cast, everything_adds_up: Check
) -> None:
    brief_id, order_id = a_held_order(work_as, cast.acme, usd(100_00))
    with work_as(SYSTEM) as work:
        wallets.return_order_hold(work, order_id=order_id, brief_id=brief_id, currency="USD")
    with pytest.raises(HoldGone), work_as(SYSTEM) as work:
        payouts.settle(
            work,
            source=("order", order_id),
            creator_id=CreatorId(cast.maya.id),
            price=usd(100_00),
            brand_fee=usd(10_00),
            creator_fee=usd(5_00),
            title="Oat latte",
        )
    everything_adds_up()
