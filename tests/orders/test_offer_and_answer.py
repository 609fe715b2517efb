"""An offer holds the money in the same moment; the answer decides where it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM, BrandRole
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.lifecycle import NotOpen, NotYours
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.matching.models import Application
from marketplace.matching.states import ApplicationState
from marketplace.orders.actions import answering, clocks, offering
from marketplace.orders.errors import AlreadyOrdered, ExtensionUsed, PriceOutOfRange, ReasonMissing, TermsChanged
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.orders.terms import hash_of
from marketplace.wallets.errors import BudgetTooSmall
from tests.builders import orders as make
from tests.builders.accounts import a_new_brand, owner_of


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def held_for_order(session: Session, deal: make.Deal) -> Money:
    return balance(session, chart.held_order(deal.order_id), "USD")


def held_for_brief(session: Session, deal: make.Deal) -> Money:
    return balance(session, chart.held_brief(deal.brief_id), "USD")


def test_an_offer_moves_price_and_fee_from_the_brief_to_the_order(session: Session, work_as: Any) -> None:
    deal = make.an_offer(work_as, price=usd(30_000))
    assert held_for_order(session, deal) == usd(33_000)
    assert held_for_brief(session, deal) == usd(100_000 - 33_000)


def test_the_terms_are_a_hashed_snapshot_of_the_brief(session: Session, work_as: Any) -> None:
    deal = make.an_offer(work_as)
    order = session.get_one(Order, deal.order_id)
    assert order.terms["brief"]["title"] == "Oat latte at home"
    assert order.terms["disclosure"]["jurisdictions"][0]["jurisdiction"] == "US"
    assert order.terms_hash == hash_of(order.terms)


def test_the_creator_accepts_what_they_read(session: Session, work_as: Any) -> None:
    deal = make.an_offer(work_as)
    make.accept(deal)
    assert session.get_one(Order, deal.order_id).state is OrderState.DRAFT_DUE
    assert session.get_one(Application, deal.application_id).state is ApplicationState.ACCEPTED


def test_terms_that_are_not_the_ones_read_are_not_accepted(work_as: Any) -> None:
    deal = make.an_offer(work_as)
    with pytest.raises(TermsChanged), work_as(deal.creator) as work:
        answering.accept_order(work, deal.order_id, terms_hash="another")


def test_an_offer_is_accepted_once(work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    with pytest.raises(NotOpen):
        make.accept(deal)


def test_the_brand_cannot_accept_for_the_creator(work_as: Any) -> None:
    deal = make.an_offer(work_as)
    with pytest.raises(NotYours), work_as(deal.brand) as work:
        answering.accept_order(work, deal.order_id, terms_hash=make.order_of(work, deal).terms_hash)


def test_outsiders_cannot_know_of_an_order(work_as: Any) -> None:
    deal = make.an_offer(work_as)
    stranger = make.a_creator_to_book(work_as, "Bo")
    other_brand = owner_of(a_new_brand(work_as, "Nordlys")).actor
    for outsider in (stranger, other_brand):
        with pytest.raises(NotFound), work_as(outsider) as work:
            answering.accept_order(work, deal.order_id, terms_hash="")


@pytest.mark.parametrize("answer", ["decline", "expire", "withdraw"])
def test_a_no_or_silence_returns_the_money_to_the_brief(
    session: Session, work_as: Any, clock: Any, answer: str
) -> None:
    deal = make.an_offer(work_as)
    if answer == "decline":
        with work_as(deal.creator) as work:
            answering.decline_order(work, deal.order_id, reason="price")
    elif answer == "withdraw":
        with work_as(deal.brand) as work:
            offering.withdraw_offer(work, deal.order_id)
    else:
        clock.advance(hours=73)
        with work_as(SYSTEM) as work:
            assert clocks.run_order_clock(work, deal.order_id) == "expire"
    assert held_for_order(session, deal) == usd(0)
    assert held_for_brief(session, deal) == usd(100_000)


def test_declining_needs_a_reason_from_the_list(work_as: Any) -> None:
    deal = make.an_offer(work_as)
    with pytest.raises(ReasonMissing), work_as(deal.creator) as work:
        answering.decline_order(work, deal.order_id, reason="mood")


def test_an_offer_does_not_expire_before_its_time_and_is_extended_once(work_as: Any, clock: Any) -> None:
    deal = make.an_offer(work_as)
    with work_as(deal.brand) as work:
        offering.extend_offer(work, deal.order_id)
    with pytest.raises(ExtensionUsed), work_as(deal.brand) as work:
        offering.extend_offer(work, deal.order_id)
    clock.advance(hours=100)
    with work_as(SYSTEM) as work:
        assert clocks.run_order_clock(work, deal.order_id) is None
    clock.advance(hours=45)
    with work_as(SYSTEM) as work:
        assert clocks.run_order_clock(work, deal.order_id) == "expire"


@pytest.mark.parametrize("price", [usd(9_999), usd(50_001), Money(30_000, "CNY")])
def test_a_price_outside_the_brief_is_refused(work_as: Any, price: Money) -> None:
    deal = make.an_offer(work_as)
    other = make.a_creator_to_book(work_as, "Bo")
    with work_as(other) as work:
        from marketplace.matching.actions.applying import apply_to_brief

        application_id = apply_to_brief(work, deal.brief_id, price=usd(20_000), note="").id
    with pytest.raises(PriceOutOfRange), work_as(deal.brand) as work:
        offering.offer_order(work, application_id, price=price)


def test_nobody_is_booked_twice_for_one_brief_and_no_more_than_the_budget_holds(work_as: Any) -> None:
    brand = make.a_funded_brand(work_as)
    brief = make.an_open_brief(work_as, brand, budget_minor=40_000, slots=5)
    deal = make.an_offer_under(work_as, brand, brief.id)
    with pytest.raises((AlreadyOrdered, NotOpen)), work_as(brand) as work:
        offering.offer_order(work, deal.application_id, price=usd(30_000))
    with pytest.raises(BudgetTooSmall):
        make.an_offer_under(work_as, brand, brief.id, "Bo")


def test_a_reviewer_may_not_spend_the_brands_money(work_as: Any) -> None:
    brand = make.a_funded_brand(work_as)
    brief = make.an_open_brief(work_as, brand)
    reviewer = make.member_of(brand, BrandRole.REVIEWER)
    with pytest.raises(Forbidden):
        make.an_offer_under(work_as, reviewer, brief.id)


def test_the_last_place_closes_the_brief(session: Session, work_as: Any, run_jobs: Callable[[], int]) -> None:
    deal = make.an_accepted_order(work_as, slots=1)
    order = session.get_one(Order, deal.order_id)
    assert order.brief.state.value == "running"
