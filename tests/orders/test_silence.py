"""Silence is an answer: every clock fires late perhaps, but once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.invariants import verify
from marketplace.ledger.queries import balance
from marketplace.orders.actions import ending, finishing, preparing, reviewing
from marketplace.orders.errors import NotLateYet, NotYourAnswer, RoundsUsedUp
from marketplace.orders.jobs import run_due_clocks
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.work.jobs import Ticked
from marketplace.work.moves import moves_of
from tests.builders import orders as make


def let_clocks_run(clock: Any) -> None:
    run_due_clocks(Ticked(due_at=clock.now))


def state_of(session: Session, deal: make.Deal) -> OrderState:
    session.expire_all()
    return session.get_one(Order, deal.order_id).state


def earned(session: Session, deal: make.Deal) -> Money:
    assert deal.creator.creator_id
    pending = balance(session, chart.creator_pending(deal.creator.creator_id), "USD")
    return pending + balance(session, chart.creator_available(deal.creator.creator_id), "USD")


def test_a_silent_brand_approves_and_confirms_and_the_creator_is_paid(
    session: Session, work_as: Any, clock: Any
) -> None:
    deal = make.a_draft_in_review(work_as)
    clock.advance(hours=71)
    let_clocks_run(clock)
    assert state_of(session, deal) is OrderState.BRAND_REVIEW
    clock.advance(hours=2)
    let_clocks_run(clock)
    assert state_of(session, deal) is OrderState.APPROVED
    make.publish(deal)
    clock.advance(hours=73)
    let_clocks_run(clock)
    let_clocks_run(clock)
    assert state_of(session, deal) is OrderState.RETENTION
    assert earned(session, deal) == Money(28_500, "USD")
    assert all(verify(session).values())
    settled = [move for move in moves_of(session, session.get_one(Order, deal.order_id)) if move.to_state == "settled"]
    assert len(settled) == 1


def test_after_a_long_outage_every_clock_fires_once_in_turn(session: Session, work_as: Any, clock: Any) -> None:
    deal = make.an_offer(work_as)
    other = make.an_accepted_order_under(work_as, deal)
    clock.advance(days=60)
    for _ in range(3):
        let_clocks_run(clock)
    assert state_of(session, deal) is OrderState.EXPIRED
    assert state_of(session, other) is OrderState.CANCELLED
    assert balance(session, chart.held_order(other.order_id), "USD") == Money(0, "USD")


def test_a_kept_post_completes_the_order(session: Session, work_as: Any, clock: Any) -> None:
    deal = make.a_settled_order(work_as)
    clock.advance(days=31)
    let_clocks_run(clock)
    assert state_of(session, deal) is OrderState.COMPLETED


def test_rounds_of_changes_run_out_and_the_next_version_counts_as_approved(session: Session, work_as: Any) -> None:
    deal = make.a_draft_in_review(work_as, review_rounds=1)
    with work_as(deal.brand) as work:
        reviewing.ask_for_changes(work, deal.order_id, why="Please show the carton, as the brief says.")
    make.hand_in(deal, make.GOOD_BODY)
    with work_as(SYSTEM) as work:
        reviewing.pass_check(work, deal.order_id)
    assert state_of(session, deal) is OrderState.APPROVED
    assert issubclass(RoundsUsedUp, Exception)


def test_a_failed_check_uses_no_round(session: Session, work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    make.hand_in(deal, make.BAD_BODY)
    with work_as(SYSTEM) as work:
        reviewing.fail_check(work, deal.order_id)
    order = session.get_one(Order, deal.order_id)
    assert (order.state, order.rounds_used) == (OrderState.REVISION_DUE, 0)


def test_a_late_creator_can_be_left_only_after_the_grace(session: Session, work_as: Any, clock: Any) -> None:
    deal = make.an_accepted_order(work_as)
    clock.advance(days=6)
    with pytest.raises(NotLateYet), work_as(deal.brand) as work:
        ending.cancel_late(work, deal.order_id)
    clock.advance(days=2)
    with work_as(deal.brand) as work:
        ending.cancel_late(work, deal.order_id)
    assert balance(session, chart.held_brief(deal.brief_id), "USD") == Money(100_000, "USD")


@pytest.mark.parametrize(("stage", "fee_minor"), [("accepted", 3_000), ("in review", 15_000), ("approved", 30_000)])
def test_a_brand_that_leaves_pays_the_share_of_the_stage(
    session: Session, work_as: Any, clock: Any, stage: str, fee_minor: int
) -> None:
    build = {
        "accepted": make.an_accepted_order,
        "in review": make.a_draft_in_review,
        "approved": make.an_approved_order,
    }[stage]
    deal = build(work_as)
    with work_as(deal.brand) as work:
        ending.request_cancellation(work, deal.order_id, reason="Our product launch was called off.")
    with pytest.raises(NotYourAnswer), work_as(deal.brand) as work:
        ending.agree_to_cancel(work, deal.order_id)
    clock.advance(hours=73)
    let_clocks_run(clock)
    assert state_of(session, deal) is OrderState.CANCELLED
    fee = Money(fee_minor, "USD")
    assert earned(session, deal) == fee - fee.share(500)
    assert all(verify(session).values())


def test_a_creator_who_leaves_gets_nothing(session: Session, work_as: Any) -> None:
    deal = make.an_accepted_order(work_as)
    with work_as(deal.creator) as work:
        ending.request_cancellation(work, deal.order_id, reason="I have fallen ill and cannot do it.")
    with work_as(deal.brand) as work:
        ending.agree_to_cancel(work, deal.order_id)
    assert earned(session, deal) == Money(0, "USD")


def test_a_refused_cancellation_goes_on_with_the_time_that_was_left(session: Session, work_as: Any, clock: Any) -> None:
    deal = make.a_draft_in_review(work_as)
    clock.advance(hours=10)
    with work_as(deal.brand) as work:
        ending.request_cancellation(work, deal.order_id, reason="Our product launch was called off.")
    clock.advance(hours=48)
    with work_as(deal.creator) as work:
        ending.refuse_to_cancel(work, deal.order_id)
    order = session.get_one(Order, deal.order_id)
    assert order.state is OrderState.BRAND_REVIEW
    assert order.due_at is not None
    assert (order.due_at - clock.now).total_seconds() == 62 * 3600


def test_a_dispute_freezes_the_money_until_staff_rule(session: Session, work_as: Any, clock: Any) -> None:
    deal = make.an_order_to_confirm(work_as)
    with work_as(deal.brand) as work:
        finishing.object_to_work(work, deal.order_id, reason="The post shows another brand's carton.")
    clock.advance(days=40)
    let_clocks_run(clock)
    assert state_of(session, deal) is OrderState.DISPUTED
    with work_as(make.TRUST) as work:
        ending.rule(work, deal.order_id, verb="rule_for_creator", reason="The carton is the one of the brief.")
    assert state_of(session, deal) is OrderState.RETENTION
    assert earned(session, deal) == Money(28_500, "USD")


def test_a_creator_without_the_promised_product_leaves_with_a_fee(session: Session, work_as: Any, clock: Any) -> None:
    from marketplace.briefs.states import ProductTerms

    deal = make.an_accepted_order(work_as, product_terms=ProductTerms.GIVEN)
    with pytest.raises(NotLateYet), work_as(deal.creator) as work:
        preparing.leave_without_product(work, deal.order_id)
    clock.advance(days=3)
    with work_as(deal.creator) as work:
        preparing.leave_without_product(work, deal.order_id)
    assert earned(session, deal) == Money(2_850, "USD")


def test_the_last_settled_order_wraps_the_brief_and_frees_what_it_holds(session: Session, work_as: Any) -> None:
    deal = make.a_settled_order(work_as, slots=1)
    order = session.get_one(Order, deal.order_id)
    assert order.brief.state.value == "wrapping"
    assert balance(session, chart.held_brief(deal.brief_id), "USD") == Money(0, "USD")
    assert balance(session, chart.wallet(order.brand_id), "USD") == Money(1_000_000 - 33_000, "USD")
