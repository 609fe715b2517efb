"""Our own money goes to our bank exactly once, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.errors import Unavailable
from marketplace.base.ids import new_id
from marketplace.base.lifecycle import NotOpen
from marketplace.base.money import Money
from marketplace.gateways.current import payments
from marketplace.ledger import chart
from marketplace.ledger.actions import book
from marketplace.ledger.postings.platform import stripe_fee
from marketplace.ledger.queries import balance
from marketplace.payouts.jobs import catch_up_with_stripe
from marketplace.withdrawals import actions
from marketplace.withdrawals.errands import sending
from marketplace.withdrawals.errands.sending import check_withdrawal, send
from marketplace.withdrawals.events import WithdrawalFailed
from marketplace.withdrawals.jobs import ask_about_withdrawals, take_up_withdrawals
from marketplace.withdrawals.models import WithdrawalAttempt
from marketplace.withdrawals.queries import share_in
from marketplace.withdrawals.states import WithdrawalState
from marketplace.work.attempts import KEY_LIFE
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from marketplace.work.tries import Outcome
from tests.builders.payouts import WorkAs, usd
from tests.conftest import TestClock
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.withdrawals.conftest import as_it_is, payouts_at, signed

Check = Callable[[], None]
S = WithdrawalState
DAY = 86_400


def holds(session: Session) -> tuple[int, int]:
    """What is on its way to our bank, and what is there."""
    found = (balance(session, account, "USD").minor for account in (chart.psp_in_transit(), chart.bank()))
    return next(found), next(found)


def test_it_leaves_with_the_second_signature_and_arrives(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, ours: Money, run_jobs: Callable[[], int],
    both_agree: Check, clock: TestClock,
) -> None:  # fmt: skip
    withdrawal = signed(work_as, cast, usd(10_00))
    run_jobs()
    send(withdrawal.id)
    sent = as_it_is(session, withdrawal)
    assert (sent.state, payouts_at(standin, sent), holds(session)) == (S.ON_ITS_WAY, [10_00], (10_00, 0))
    assert share_in(session, "USD").ours == usd(8_10)
    both_agree()
    standin.advance(4 * DAY)
    for _ in range(2):
        ask_about_withdrawals(Ticked(due_at=clock.now))
    assert (as_it_is(session, withdrawal).state, holds(session)) == (S.ARRIVED, (0, 10_00))
    both_agree()


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "error_500_before", "error_500_after", "rate_limit_429"])
def test_trouble_on_the_way_neither_loses_nor_doubles(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, ours: Money, both_agree: Check, kind: str
) -> None:
    withdrawal = signed(work_as, cast, usd(10_00))
    standin.plan("payouts.create", kind, times=2)
    for _ in range(4):
        try:
            send(withdrawal.id)
        except Unavailable:
            continue
    assert (as_it_is(session, withdrawal).state, payouts_at(standin, withdrawal)) == (S.ON_ITS_WAY, [10_00])
    both_agree()


def an_old_key_after_a_lost_answer(work_as: WorkAs, cast: Cast, standin: StandIn) -> Check:
    withdrawal = signed(work_as, cast, usd(10_00))
    standin.plan("payouts.create", "drop_after", times=9)
    with pytest.raises(Unavailable):
        send(withdrawal.id)
    standin.people.delete("/_standin/faults")
    with work_as(SYSTEM) as work:
        long_ago = system_clock() - KEY_LIFE - timedelta(minutes=1)
        work.session.execute(sa.update(WithdrawalAttempt).values(began_at=long_ago))
    send(withdrawal.id)
    return lambda: payouts_at(standin, withdrawal)  # type: ignore[return-value]


def test_an_old_key_is_looked_up_before_another_is_taken(
    work_as: WorkAs, cast: Cast, standin: StandIn, ours: Money, both_agree: Check, session: Session
) -> None:
    made = an_old_key_after_a_lost_answer(work_as, cast, standin)
    assert made() == [10_00]
    both_agree()


def test_without_the_look_up_it_would_leave_twice(
    work_as: WorkAs, cast: Cast, standin: StandIn, ours: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_look_up", lambda *_: False)
    assert an_old_key_after_a_lost_answer(work_as, cast, standin)() == [10_00, 10_00]


def test_what_is_not_ours_any_more_waits_and_leaves_later(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, ours: Money, clock: TestClock,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    withdrawal = signed(work_as, cast, ours)
    with work_as(SYSTEM) as work:
        book(work, stripe_fee(usd(5)), key="test:cost")
    send(withdrawal.id)
    assert (as_it_is(session, withdrawal).state, payouts_at(standin, withdrawal)) == (S.WAITING_FUNDS, [])
    with work_as(SYSTEM) as work:
        book(work, stripe_fee(usd(-5)), key="test:cost_given_back")
    clock.now += timedelta(minutes=61)
    take_up_withdrawals(Ticked(due_at=clock.now))
    run_jobs()
    assert (as_it_is(session, withdrawal).state, payouts_at(standin, withdrawal)) == (S.ON_ITS_WAY, [ours.minor])


def test_stripes_no_for_want_of_funds_is_waited_for_and_can_be_called_off(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, ours: Money
) -> None:
    withdrawal = signed(work_as, cast, usd(10_00))
    there = payments().balance()["USD"].available
    payments().pay_out_to_bank(amount=there, metadata={}, key=str(new_id()))
    send(withdrawal.id)
    waiting = as_it_is(session, withdrawal)
    assert (waiting.state, waiting.attempts[0].outcome) == (S.WAITING_FUNDS, Outcome.NO_FUNDS)
    with work_as(cast.ines.actor) as work:
        actions.call_off_withdrawal(work, withdrawal.id)
    send(withdrawal.id)
    assert (payouts_at(standin, withdrawal), share_in(session, "USD").ours) == ([], ours)


@pytest.mark.parametrize(("failure", "days"), [("account_closed", 0), (None, 0), ("could_not_process", 5)])
def test_what_our_bank_sends_back_is_at_stripe_again(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, ours: Money, both_agree: Check,
    failure: str | None, days: int,
) -> None:  # fmt: skip
    withdrawal = signed(work_as, cast, ours)
    send(withdrawal.id)
    payout_id = str(as_it_is(session, withdrawal).payout_id)
    if days:
        standin.advance(days * DAY)
        check_withdrawal(payout_id)
        assert as_it_is(session, withdrawal).state is S.ARRIVED
    standin.return_payout(payout_id, failure)
    for _ in range(2):
        check_withdrawal(payout_id)
    assert (as_it_is(session, withdrawal).state, holds(session)) == (S.RETURNED, (0, 0))
    assert share_in(session, "USD").ours == ours
    assert len(session.scalars(sa.select(FactRow).where(FactRow.name == WithdrawalFailed.NAME)).all()) == 1
    with pytest.raises(NotOpen), work_as(cast.ines.actor) as work:
        actions.call_off_withdrawal(work, withdrawal.id)
    both_agree()


def test_messages_that_never_came_are_caught_up_with_and_payouts_by_hand_are_left_alone(
    session: Session, work_as: WorkAs, cast: Cast, standin: StandIn, ours: Money, run_jobs: Callable[[], int],
    clock: TestClock,
) -> None:  # fmt: skip
    clock.now = system_clock()
    withdrawal = signed(work_as, cast, usd(10_00))
    standin.plan("payouts.create", "drop_after", times=9)
    with pytest.raises(Unavailable):
        send(withdrawal.id)
    standin.people.delete("/_standin/faults")
    by_hand = payments().pay_out_to_bank(amount=usd(1_00), metadata={}, key=str(new_id()))
    catch_up_with_stripe(Ticked(due_at=clock.now))
    run_jobs()
    found = as_it_is(session, withdrawal)
    assert (found.state, found.payout_id != by_hand.id, holds(session)) == (S.ON_ITS_WAY, True, (10_00, 0))
